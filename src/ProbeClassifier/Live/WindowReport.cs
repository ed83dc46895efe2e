using System;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Live;

/// <summary>What a collector counted in one window. Immutable.</summary>
public sealed record WindowReport
{
    /// <summary>The window's first instant, UTC; null when windows have no bounds.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>Where the next window begins, UTC; null when windows have no bounds.</summary>
    public required DateTimeOffset? End { get; init; }

    /// <summary>Whether these figures are the last of this window: it is not reported again.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>The figures. Streams that were opened stand for files.</summary>
    public required ProbeReport Report { get; init; }

    /// <summary>The window's number and counts, when it has closed and its collector has a checkpoint: a report may fail to be written.</summary>
    internal (long Number, WindowCounts Counts)? Kept { get; init; }
}
