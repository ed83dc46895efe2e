using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>The conditions of a rule.</summary>
internal sealed class RuleMatchReader(ErrorList errors)
{
    private static readonly string[] Conditions =
    [
        "transport", "destinationPort", "sourcePort", "icmpType", "icmpCode", "source", "destination", "path", "dialect", "action",
        "direction",
    ];

    private static readonly (string Name, Transport Value)[] Transports =
    [
        ("icmp", Transport.Icmp), ("igmp", Transport.Igmp), ("tcp", Transport.Tcp), ("udp", Transport.Udp), ("ipv6", Transport.Ipv6),
        ("gre", Transport.Gre), ("esp", Transport.Esp), ("ah", Transport.Ah), ("ipv6-icmp", Transport.Icmp6), ("pim", Transport.Pim),
        ("sctp", Transport.Sctp), ("udplite", Transport.UdpLite),
    ];

    private static readonly (string Name, ProbeDialect Value)[] Dialects =
    [
        ("netfilter", ProbeDialect.Netfilter), ("ipchains", ProbeDialect.Ipchains), ("access-log", ProbeDialect.AccessLog),
    ];

    private static readonly (string Name, ProbeAction Value)[] Actions =
    [
        ("allowed", ProbeAction.Allowed), ("blocked", ProbeAction.Blocked), ("other", ProbeAction.Other),
    ];

    private static readonly (string Name, TrafficDirection Value)[] Directions =
    [
        ("inbound", TrafficDirection.Inbound), ("outbound", TrafficDirection.Outbound), ("forwarded", TrafficDirection.Forwarded),
        ("unknown", TrafficDirection.Unknown),
    ];

    public Rule Read(JsonNode match, int tag)
    {
        if (!errors.Expect(match, JsonTokenType.StartObject, "an object with at least one condition"))
            return new Rule(tag);
        errors.CheckProperties(match, Conditions);
        if (match.Properties.Count == 0)
            errors.Add(match.Offset, $"no condition, which would match everything; expected one of {string.Join(", ", Conditions)}");
        return new Rule(tag)
        {
            Transports = Words(match, "transport", Transports, TransportNumber),
            DestinationPorts = Ranges(match, "destinationPort", 65535),
            SourcePorts = Ranges(match, "sourcePort", 65535),
            IcmpTypes = Ranges(match, "icmpType", 255),
            IcmpCodes = Ranges(match, "icmpCode", 255),
            Sources = Blocks(match, "source"),
            Destinations = Blocks(match, "destination"),
            Paths = Paths(match),
            Dialects = Words(match, "dialect", Dialects, null),
            Actions = Words(match, "action", Actions, null),
            Directions = Words(match, "direction", Directions, null),
        };
    }

    /// <summary>Protocols without a name here are given by number.</summary>
    private static Transport? TransportNumber(JsonNode node) => node.AsInteger() is >= 0 and <= 255 and int number ? (Transport)number : null;

    private List<T>? Words<T>(JsonNode match, string property, (string Name, T Value)[] known, Func<JsonNode, T?>? other)
        where T : struct
    {
        if (match.Get(property) is not { } node)
            return null;
        List<T> values = [];
        foreach (JsonNode item in Several(node, property))
        {
            int index = item.Kind == JsonTokenType.String
                ? Array.FindIndex(known, k => string.Equals(k.Name, item.Text, StringComparison.Ordinal))
                : -1;
            if (index >= 0)
                values.Add(known[index].Value);
            else if (other?.Invoke(item) is { } value)
                values.Add(value);
            else
                errors.Add(item.Offset, $"unknown {property} {item.Describe()}; expected {string.Join(", ", Array.ConvertAll(known, k => k.Name))}{(other is null ? string.Empty : " or a number from 0 to 255")}");
        }

        return values;
    }

    private List<NumberRange>? Ranges(JsonNode match, string property, int most)
    {
        if (match.Get(property) is not { } node)
            return null;
        List<NumberRange> ranges = [];
        foreach (JsonNode item in Several(node, property))
        {
            string expected = string.Create(CultureInfo.InvariantCulture, $"expected a number from 0 to {most}, or a range like \"1024-2048\"");
            if (item.AsInteger() is { } number && number <= most)
            {
                ranges.Add(new NumberRange(number, number));
                continue;
            }

            int dash = item.Kind == JsonTokenType.String ? item.Text.IndexOf('-', StringComparison.Ordinal) : -1;
            if (dash > 0
                && int.TryParse(item.Text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                && int.TryParse(item.Text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int last)
                && last <= most)
            {
                if (first <= last)
                    ranges.Add(new NumberRange(first, last));
                else
                    errors.Add(item.Offset, string.Create(CultureInfo.InvariantCulture, $"{property} range {item.Describe()} runs backwards; expected \"{last}-{first}\""));
                continue;
            }

            errors.Add(item.Offset, $"bad {property} {item.Describe()}; {expected}");
        }

        return ranges;
    }

    private List<AddressBlock>? Blocks(JsonNode match, string property)
    {
        if (match.Get(property) is not { } node)
            return null;
        List<AddressBlock> blocks = [];
        foreach (JsonNode item in Several(node, property))
        {
            if (!errors.ExpectText(item))
                continue;
            if (AddressBlock.Parse(item.Text, out string error) is { } block)
                blocks.Add(block);
            else
                errors.Add(item.Offset, error);
        }

        return blocks;
    }

    private List<byte[]>? Paths(JsonNode match)
    {
        if (match.Get("path") is not { } node)
            return null;
        List<byte[]> paths = [];
        foreach (JsonNode item in Several(node, "path"))
        {
            if (!errors.ExpectText(item))
                continue;
            if (item.Text[0] != '/')
                errors.Add(item.Offset, $"path {item.Describe()} does not begin with a slash");
            else if (!string.Equals(item.Text, item.Text.ToLowerInvariant(), StringComparison.Ordinal))
                errors.Add(item.Offset, $"path {item.Describe()} is never matched, because paths are lower-cased; expected \"{item.Text.ToLowerInvariant()}\"");
            else
                paths.Add(Encoding.UTF8.GetBytes(item.Text));
        }

        return paths;
    }

    private IReadOnlyList<JsonNode> Several(JsonNode node, string property)
    {
        IReadOnlyList<JsonNode> items = node.OneOrMany();
        if (items.Count == 0)
            errors.Add(node.Offset, $"an empty list of {property}, which would match nothing; expected at least one");
        return items;
    }
}
