namespace ProbeClassifier.Distributed;

/// <summary>Something that an operator may want to know.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Message">What happened, and what is done about it.</param>
/// <param name="IsError">Whether something is wrong.</param>
public sealed record PartitionNotice(string Partition, string Message, bool IsError);

/// <summary>How far a partition is, at the moment of asking.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Next">The position of the first record that is not counted.</param>
/// <param name="Covered">The position up to which the newest snapshot goes that this worker knows of.</param>
/// <param name="Records">Records counted since this worker has the partition, those read again included.</param>
/// <param name="Redelivered">Records that came again and were passed over.</param>
/// <param name="Missing">Records that were gone before they were read, since the partition's beginning.</param>
/// <param name="Failure">Why it was given up; null while it goes on, or when it ended in order.</param>
public sealed record PartitionProgress(string Partition, long Next, long Covered, long Records, long Redelivered, long Missing, string? Failure)
{
    /// <summary>Lines of the records that were counted since this worker began.</summary>
    public long Lines { get; init; }

    /// <summary>Those of them that were cut at the limit.</summary>
    public long Oversize { get; init; }

    /// <summary>How many records, or bytes where positions count those, the log had behind the newest one counted; null where nobody says.</summary>
    public long? Behind { get; init; }
}
