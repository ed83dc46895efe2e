using System;

namespace ProbeClassifier.Distributed;

/// <summary>One record of a partition, or a piece of a long one: whole lines with LFs between them.</summary>
/// <param name="Payload">The text; the last line may lack its LF. Good until the next read.</param>
/// <param name="Position">Where the record, or the piece of it, begins.</param>
/// <param name="Next">Where the next one may begin; above <paramref name="Position"/>, and the same for every reader.</param>
public readonly record struct PartitionRecord(ReadOnlyMemory<byte> Payload, long Position, long Next)
{
    /// <summary>When the log took the record, part of the log itself; stamps without a year are near to its day. Null: the partition's reference time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Whose lines they are, where the log says so beside the text; counts do not depend on it, publishers pass it on. Hostile text; default empty.</summary>
    public ReadOnlyMemory<byte> Host { get; init; }

    /// <summary>How many records before this one the log has dropped before they were read; not negative. Default 0.</summary>
    public long Missing { get; init; }

    /// <summary>How many records the log had behind this one when it was read, or bytes where positions count those; null where it does not say.</summary>
    public long? Behind { get; init; }

    /// <summary>
    /// Whether this is a piece of a record that goes on in the next one; only where positions count bytes. Such a piece either holds no
    /// LF and more bytes than a frame may have, or goes on with the line of a piece before it that did. Default no.
    /// </summary>
    public bool Continues { get; init; }
}
