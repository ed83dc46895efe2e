using System.Collections.Generic;
using System.Net;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// The conditions of a rule. All that are given must hold; the entries of one list are alternatives; an empty list is no
/// condition. A condition on a field that the event does not have does not hold. At least one condition is required.
/// </summary>
public sealed record RuleMatch
{
    /// <summary>IP protocols.</summary>
    public IReadOnlyList<Transport> Transports { get; init; } = [];

    /// <summary>Destination ports, 0–65,535. Never held by a fragment or by an access log's event: they have none.</summary>
    public IReadOnlyList<ValueRange> DestinationPorts { get; init; } = [];

    /// <summary>Source ports, 0–65,535.</summary>
    public IReadOnlyList<ValueRange> SourcePorts { get; init; } = [];

    /// <summary>ICMP types, 0–255. Requires <see cref="Transports"/> to be ICMP or ICMPv6, whose numbers differ.</summary>
    public IReadOnlyList<ValueRange> IcmpTypes { get; init; } = [];

    /// <summary>ICMP codes, 0–255. Requires <see cref="Transports"/> to be ICMP or ICMPv6.</summary>
    public IReadOnlyList<ValueRange> IcmpCodes { get; init; } = [];

    /// <summary>
    /// Networks of the source. An IPv4 network holds IPv4 addresses only; an IPv6 network wider than /96 holds no IPv4
    /// address, though it may span their mapped forms.
    /// </summary>
    public IReadOnlyList<IPNetwork> Sources { get; init; } = [];

    /// <summary>Networks of the destination, read like <see cref="Sources"/>.</summary>
    public IReadOnlyList<IPNetwork> Destinations { get; init; } = [];

    /// <summary>
    /// Beginnings of the path that an access log's request asks for, compared with its normal form (docs/dialects/access-log.md),
    /// so in lower case. A <c>*</c> at the end of a segment stands for one or more bytes of that segment:
    /// <c>/~*/cgi-bin/</c>.
    /// </summary>
    public IReadOnlyList<string> PathPrefixes { get; init; } = [];

    /// <summary>Dialects of the log.</summary>
    public IReadOnlyList<ProbeDialect> Dialects { get; init; } = [];

    /// <summary>What the device did.</summary>
    public IReadOnlyList<ProbeAction> Actions { get; init; } = [];

    /// <summary>Where the packet was going.</summary>
    public IReadOnlyList<TrafficDirection> Directions { get; init; } = [];

    /// <summary>What a program says happened.</summary>
    public IReadOnlyList<ProbeActivity> Activities { get; init; } = [];

    /// <summary>IDS signatures.</summary>
    public IReadOnlyList<SignatureRange> Signatures { get; init; } = [];

    /// <summary>Classes of attack that an IDS gives, whole, without regard to the case of ASCII letters.</summary>
    public IReadOnlyList<string> Classifications { get; init; } = [];

    /// <summary>Texts that the event's message holds, without regard to the case of ASCII letters.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>The names of programs, whole.</summary>
    public IReadOnlyList<string> AppNames { get; init; } = [];

    /// <summary>
    /// Sets of TCP control bits, each the whole of what is set but for the two bits of congestion control. Only netfilter gives them.
    /// </summary>
    public IReadOnlyList<TcpControlBits> ControlBits { get; init; } = [];

    /// <summary>Whether the source is in a home network (<see cref="RuleSet.WithHome"/>); null for no condition. Without home networks neither holds.</summary>
    public bool? SourceIsHome { get; init; }

    /// <summary>Whether the destination is in a home network, likewise.</summary>
    public bool? DestinationIsHome { get; init; }

    /// <summary>True: source and destination are the same address.</summary>
    public bool SameAddress { get; init; }

    /// <summary>True: the destination is an IPv4 address that ends in .255 or .0, as the broadcast addresses of most networks do.</summary>
    public bool DestinationIsBroadcast { get; init; }
}
