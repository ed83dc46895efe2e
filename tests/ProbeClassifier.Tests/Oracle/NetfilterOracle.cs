using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>The packet filter's line, token by token. A null answer: the message is none.</summary>
internal static partial class NetfilterOracle
{
    private static readonly string[] LinkNames = ["OUT=", "MAC=", "PHYSIN=", "PHYSOUT=", "MACSRC=", "MACDST=", "MACPROTO=", "TUNNEL=", "VPROTO=", "VID="];

    private static readonly LineMeaning NotAnEvent = new() { Kind = MeaningKind.NotEvent };
    private static readonly LineMeaning Silent = new() { Kind = MeaningKind.Silent };

    private static readonly Dictionary<string, int> Protocols = new(StringComparer.Ordinal)
    {
        ["ICMP"] = 1,
        ["IGMP"] = 2,
        ["TCP"] = 6,
        ["UDP"] = 17,
        ["DCCP"] = 33,
        ["GRE"] = 47,
        ["ESP"] = 50,
        ["AH"] = 51,
        ["ICMPv6"] = 58,
        ["ICMPV6"] = 58,
        ["PIM"] = 103,
        ["SCTP"] = 132,
        ["UDPLITE"] = 136,
    };

    public static LineMeaning? Of(string message)
    {
        int source = message.StartsWith("SRC=", StringComparison.Ordinal) ? 0 : message.IndexOf(" SRC=", StringComparison.Ordinal) + 1;
        if (source == 0 && !message.StartsWith("SRC=", StringComparison.Ordinal))
            return WithoutSource(message);
        return Link(message[..source]) is { } link ? Packet(message[source..], link) : NotAnEvent;
    }

    private sealed record LinkPart(ProbeAction Action, TrafficDirection Direction);

    /// <summary>A message without addresses: the head is missing, or the tail, or it is none of ours.</summary>
    private static LineMeaning? WithoutSource(string message)
    {
        if (HeadIsMissing().IsMatch(message))
            return LineMeaning.Unparsed(UnparsedReason.NoSource);
        if (EndsInLink().IsMatch(message))
            return LineMeaning.Unparsed(UnparsedReason.Truncated);
        return message.Contains("IN=", StringComparison.Ordinal) || message.Contains("PROTO=", StringComparison.Ordinal) ? NotAnEvent : null;
    }

    /// <summary>What stands before the addresses, read from right to left; null when there is no IN=.</summary>
    private static LinkPart? Link(string head)
    {
        if (head.Length == 0)
            return null;
        string? output = null;
        string[] tokens = head[..^1].Split(' ');
        for (int i = tokens.Length - 1; i >= 0; i--)
        {
            string token = tokens[i];
            if (token.StartsWith("OUT=", StringComparison.Ordinal))
                output = token["OUT=".Length..];
            if (token.Length == 0 || LinkNames.Any(name => token.StartsWith(name, StringComparison.Ordinal)))
                continue;
            int at = token.LastIndexOf("IN=", StringComparison.Ordinal);
            if (at < 0)
                return null;
            string prefix = string.Concat(tokens[..i].Select(t => t + " ")) + token[..at];
            bool isIn = token.Length > at + "IN=".Length;
            bool isOut = !string.IsNullOrEmpty(output);
            TrafficDirection direction = (isIn, isOut) switch
            {
                (true, false) => TrafficDirection.Inbound,
                (false, true) => TrafficDirection.Outbound,
                (true, true) => TrafficDirection.Forwarded,
                _ => TrafficDirection.Unknown,
            };
            return new(ActionOracle.OfPrefix(prefix), direction);
        }

        return null;
    }

