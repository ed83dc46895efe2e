using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>
/// What a packet filter's line means, written apart from the library: regular expressions over text, slow and plain. It speaks of
/// lines with an RFC 3164 or ISO 8601 envelope or none; access logs and repeats have tests of their own.
/// </summary>
internal static partial class LineOracle
{
    public sealed record Answer(string Kind, string Detail);

    public static Answer Of(string line)
    {
        string frame = line.EndsWith('\r') ? line[..^1] : line;
        Match envelope = Envelope().Match(frame);
        if (!envelope.Success)
            return new Answer("unknown", "");
        string[] stamps = ["MMM d HH:mm:ss", "MMM dd HH:mm:ss", "MMM  d HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"];
        if (!DateTime.TryParseExact(envelope.Groups["stamp"].Value, stamps, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return new Answer("unknown", "");
        string? app = envelope.Groups["app"].Success ? envelope.Groups["app"].Value : null;
        int? facility = envelope.Groups["pri"].Success ? int.Parse(envelope.Groups["pri"].Value, CultureInfo.InvariantCulture) / 8 : null;
        bool trusted = facility == 0 || (app is "kernel" && facility is null);
        if (!trusted)
            return new Answer("other", "");
        string message = envelope.Groups["msg"].Value;
        Match ipchains = Ipchains().Match(message);
        if (ipchains.Success)
            return OfIpchains(ipchains);
        Match netfilter = Netfilter().Match(message);
        return netfilter.Success ? OfNetfilter(netfilter) : new Answer("not an event", "");
    }

    /// <summary>The same words for what the library said.</summary>
    public static Answer FromCall(string call)
    {
        if (!call.StartsWith("event ", StringComparison.Ordinal))
            return new Answer("not an event", "");
        string[] w = call.Split(' ');

        // event Dialect seconds nanos xN Action Direction src > dst Transport type/code frag=…
        return new Answer("event", string.Join(' ', w[1], w[5], w[6], w[7], w[9], w[10], w[11], w[12]));
    }

    private static Answer OfNetfilter(Match m)
    {
        if (!IPAddress.TryParse(m.Groups["src"].Value, out IPAddress? src) || !IPAddress.TryParse(m.Groups["dst"].Value, out IPAddress? dst)
            || !IsStrict(m.Groups["src"].Value) || !IsStrict(m.Groups["dst"].Value))
        {
            return new Answer("not an event", "");
        }

        string name = m.Groups["proto"].Value;
        string rest = m.Groups["rest"].Value;
        bool byNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (byNumber ? number > 255 : !Known(name, out number))
            return new Answer("not an event", "");
        bool hasPorts = number is 6 or 17 or 136 or 132 or 33;
        bool icmp = number is 1 or 58;
        string action = ActionOf(m.Groups["prefix"].Value);
        string direction = (m.Groups["in"].Length > 0, m.Groups["out"].Captures.FirstOrDefault() is { Length: > 0 }) switch
        {
            (true, false) => "Inbound",
            (false, true) => "Outbound",
            (true, true) => "Forwarded",
            _ => "Unknown",
        };
        string sport = "", dport = "", type = "", code = "";
        bool fragment = false;
        if (hasPorts && rest.StartsWith(" SPT=", StringComparison.Ordinal))
        {
            Match ports = number is 6 or 17 or 136 ? Ports().Match(rest) : PortsAtEnd().Match(rest);
            if (!ports.Success || int.Parse(Cap(ports.Groups[1].Value), CultureInfo.InvariantCulture) > 65535
                || int.Parse(Cap(ports.Groups[2].Value), CultureInfo.InvariantCulture) > 65535)
            {
                return new Answer("not an event", "");
            }

            (sport, dport) = (Norm(ports.Groups[1].Value), Norm(ports.Groups[2].Value));
        }
        else if (icmp && rest.StartsWith(" TYPE=", StringComparison.Ordinal))
        {
            Match types = Types().Match(rest);
            if (!types.Success || int.Parse(Cap(types.Groups[1].Value), CultureInfo.InvariantCulture) > 255)
                return new Answer("not an event", "");
            type = Norm(types.Groups[1].Value);
            string after = rest[types.Length..];
            Match codes = Codes().Match(after);
            if (codes.Success)
            {
                if (int.Parse(Cap(codes.Groups[1].Value), CultureInfo.InvariantCulture) > 255)
                    return new Answer("not an event", "");
                code = Norm(codes.Groups[1].Value);
            }
            else if (after.Length > " CODE=".Length || (after.Length == " CODE=".Length && after != " CODE="))
            {
                return new Answer("not an event", "");
            }
        }
        else
        {
            Match frag = Frag().Match(m.Groups["mid"].Value);
            fragment = frag.Success && int.Parse(Cap(frag.Groups[1].Value), CultureInfo.InvariantCulture) is > 0 and <= 65535;
            bool mustShow = !byNumber && number is 6 or 17 or 136 or 1 or 58 && !byNumber;
            if (!fragment && mustShow && !rest.StartsWith(" INCOMPLETE [", StringComparison.Ordinal))
                return new Answer("not an event", "");
        }

        return new Answer("event", $"Netfilter {action} {direction} {Text(src)}:{sport} {Text(dst)}:{dport} {Transport(number)} {type}/{code} frag={fragment}");
    }

    private static Answer OfIpchains(Match m)
    {
        int proto = int.Parse(Cap(m.Groups["proto"].Value), CultureInfo.InvariantCulture);
        int a = int.Parse(Cap(m.Groups["sp"].Value), CultureInfo.InvariantCulture);
        int b = int.Parse(Cap(m.Groups["dp"].Value), CultureInfo.InvariantCulture);
        if (proto > 255 || a > 65535 || b > 65535 || !IsStrict(m.Groups["src"].Value) || !IsStrict(m.Groups["dst"].Value))
            return new Answer("not an event", "");
        bool fragment = (Convert.ToInt32(m.Groups["frag"].Value, 16) & 0x1FFF) != 0;
        if (proto == 1 && !fragment && (a > 255 || b > 255))
            return new Answer("not an event", "");
        bool ports = proto is 6 or 17 && !fragment;
        bool icmp = proto == 1 && !fragment;
        string action = m.Groups["target"].Value switch { "DENY" or "REJECT" => "Blocked", "ACCEPT" or "REDIRECT" or "MASQ" => "Allowed", _ => "Other" };
        string direction = m.Groups["chain"].Value switch { "input" => "Inbound", "output" => "Outbound", "forward" => "Forwarded", _ => "Unknown" };
        return new Answer("event", $"Ipchains {action} {direction} {m.Groups["src"].Value}:{(ports ? a : "")} {m.Groups["dst"].Value}:{(ports ? b : "")} {Transport(proto)} {(icmp ? a : "")}/{(icmp ? b : "")} frag={fragment}");
    }

    private static string ActionOf(string prefix)
    {
        string? last = Regex.Split(prefix, "[^A-Za-z]+").Select(w => w.ToUpperInvariant() switch
        {
            "DROP" or "DROPPED" or "DENY" or "DENIED" or "REJECT" or "REJECTED" or "BLOCK" or "BLOCKED" => "Blocked",
            "ACCEPT" or "ACCEPTED" or "ALLOW" or "ALLOWED" or "PASS" or "PASSED" or "PERMIT" or "PERMITTED" => "Allowed",
            _ => null,
        }).LastOrDefault(w => w is not null);
        if (last is not null)
            return last;
        Match suffix = Regex.Match(prefix, @"-(.)\][^\]]*\z", RegexOptions.Singleline);
        return suffix.Success ? suffix.Groups[1].Value switch { "A" => "Allowed", "D" or "R" => "Blocked", _ => "Other" } : "Other";
    }

    /// <summary>IPAddress.TryParse takes octal, short forms and zones; a log's addresses are none of these.</summary>
    private static bool IsStrict(string text) => text.Contains(':', StringComparison.Ordinal)
        ? !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal) && !text.Contains('/', StringComparison.Ordinal)
            && (!text.Contains('.', StringComparison.Ordinal) || IsStrict(text[(text.LastIndexOf(':') + 1)..]))
        : Quad().IsMatch(text);

    private static string Text(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();

    private static string Transport(int number) => ((Events.Transport)number).ToString();

    private static string Cap(string digits) => digits.TrimStart('0') is { Length: > 9 } ? "999999999" : digits.TrimStart('0') is "" ? "0" : digits.TrimStart('0');

    private static string Norm(string digits) => Cap(digits);

    private static bool Known(string name, out int number)
    {
        number = name switch
        {
            "ICMP" => 1,
            "IGMP" => 2,
            "TCP" => 6,
            "UDP" => 17,
            "DCCP" => 33,
            "GRE" => 47,
            "ESP" => 50,
            "AH" => 51,
            "ICMPv6" or "ICMPV6" or "IPV6-ICMP" => 58,
            "PIM" => 103,
            "SCTP" => 132,
            "UDPLITE" => 136,
            _ => -1,
        };
        return number >= 0;
    }

    [GeneratedRegex(@"\A(?:<(?<pri>0|[1-9]\d?|1[0-8]\d|19[01])>)?(?<stamp>[A-Z][a-z]{2} [ \d]\d [0-2]\d:[0-5]\d:[0-5]\d|20\d\d-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\d)(?:(?<=T.*)(?:\.\d+)?(?:Z|[+-]0\d:[0-5]\d))? (?<host>[A-Za-z0-9.-]*[A-Za-z-]) (?<app>[A-Za-z][^\s:\[]*)(?:\[\d+\])?: +(?:\[ *\d{1,9}\.\d{1,9}\] *)?(?<msg>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Envelope();

    [GeneratedRegex(@"\A(?<prefix>(?:(?!(?<=\A| )SRC=).)*?)(?<!(?:\A| )PHYS)IN=(?<in>[^ ]*) +(?:(?:OUT=(?<out>[^ ]*)|(?:MAC|PHYSIN|PHYSOUT|MACSRC|MACDST|MACPROTO|VPROTO|VID|TUNNEL)=[^ ]*) +)*SRC=(?<src>[^ ]+) DST=(?<dst>[^ ]+)(?<mid>(?:(?! PROTO=)[^\[])*) PROTO=(?<proto>[^ ]+)(?<rest>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Netfilter();

    [GeneratedRegex(@"\APacket log: (?<chain>[^ ]+) (?<target>[^ ]+) (?:(?! PROTO=).)* PROTO=(?<proto>\d+) (?<src>[^ :]+):(?<sp>\d+) (?<dst>[^ :]+):(?<dp>\d+) L=[^ ]* S=[^ ]* I=[^ ]* F=0x(?<frag>[0-9A-Fa-f]{1,4}) .*\z", RegexOptions.Singleline)]
    private static partial Regex Ipchains();

    [GeneratedRegex(@"\A SPT=(\d+) DPT=(\d+) ")]
    private static partial Regex Ports();

    [GeneratedRegex(@"\A SPT=(\d+) DPT=(\d+)(?: |\z)")]
    private static partial Regex PortsAtEnd();

    [GeneratedRegex(@"\A TYPE=(\d+)(?= )")]
    private static partial Regex Types();

    [GeneratedRegex(@"\A CODE=(\d+)(?= |\z)")]
    private static partial Regex Codes();

    [GeneratedRegex(@" FRAG:(\d+)")]
    private static partial Regex Frag();

    [GeneratedRegex(@"\A(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\z")]
    private static partial Regex Quad();
}
