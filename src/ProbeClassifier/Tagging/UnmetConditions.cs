using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Conditions that no event can meet together because of what logs of a dialect tell, or of how networks lie, each with the property to
/// blame. A condition that is a list is to blame only when no value of it can be met.
/// </summary>
internal static class UnmetConditions
{
    private const string OrNoDialect = "a \"dialect\" that tells it, or no \"dialect\"";

    public static IEnumerable<(string Property, string Found, string Expected)> Of(RuleMatch match) => [.. OfDialects(match), .. OfAddresses(match)];

    private static IEnumerable<(string Property, string Found, string Expected)> OfDialects(RuleMatch match)
    {
        if (match.Dialects.Count == 0)
            yield break;
        if (match.Dialects.All(IsSilent))
        {
            if (match.Activities.Count > 0)
                yield return ("activity", "an activity in a log that tells none", OrNoDialect);
            if (match.Messages.Count > 0)
                yield return ("message", "a message in a log that has none", OrNoDialect);
            if (match.AppNames.Count > 0)
                yield return ("appName", "a program's name in a log of packets or requests", OrNoDialect);
        }

        if (match.Signatures.Count > 0 && !match.Dialects.Any(d => IsAlert(d) || d is ProbeDialect.Psad))
            yield return ("signature", "a signature in a log that gives none", OrNoDialect);
        if (match.Classifications.Count > 0 && !match.Dialects.Any(IsAlert))
            yield return ("classification", "a class in a log that gives none", OrNoDialect);
        if (match.ControlBits.Count > 0 && !match.Dialects.Contains(ProbeDialect.Netfilter))
            yield return ("controlBits", "TCP control bits in a log that does not give them", "\"dialect\" netfilter, or no \"dialect\"");
        if (!match.Dialects.All(d => d is ProbeDialect.AccessLog) || match.PathPrefixes.Count > 0)
            yield break;
        const string Lacks = "no such condition: an access log does not give it";
        if (match.Transports.Count > 0 && !match.Transports.Contains(Transport.Tcp))
            yield return ("transport", "an access log over another transport than tcp", "tcp, or no \"transport\"");
        if (match.DestinationPorts.Count > 0)
            yield return ("destinationPort", "a destination port of an access log", Lacks);
        if (match.Destinations.Count > 0)
            yield return ("destination", "a destination of an access log", Lacks);
    }

    private static IEnumerable<(string Property, string Found, string Expected)> OfAddresses(RuleMatch match)
    {
        if (match.Sources.Count == 0 || match.Destinations.Count == 0)
            yield break;
        AddressBlock[] sources = [.. match.Sources.Select(AddressBlock.From)];
        AddressBlock[] destinations = [.. match.Destinations.Select(AddressBlock.From)];
        if (!sources.Any(s => destinations.Any(d => d.IsIPv4 == s.IsIPv4)))
            yield return ("destination", "destinations of another IP version than the sources", "networks of one version: a packet has but one");
        else if (match.SameAddress && !sources.Any(s => destinations.Any(s.Overlaps)))
            yield return ("sameAddress", "one address within networks that share none", "networks that overlap, or no \"sameAddress\"");
    }

    /// <summary>Packet filters and access logs: they say of nothing what it was.</summary>
    private static bool IsSilent(ProbeDialect dialect) => dialect is ProbeDialect.Netfilter or ProbeDialect.Ipchains or ProbeDialect.AccessLog;

    private static bool IsAlert(ProbeDialect dialect) => dialect is ProbeDialect.Snort or ProbeDialect.Suricata or ProbeDialect.SuricataEve;
}
