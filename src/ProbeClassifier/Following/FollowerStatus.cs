using System;

namespace ProbeClassifier.Following;

/// <summary>How a follower stands. Immutable.</summary>
public sealed record FollowerStatus
{
    /// <summary>Logs that are read from an open file.</summary>
    public int OpenLogs { get; init; }

    /// <summary>Lines counted, since the first start with this checkpoint.</summary>
    public long Lines { get; init; }

    /// <summary>Bytes of text read, likewise.</summary>
    public long Bytes { get; init; }

    /// <summary>Logs of which something was read, likewise.</summary>
    public long Files { get; init; }

    /// <summary>Things that cannot be read now.</summary>
    public int Failures { get; init; }

    /// <summary>When the last checkpoint was written, by this run or the one before; null for never, or when none is kept.</summary>
    public DateTimeOffset? CheckpointAt { get; init; }

    /// <summary>Why the checkpoint cannot be written; null when it can.</summary>
    public string? CheckpointFailure { get; init; }
}
