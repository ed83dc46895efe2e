using System;
using System.Collections.Generic;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>One rule: a tag, and conditions that must all hold. A condition that is null always holds; a list is of alternatives.</summary>
internal sealed record Rule(int Tag)
{
    public IReadOnlyList<Transport>? Transports { get; init; }

    public IReadOnlyList<NumberRange>? DestinationPorts { get; init; }

    public IReadOnlyList<NumberRange>? SourcePorts { get; init; }

    public IReadOnlyList<NumberRange>? IcmpTypes { get; init; }

    public IReadOnlyList<NumberRange>? IcmpCodes { get; init; }

    public IReadOnlyList<AddressBlock>? Sources { get; init; }

    public IReadOnlyList<AddressBlock>? Destinations { get; init; }

    public IReadOnlyList<byte[]>? Paths { get; init; }

    public IReadOnlyList<ProbeDialect>? Dialects { get; init; }

    public IReadOnlyList<ProbeAction>? Actions { get; init; }

    public IReadOnlyList<TrafficDirection>? Directions { get; init; }

    /// <summary>Whether conditions are left when transport and destination port, or transport and ICMP type, are known to hold.</summary>
    public bool HasMore(bool icmp) =>
        SourcePorts is not null || IcmpCodes is not null || Sources is not null || Destinations is not null || Paths is not null
        || Dialects is not null || Actions is not null || Directions is not null
        || (icmp ? DestinationPorts is not null : IcmpTypes is not null);

    /// <summary>Whether an event without a destination port and without an ICMP type can match.</summary>
    public bool CanMatchBare => DestinationPorts is null && IcmpTypes is null && IcmpCodes is null;

    public bool Matches(in ProbeEvent probe, ReadOnlySpan<byte> path) =>
        Has(Transports, probe.Transport)
        && NumberRange.Any(DestinationPorts, probe.DestinationPort)
        && NumberRange.Any(SourcePorts, probe.SourcePort)
        && NumberRange.Any(IcmpTypes, probe.IcmpType)
        && NumberRange.Any(IcmpCodes, probe.IcmpCode)
        && Within(Sources, probe.Source)
        && Within(Destinations, probe.Destination)
        && Has(Dialects, probe.Dialect)
        && Has(Actions, probe.Action)
        && Has(Directions, probe.Direction)
        && IsUnder(path);

    public bool HasTransport(Transport transport) => Has(Transports, transport);

    private bool IsUnder(ReadOnlySpan<byte> path)
    {
        if (Paths is null)
            return true;
        for (int i = 0; i < Paths.Count; i++)
        {
            if (!path.IsEmpty && PathPattern.Matches(Paths[i], path))
                return true;
        }

        return false;
    }

    private static bool Within(IReadOnlyList<AddressBlock>? blocks, ProbeAddress? address)
    {
        if (blocks is null)
            return true;
        if (address is not { } known)
            return false;
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Contains(known))
                return true;
        }

        return false;
    }

    private static bool Has<T>(IReadOnlyList<T>? list, T? value)
        where T : struct, Enum
    {
        if (list is null)
            return true;
        if (value is not { } known)
            return false;
        for (int i = 0; i < list.Count; i++)
        {
            if (EqualityComparer<T>.Default.Equals(list[i], known))
                return true;
        }

        return false;
    }
}
