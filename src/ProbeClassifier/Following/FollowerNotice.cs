namespace ProbeClassifier.Following;

/// <summary>What a follower tells while it works.</summary>
public enum FollowerNoticeKind
{
    /// <summary>A path names nothing yet.</summary>
    Waiting = 0,

    /// <summary>A log was met that is read from now on.</summary>
    Found = 1,

    /// <summary>A log was renamed or deleted; what is left of it is still read.</summary>
    Rotated = 2,

    /// <summary>A log was truncated.</summary>
    Truncated = 3,

    /// <summary>The rest of a log is read from a copy, or from its compressed form.</summary>
    Resumed = 4,

    /// <summary>A log is out of sight, and what may have been left of it was not found.</summary>
    Lost = 5,

    /// <summary>Something cannot be read; it is tried again.</summary>
    Failed = 6,

    /// <summary>The checkpoint was damaged or missing, and the one before it is used.</summary>
    PreviousCheckpoint = 7,

    /// <summary>The checkpoint cannot be written; counting goes on, and it is tried again.</summary>
    CheckpointFailed = 8,

    /// <summary>The checkpoint can be written again.</summary>
    CheckpointWritten = 9,

    /// <summary>The system does not tell of changes; they are looked for.</summary>
    PollingOnly = 10,
}

/// <summary>Something that a follower tells.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Path">The file, as its name came; it may hold any characters.</param>
/// <param name="Message">What happened, in a sentence without the path.</param>
public sealed record FollowerNotice(FollowerNoticeKind Kind, string Path, string Message);
