using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// What rule files and builders both refuse. Each check returns what was expected instead, or null when all is well.
/// </summary>
internal static class RuleChecks
{
    public const string TagIdForm = "a tag id: lower-case letters, digits and . _ + - in parts divided by /";

    public static string? TagId(string id)
    {
        if (id.Length > RuleLimits.MaxTagIdLength)
            return $"at most {RuleLimits.MaxTagIdLength} characters";
        bool partIsEmpty = true;
        foreach (char letter in id)
        {
            if (letter == '/' && partIsEmpty)
                return TagIdForm;
            partIsEmpty = letter == '/';
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('.' or '_' or '+' or '-' or '/'))
                return TagIdForm;
        }

        return partIsEmpty ? TagIdForm : null;
    }

    /// <summary>Text that is printed: not empty, not too long, nothing invisible in it.</summary>
    public static string? Text(string text, int maxLength)
    {
        if (text.Length == 0)
            return "text";
        if (text.Length > maxLength)
            return $"at most {maxLength} characters";
        return RuleText.IsVisible(text) ? null : "text without control characters";
    }

    public static string? Url(string text) =>
        text.Length <= RuleLimits.MaxTextLength
        && text.All(c => c is > ' ' and < '\x7F' and not ('"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}'))
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https" or "ftp"
            ? null
            : "an http, https or ftp URL";

    public static string? Range(ValueRange range, int maximum) =>
        range.First <= range.Last && range.Last <= maximum ? null : $"a range within 0 and {maximum}, the lower number first";

    /// <summary>Conditions that no event can meet together, each with the property to blame.</summary>
    public static IEnumerable<(string Property, string Found, string Expected)> Contradictions(RuleMatch match)
    {
        IReadOnlyList<Transport> transports = match.Transports;
        bool icmpOnly = transports.Count > 0 && transports.All(IsIcmp);
        if (transports.Any(IsIcmp))
        {
            if (match.DestinationPorts.Count > 0)
                yield return ("destinationPort", "a port beside an ICMP transport", "no ports: ICMP has none");
            if (match.SourcePorts.Count > 0)
                yield return ("sourcePort", "a port beside an ICMP transport", "no ports: ICMP has none");
        }

        if (match.IcmpTypes.Count > 0 && !icmpOnly)
            yield return ("icmpType", "an ICMP type without its transport", "\"transport\" icmp or ipv6-icmp: their types differ");
        if (match.IcmpCodes.Count > 0 && !icmpOnly)
            yield return ("icmpCode", "an ICMP code without its transport", "\"transport\" icmp or ipv6-icmp: their codes differ");
        if (match.ControlBits.Count > 0 && !(transports.Count == 1 && transports[0] == Transport.Tcp))
            yield return ("controlBits", "TCP control bits without their transport", "\"transport\" tcp beside them");
        foreach ((string, string, string) unmet in UnmetConditions.Of(match))
            yield return unmet;
        if (match.PathPrefixes.Count == 0)
            yield break;
        const string Lacks = "no such condition: an access log does not give it";
        if (match.DestinationPorts.Count > 0)
            yield return ("destinationPort", "a destination port beside a path", Lacks);
        if (match.Destinations.Count > 0)
            yield return ("destination", "a destination beside a path", Lacks);
        if (transports.Count > 0 && !transports.Contains(Transport.Tcp))
            yield return ("transport", "a path over another transport than tcp", "tcp, or no \"transport\"");
        if (match.Dialects.Count > 0 && !match.Dialects.Any(d => d is ProbeDialect.AccessLog or ProbeDialect.SuricataEve))
            yield return ("dialect", "a path in a log without paths", "access-log or suricata-eve, or no \"dialect\"");
    }

    public static bool IsEmpty(RuleMatch match) => RuleText.Canonical(new CompiledRule(match)).Length == 0;

    private static bool IsIcmp(Transport transport) => transport is Transport.Icmp or Transport.Icmp6;
}
