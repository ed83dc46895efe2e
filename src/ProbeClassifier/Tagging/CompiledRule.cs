using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>How a rule stands to all events that share what a table is indexed by.</summary>
internal enum CellFit : byte
{
    /// <summary>It matches none of them.</summary>
    Never = 0,

    /// <summary>It matches every one.</summary>
    Always = 1,

    /// <summary>It depends on something else in the event.</summary>
    Depends = 2,
}

/// <summary>
/// Conditions in the form that answers fast; equal conditions compile to equal forms. <see cref="Matches"/> is the
/// definition; the fits only say where it need not be asked.
/// </summary>
internal sealed class CompiledRule
{
    private readonly bool[]? _transports;
    private readonly bool _hasFurtherConditions;

    public CompiledRule(RuleMatch match)
    {
        Transports = [.. match.Transports.Distinct().Order()];
        DestinationPorts = new RangeList(match.DestinationPorts);
        SourcePorts = new RangeList(match.SourcePorts);
        IcmpTypes = new RangeList(match.IcmpTypes);
        IcmpCodes = new RangeList(match.IcmpCodes);
        Sources = Blocks(match.Sources);
        Destinations = Blocks(match.Destinations);
        Paths = [.. match.PathPrefixes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(p => new PathPattern(p))];
        Dialects = [.. match.Dialects.Distinct().Order()];
        Actions = [.. match.Actions.Distinct().Order()];
        Directions = [.. match.Directions.Distinct().Order()];
        if (Transports.Length > 0)
        {
            _transports = new bool[256];
            foreach (Transport transport in Transports)
                _transports[(byte)transport] = true;
        }

        _hasFurtherConditions = !SourcePorts.IsEmpty || !IcmpCodes.IsEmpty || Sources.Length > 0 || Destinations.Length > 0
            || Dialects.Length > 0 || Actions.Length > 0 || Directions.Length > 0;
    }

    public Transport[] Transports { get; }

    public RangeList DestinationPorts { get; }

    public RangeList SourcePorts { get; }

    public RangeList IcmpTypes { get; }

    public RangeList IcmpCodes { get; }

    public AddressBlock[] Sources { get; }

    public AddressBlock[] Destinations { get; }

    public PathPattern[] Paths { get; }

    public ProbeDialect[] Dialects { get; }

    public ProbeAction[] Actions { get; }

    public TrafficDirection[] Directions { get; }

    public bool Admits(Transport transport) => _transports is null || _transports[(byte)transport];

    /// <summary>Whether the event meets every condition.</summary>
    /// <param name="fields">The event.</param>
    /// <param name="path">Its normal path; empty when it has none.</param>
    public bool Matches(in EventFields fields, ReadOnlySpan<byte> path)
    {
        PresentFields present = fields.Present;
        return (_transports is null || ((present & PresentFields.Transport) != 0 && _transports[(byte)fields.Transport]))
            && Holds(DestinationPorts, present & PresentFields.DestinationPort, fields.DestinationPort)
            && Holds(SourcePorts, present & PresentFields.SourcePort, fields.SourcePort)
            && Holds(IcmpTypes, present & PresentFields.IcmpType, fields.IcmpType)
            && Holds(IcmpCodes, present & PresentFields.IcmpCode, fields.IcmpCode)
            && Holds(Sources, present & PresentFields.Source, fields.Source)
            && Holds(Destinations, present & PresentFields.Destination, fields.Destination)
            && (Dialects.Length == 0 || Dialects.AsSpan().Contains(fields.Dialect))
            && (Actions.Length == 0 || Actions.AsSpan().Contains(fields.Action))
            && (Directions.Length == 0 || Directions.AsSpan().Contains(fields.Direction))
            && HoldsPath(path);
    }

    /// <summary>Events that are not of an access log, with this protocol and destination port.</summary>
    public CellFit FitPort(Transport transport, ushort port)
    {
        if (!Admits(transport) || Paths.Length > 0 || (!DestinationPorts.IsEmpty && !DestinationPorts.Contains(port)))
            return CellFit.Never;
        return _hasFurtherConditions || !IcmpTypes.IsEmpty ? CellFit.Depends : CellFit.Always;
    }

    /// <summary>Events that are not of an access log, with this protocol and ICMP type, without a destination port.</summary>
    public CellFit FitIcmp(Transport transport, byte type)
    {
        if (!Admits(transport) || Paths.Length > 0 || !DestinationPorts.IsEmpty || (!IcmpTypes.IsEmpty && !IcmpTypes.Contains(type)))
            return CellFit.Never;
        return _hasFurtherConditions ? CellFit.Depends : CellFit.Always;
    }

    /// <summary>Events that are not of an access log, with this protocol or (null) none, without destination port and ICMP type.</summary>
    public CellFit FitBare(Transport? transport)
    {
        bool admitted = transport is { } known ? Admits(known) : _transports is null;
        if (!admitted || Paths.Length > 0 || !DestinationPorts.IsEmpty || !IcmpTypes.IsEmpty)
            return CellFit.Never;
        return _hasFurtherConditions ? CellFit.Depends : CellFit.Always;
    }

    /// <summary>False when no event of an access log can match: those have neither destination port nor ICMP type.</summary>
    public bool CanMatchAccessLog() =>
        DestinationPorts.IsEmpty && IcmpTypes.IsEmpty && (Dialects.Length == 0 || Dialects.AsSpan().Contains(ProbeDialect.AccessLog));

    private static AddressBlock[] Blocks(IReadOnlyList<System.Net.IPNetwork> networks) =>
        [.. networks.Select(AddressBlock.From).Distinct().OrderBy(b => b.ToString(), StringComparer.Ordinal)];

    private static bool Holds(RangeList condition, PresentFields present, ushort value) =>
        condition.IsEmpty || (present != 0 && condition.Contains(value));

    private static bool Holds(AddressBlock[] condition, PresentFields present, ProbeAddress value)
    {
        if (condition.Length == 0)
            return true;
        if (present == 0)
            return false;
        foreach (AddressBlock block in condition)
        {
            if (block.Contains(value))
                return true;
        }

        return false;
    }

    private bool HoldsPath(ReadOnlySpan<byte> path)
    {
        if (Paths.Length == 0)
            return true;
        if (path.IsEmpty)
            return false;
        foreach (PathPattern pattern in Paths)
        {
            if (pattern.Matches(path))
                return true;
        }

        return false;
    }
}
