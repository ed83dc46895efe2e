using System;
using System.Globalization;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>The words of a rule file. Each list is in the order of the enum, so errors and docs print it the same way.</summary>
internal static class RuleNames
{
    public static readonly (string Name, Transport Value)[] Transports =
    [
        ("icmp", Transport.Icmp), ("igmp", Transport.Igmp), ("tcp", Transport.Tcp), ("udp", Transport.Udp),
        ("ipv6", Transport.Ipv6), ("gre", Transport.Gre), ("esp", Transport.Esp), ("ah", Transport.Ah),
        ("ipv6-icmp", Transport.Icmp6), ("pim", Transport.Pim), ("sctp", Transport.Sctp), ("udplite", Transport.UdpLite),
    ];

    public static readonly (string Name, ProbeDialect Value)[] Dialects =
    [
        ("netfilter", ProbeDialect.Netfilter), ("ipchains", ProbeDialect.Ipchains), ("access-log", ProbeDialect.AccessLog),
    ];

    public static readonly (string Name, ProbeAction Value)[] Actions =
    [
        ("other", ProbeAction.Other), ("allowed", ProbeAction.Allowed), ("blocked", ProbeAction.Blocked),
    ];

    public static readonly (string Name, TrafficDirection Value)[] Directions =
    [
        ("unknown", TrafficDirection.Unknown), ("inbound", TrafficDirection.Inbound),
        ("outbound", TrafficDirection.Outbound), ("forwarded", TrafficDirection.Forwarded),
    ];

    public static readonly (string Name, TagOrigin Value)[] Origins = [("added", TagOrigin.Added), ("source", TagOrigin.Source)];

    /// <summary>The name of a value; its number where the list has no name for it.</summary>
    public static string Of<T>((string Name, T Value)[] names, T value)
        where T : unmanaged, Enum
    {
        foreach ((string name, T candidate) in names)
        {
            if (candidate.Equals(value))
                return name;
        }

        return Number(value);
    }

    /// <summary>The number of a value.</summary>
    public static string Number<T>(T value)
        where T : unmanaged, Enum =>
        Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