    private static LineMeaning Packet(string packet, LinkPart link)
    {
        Match addresses = Addresses().Match(packet);
        if (!addresses.Success)
        {
            string[] words = packet.Split(' ');
            return words.Length == 1 || (words.Length == 2 && "DST=".StartsWith(words[1], StringComparison.Ordinal))
                ? LineMeaning.Unparsed(UnparsedReason.Truncated, UnparsedReason.BadAddress, UnparsedReason.NoDestination)
                : LineMeaning.Unparsed(UnparsedReason.NoDestination, UnparsedReason.BadAddress);
        }

        string? source = AddressOracle.Canonical(addresses.Groups["source"].Value);
        string? destination = AddressOracle.Canonical(addresses.Groups["destination"].Value);
        bool ends = addresses.Length == packet.Length;
        if (source is null || (destination is null && !ends))
            return LineMeaning.Unparsed(UnparsedReason.BadAddress);
        if (ends)
            return LineMeaning.Unparsed(UnparsedReason.Truncated, UnparsedReason.BadAddress, UnparsedReason.NoProtocol);

        // A bracket begins a quoted packet: what is in it and behind it is not this packet's.
        string rest = packet[addresses.Length..];
        string own = rest.Split('[')[0];
        int protocolAt = own.IndexOf(" PROTO=", StringComparison.Ordinal);
        if (protocolAt < 0)
            return LineMeaning.Unparsed(UnparsedReason.Truncated, UnparsedReason.NoProtocol);

        var known = new LineMeaning
        {
            Kind = MeaningKind.Event,
            Dialect = ProbeDialect.Netfilter,
            Source = source,
            Destination = destination,
            Action = link.Action,
            Direction = link.Direction,
            IsFragment = own[..protocolAt].Split(' ').Any(token => FragmentToken().Match(token) is { Success: true } f && f.Groups["n"].Value.Trim('0').Length > 0),
        };
        if (OddFragment().IsMatch(own[..protocolAt]))
            return Silent;
        string tail = rest[(protocolAt + " PROTO=".Length)..];
        string protocol = tail.Split(' ')[0];
        return Transport(known, protocol, tail[protocol.Length..]);
    }

    private static LineMeaning Transport(LineMeaning known, string protocol, string behind)
    {
        bool ends = behind.Length == 0;
        if (protocol is [>= '0' and <= '9', ..] && protocol.All(char.IsAsciiDigit))
        {
            if (Within(protocol, 255) is not int written)
                return LineMeaning.Unparsed(UnparsedReason.BadProtocol, UnparsedReason.Truncated);

            // A number is a name like another, but nothing need follow it.
            LineMeaning bare = known with { Transport = written };
            return behind is "" or " " || !behind.Contains('=') ? bare : Numbers(bare, behind) is { Kind: MeaningKind.Event } numbers ? numbers : Silent;
        }

        if (!Protocols.TryGetValue(protocol, out int number))
            return ends ? LineMeaning.Unparsed(UnparsedReason.Truncated, UnparsedReason.BadProtocol) : LineMeaning.Unparsed(UnparsedReason.BadProtocol);
        return Numbers(known with { Transport = number }, behind);
    }

    private static LineMeaning Numbers(LineMeaning known, string behind)
    {
        // No kernel writes ports behind an offset: there is nothing to be right about.
        if (known.IsFragment)
            return behind.Contains("SPT=", StringComparison.Ordinal) || behind.Contains("TYPE=", StringComparison.Ordinal) ? Silent : known;
        if (behind.StartsWith(" INCOMPLETE [", StringComparison.Ordinal))
            return known;
        return known.Transport switch
        {
            6 or 17 or 33 or 132 or 136 => Ports(known, behind),
            1 or 58 => Icmp(known, behind),
            _ => known,
        };
    }

