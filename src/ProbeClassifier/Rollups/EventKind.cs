using System;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>Events that are alike in all that a report groups by, and their totals. Counted exactly whatever limit is hit.</summary>
internal sealed class EventKind(TagSet tags, ProbeDialect dialect, ProbeAction action, TrafficDirection direction, TransportClass transport)
{
    public TagSet Tags { get; } = tags;

    public ProbeDialect Dialect { get; } = dialect;

    public ProbeAction Action { get; } = action;

    public TrafficDirection Direction { get; } = direction;

    public TransportClass Transport { get; } = transport;

    /// <summary>1 when its events belong to a section, else 0.</summary>
    public int Tagged { get; } = tags.Section != ReportSection.None ? 1 : 0;

    /// <summary>Events, repeats included.</summary>
    public long Events;

    /// <summary>The first time in UNIX seconds; above <see cref="Last"/> when no event had one.</summary>
    public uint First = uint.MaxValue;

    /// <summary>The last time in UNIX seconds.</summary>
    public uint Last;

    /// <summary>Counts none.</summary>
    public void Clear() => (Events, First, Last) = (0, uint.MaxValue, 0);

    public void Add(long events, uint first, uint last)
    {
        Events += events;
        First = Math.Min(First, first);
        Last = Math.Max(Last, last);
    }
}
