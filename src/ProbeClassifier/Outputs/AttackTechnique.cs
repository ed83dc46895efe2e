using System;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>
/// A technique of MITRE ATT&amp;CK (Enterprise, version 17) that a tag is a sign of. A tag whose technique would be a guess has none:
/// one failed login is no brute force.
/// </summary>
/// <param name="TacticId">Why it is done: <c>TA0043</c>.</param>
/// <param name="TacticName">Its name.</param>
/// <param name="Id">The technique: <c>T1595</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="SubId">The sub-technique; null for none.</param>
/// <param name="SubName">Its name; null for none.</param>
internal sealed record AttackTechnique(string TacticId, string TacticName, string Id, string Name, string? SubId = null, string? SubName = null)
{
    private static readonly AttackTechnique ScanningBlocks = new("TA0043", "Reconnaissance", "T1595", "Active Scanning", "T1595.001", "Scanning IP Blocks");
    private static readonly AttackTechnique VulnerabilityScanning = ScanningBlocks with { SubId = "T1595.002", SubName = "Vulnerability Scanning" };
    private static readonly AttackTechnique Scanning = ScanningBlocks with { SubId = null, SubName = null };
    private static readonly AttackTechnique ServiceDiscovery = new("TA0007", "Discovery", "T1046", "Network Service Discovery");
    private static readonly AttackTechnique Sniffing = new("TA0007", "Discovery", "T1040", "Network Sniffing");
    private static readonly AttackTechnique NetworkFlood = new("TA0040", "Impact", "T1498", "Network Denial of Service", "T1498.001", "Direct Network Flood");
    private static readonly AttackTechnique Reflection = NetworkFlood with { SubId = "T1498.002", SubName = "Reflection Amplification" };
    private static readonly AttackTechnique SystemFlood = new("TA0040", "Impact", "T1499", "Endpoint Denial of Service", "T1499.001", "OS Exhaustion Flood");
    private static readonly AttackTechnique SystemExploit = SystemFlood with { SubId = "T1499.004", SubName = "Application or System Exploitation" };

    /// <summary>The technique of a tag, or null.</summary>
    public static AttackTechnique? Of(ProbeTag tag) => tag.Id switch
    {
        "intrusion/outbound-probe" => ServiceDiscovery,
        "intrusion/sniffing" => Sniffing,
        "dos/syn-flood" => SystemFlood,
        "dos/udp-flood" or "dos/icmp-flood" => NetworkFlood,
        "dos/smurf" or "dos/fraggle" => Reflection,
        "dos/land" or "dos/teardrop" => SystemExploit,
        "ids/attempt" or "login/failed" => null,
        _ when tag.Section != ReportSection.Probes => null,
        _ when IsOf(tag, "tcp/") || IsOf(tag, "udp/") || IsOf(tag, "icmp/") || IsOf(tag, "icmp6/") || IsOf(tag, "scan/") => ScanningBlocks,
        _ when IsOf(tag, "http/") => VulnerabilityScanning,
        _ => Scanning,
    };

    private static bool IsOf(ProbeTag tag, string family) => tag.Id.StartsWith(family, StringComparison.Ordinal);
}
