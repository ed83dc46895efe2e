using System;
using System.Collections.Generic;
using System.Globalization;
using ProbeClassifier.Outputs;

namespace ProbeClassifier.Distributed;

/// <summary>How a worker goes about its partitions; nothing here changes what is counted. Immutable.</summary>
public sealed record PartitionWorkerOptions
{
    /// <summary>How lines are read and counted. Default: all defaults.</summary>
    public PartitionOptions Partition { get; init; } = new();

    /// <summary>A snapshot is made at the end of the record with which so many lines have come since the last one. Default 1,000,000; at least 1.</summary>
    public long SnapshotLines { get; init; } = 1_000_000;

    /// <summary>And when this long has passed since the last one and there is something new. Default 30 seconds; from 100 ms to 1 day.</summary>
    public TimeSpan SnapshotEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many of a partition's snapshots are kept. Default 3, so that one that is being read is not removed; from 2 to 1,000.</summary>
    public int SnapshotsKept { get; init; } = 3;

    /// <summary>Whether only events with a tag are published. Default no.</summary>
    public bool OnlyTagged { get; init; }

    /// <summary>How events are written (docs/outputs.md). Default <see cref="EventFormat.Ndjson"/>.</summary>
    public EventFormat EventFormat { get; init; } = EventFormat.Ndjson;

    /// <summary>How long to wait after a fault that may pass, doubled each time up to 60 times this. Default 500 ms; from 1 ms to 1 minute.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The clock of cadence and delays; counts do not depend on it. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>All that is wrong: each entry names the option, its value, and what was expected. Empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [.. Partition.Validate()];
        if (SnapshotLines < 1)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(SnapshotLines)}: {SnapshotLines}; expected at least 1"));
        if (SnapshotEvery < TimeSpan.FromMilliseconds(100) || SnapshotEvery > TimeSpan.FromDays(1))
            errors.Add($"{nameof(SnapshotEvery)}: {SnapshotEvery:c}; expected from 100 ms to 1 day");
        if (SnapshotsKept is < 2 or > 1_000)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(SnapshotsKept)}: {SnapshotsKept}; expected from 2 to 1000"));
        if (!Enum.IsDefined(EventFormat))
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(EventFormat)}: {(int)EventFormat}; expected one of {string.Join(", ", Enum.GetNames<EventFormat>())}"));
        if (RetryDelay < TimeSpan.FromMilliseconds(1) || RetryDelay > TimeSpan.FromMinutes(1))
            errors.Add($"{nameof(RetryDelay)}: {RetryDelay:c}; expected from 1 ms to 1 minute");
        return errors;
    }
}
