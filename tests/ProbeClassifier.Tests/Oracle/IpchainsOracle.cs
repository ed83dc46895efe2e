using System;
using System.Globalization;
using System.Text.RegularExpressions;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>The line of Linux 2.2. A null answer: the message is none.</summary>
internal static partial class IpchainsOracle
{
    private const string Start = "Packet log: ";

    public static LineMeaning? Of(string message)
    {
        if (!message.StartsWith(Start, StringComparison.Ordinal))
            return null;
        Match m = Line().Match(message);
        if (!m.Success)
            return new() { Kind = Loose().IsMatch(message) ? MeaningKind.Silent : MeaningKind.NotEvent };
        string? source = AddressOracle.Canonical(m.Groups["source"].Value);
        string? destination = AddressOracle.Canonical(m.Groups["destination"].Value);
        int? protocol = Number(m, "protocol", 255);
        int? from = Number(m, "from", 65535);
        int? to = Number(m, "to", 65535);
        if (protocol is null)
            return LineMeaning.Unparsed(UnparsedReason.BadProtocol);
        if (source is null || destination is null || source.Contains(':') || destination.Contains(':'))
            return LineMeaning.Unparsed(from is null || to is null ? [UnparsedReason.BadAddress, UnparsedReason.BadPort] : [UnparsedReason.BadAddress]);
        if (from is null || to is null)
            return LineMeaning.Unparsed(UnparsedReason.BadPort, UnparsedReason.BadIcmp);
        if (m.Groups["flags"].Length > 4)
            return LineMeaning.Unparsed(UnparsedReason.BadField);
        bool isFragment = (int.Parse(m.Groups["flags"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0x1FFF) != 0;
        if (protocol == 1 && !isFragment && (from > 255 || to > 255))
            return LineMeaning.Unparsed(UnparsedReason.BadIcmp);
        var known = new LineMeaning
        {
            Kind = MeaningKind.Event,
            Dialect = ProbeDialect.Ipchains,
            Source = source,
            Destination = destination,
            Transport = protocol,
            IsFragment = isFragment,
            Action = m.Groups["target"].Value switch
            {
                "ACCEPT" or "REDIRECT" or "MASQ" => ProbeAction.Allowed,
                "DENY" or "REJECT" => ProbeAction.Blocked,
                _ => ProbeAction.Other,
            },
            Direction = m.Groups["chain"].Value switch
            {
                "input" => TrafficDirection.Inbound,
                "output" => TrafficDirection.Outbound,
                "forward" => TrafficDirection.Forwarded,
                _ => TrafficDirection.Unknown,
            },
        };
        return (protocol, isFragment) switch
        {
            (_, true) => known,
            (1, _) => known with { IcmpType = from, IcmpCode = to },
            (6 or 17, _) => known with { SourcePort = from, DestinationPort = to },
            _ => known,
        };
    }

    private static int? Number(Match m, string group, int most) =>
        m.Groups[group].Length <= 5 && int.Parse(m.Groups[group].ValueSpan, CultureInfo.InvariantCulture) is int n && n <= most ? n : null;

    [GeneratedRegex(
        @"^Packet log: (?<chain>[^ ]+) (?<target>[^ ]+) (?:[0-9]+ )?(?<interface>[^ ]+) PROTO=(?<protocol>[0-9]+)"
        + @" (?<source>[^ :]+):(?<from>[0-9]+) (?<destination>[^ :]+):(?<to>[0-9]+)"
        + @" L=[0-9]+ S=0x[0-9A-Fa-f]+ I=[0-9]+ F=0x(?<flags>[0-9A-Fa-f]+) ")]
    private static partial Regex Line();

    /// <summary>All that an event needs, with something else between.</summary>
    [GeneratedRegex(@"PROTO=[0-9]+ [0-9.]+:[0-9]+ [0-9.]+:[0-9]+ (?s:.*)F=0x[0-9A-Fa-f]+ ")]
    private static partial Regex Loose();
}
