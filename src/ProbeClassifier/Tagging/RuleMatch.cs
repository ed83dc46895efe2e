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
}