    /// <summary>
    /// Both ports directly behind the protocol. The last number needs the space behind it, or more digits may be missing; but behind SCTP's
    /// and DCCP's the line is at its end, and collectors cut spaces off there.
    /// </summary>
    private static LineMeaning Ports(LineMeaning known, string behind)
    {
        bool endsWithPorts = known.Transport is 33 or 132;
        Match pair = Regex.Match(behind, "^ SPT=(?<source>[0-9]+) DPT=(?<destination>[0-9]+)(?<end> |$)");
        if (pair.Success)
        {
            if (pair.Groups["end"].Length == 0 && !endsWithPorts)
                return LineMeaning.Unparsed(UnparsedReason.Truncated, UnparsedReason.BadPort);
            return Within(pair.Groups["source"].Value, 65535) is int source && Within(pair.Groups["destination"].Value, 65535) is int destination
                ? known with { SourcePort = source, DestinationPort = destination }
                : LineMeaning.Unparsed(UnparsedReason.BadPort);
        }

        // The kernel itself writes no ports for these two, ulogd does.
        if (endsWithPorts)
            return behind is "" or " " ? known : Silent;
        return IsCut(behind, "SPT", "DPT")
            ? LineMeaning.Unparsed(UnparsedReason.Truncated, UnparsedReason.BadPort)
            : LineMeaning.Unparsed(UnparsedReason.BadPort, UnparsedReason.BadField, UnparsedReason.Truncated);
    }

    /// <summary>The type needs the space behind it. Every kernel writes a code; what a line without one is, nothing says.</summary>
    private static LineMeaning Icmp(LineMeaning known, string behind)
    {
        Match m = Regex.Match(behind, "^ TYPE=(?<type>[0-9]+) ");
        if (!m.Success)
        {
            return IsCut(behind, "TYPE", "CODE")
                ? LineMeaning.Unparsed(UnparsedReason.Truncated, UnparsedReason.BadIcmp)
                : LineMeaning.Unparsed(UnparsedReason.BadIcmp, UnparsedReason.BadField, UnparsedReason.Truncated);
        }

        if (Within(m.Groups["type"].Value, 255) is not int type)
            return LineMeaning.Unparsed(UnparsedReason.BadIcmp);
        Match written = Regex.Match(behind[m.Length..], "^CODE=(?<code>[0-9]+)(?: |$)");
        if (!written.Success)
            return Silent;
        return Within(written.Groups["code"].Value, 255) is int code
            ? known with { IcmpType = type, IcmpCode = code }
            : LineMeaning.Unparsed(UnparsedReason.BadIcmp);
    }

    /// <summary>Whether the line ends where more of the two fields, or of INCOMPLETE in their place, could have come.</summary>
    private static bool IsCut(string behind, string first, string second) =>
        Regex.IsMatch(behind, $"^(?:| {Prefixes(first + "=")}| {first}=[0-9]+| {first}=[0-9]+ {Prefixes(second + "=")})$");

    private static string Prefixes(string word) => "(?:" + string.Join('|', Enumerable.Range(0, word.Length + 1).Select(n => word[..n])) + ")";

    private static int? Within(string digits, int most) =>
        int.TryParse(digits.TrimStart('0').PadLeft(1, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= most ? value : null;

    [GeneratedRegex("^SRC=(?<source>[^ ]*) DST=(?<destination>[^ ]*)")]
    private static partial Regex Addresses();

    /// <summary>No offset, or two.</summary>
    [GeneratedRegex("FRAG:(?!(?:[0-9]{1,4}|[1-5][0-9]{4})(?: |$))|FRAG:(?s:.*)FRAG:")]
    private static partial Regex OddFragment();

    [GeneratedRegex("^FRAG:(?<n>[0-9]+)$")]
    private static partial Regex FragmentToken();

    [GeneratedRegex("^(?=(?s:.*)(?:^| )PROTO=)(?=(?s:.*) (?:SPT|DPT|TTL|ID)=)")]
    private static partial Regex HeadIsMissing();

    [GeneratedRegex(@"^(?!(?s:.*)(?<!PHYS)IN=(?s:.*)(?<!PHYS)IN=)(?!(?s:.*)(?<!PHYS)OUT=(?s:.*)(?<!PHYS)OUT=)(?s:.*)(?<![A-Z=])IN=[^ ]* OUT=[^ ]*(?: (?:MAC|PHYSIN|PHYSOUT)=[^ ]*)* ?$")]
    private static partial Regex EndsInLink();
}
