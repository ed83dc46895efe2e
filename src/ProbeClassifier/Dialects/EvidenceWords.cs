using System.Collections.Generic;

namespace ProbeClassifier.Dialects;

/// <summary>
/// Every line of the evidence dialects that is an event, or unparsed, has one of these words, in this very case. Kernels pass over
/// lines without any. A word must be rare in what else such programs write: each line that has one costs a full reading.
/// </summary>
internal static class EvidenceWords
{
    public static readonly IReadOnlyList<string> All =
    [
        // Snort and Suricata.
        "[**]", "[Classification: ", "[Priority: ", " -> ", "portscan", "PORTSCAN", "\"event_type\"", "TTL:", "  Code:", "Frag Offset: 0x",

        // Mail.
        "elay", "reject", "denied", "User unknown", "no mailbox", "forged", "Domain of sender", "NFECTED", "nfected", "FOUND", "virus", "SPF", "DKIM", "dmarc", "DMARC",
        "554 ", "553 ", "deny ",

        // Hosts.
        "refused", "attackalert", "scan detected", "Failed ", "nvalid user", "llegal user", "[preauth]", "identification", "Bad protocol",
        "crc32", "CRC-32", "LOGIN FAIL", "authentication failure", "Login failed", "FAILED LOGIN", "malformed", "AXFR", "hostname containing", "SM_MON", "promiscuous mode",
        "SYN flooding", "drop open request", "martian source", "ragment", "ping of death", "restart", "exiting on signal", "Integrity", "changed",
    ];
}
