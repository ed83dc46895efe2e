using System;
using System.Collections.Generic;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Distributed;

/// <summary>
/// Everything counted of a partition up to a position: a function of the records before it and of nothing else, so that two
/// workers can only make the same bytes under the same name. Immutable.
/// </summary>
public sealed record PartitionSnapshot
{
    /// <summary>The engine: <see cref="IPartitionLog.Engine"/>.</summary>
    public required string Engine { get; init; }

    /// <summary>What the partition is of: <see cref="IPartitionLog.Topic"/>.</summary>
    public required string Topic { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>What the partition was known by when counting began: <see cref="PartitionStart.Identity"/>. Null where the log cannot tell.</summary>
    public string? Identity { get; init; }

    /// <summary>The position at which counting began.</summary>
    public required long First { get; init; }

    /// <summary>The position of the first record that is not counted.</summary>
    public required long Position { get; init; }

    /// <summary>What stamps without a year are near to where records bear no time; UTC, whole seconds.</summary>
    public required DateTimeOffset Reference { get; init; }

    /// <summary>Records that were counted; 0 where positions count bytes, for there records are only how the text was read.</summary>
    public required long Records { get; init; }

    /// <summary>Bytes of text; a record without LF at its end counts one more, as a line of a file does.</summary>
    public required long Bytes { get; init; }

    /// <summary>Records that were gone before they were read.</summary>
    public required long Missing { get; init; }

    /// <summary>Where they were: at most 64 places, of which the last then stands for all further ones.</summary>
    public required IReadOnlyList<PartitionGap> Gaps { get; init; }

    /// <summary>The text right before the position, for repeat lines and alerts of several lines.</summary>
    internal ReadOnlyMemory<byte> History { get; init; }

    /// <summary>Whether that is all text there was.</summary>
    internal bool HistoryIsWhole { get; init; }

    /// <summary>The counts.</summary>
    internal ReadOnlyMemory<byte> Rollup { get; init; }

    /// <summary>The name it is stored under.</summary>
    /// <param name="options">The options it was made with.</param>
    public SnapshotName NameIn(PartitionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SnapshotName(options.Family, Partition, Position);
    }

    /// <summary>The counts as a rollup of its own.</summary>
    /// <param name="options">The options it was made with.</param>
    /// <exception cref="SnapshotException">Damaged, or made with other options.</exception>
    public ProbeRollup ToRollup(PartitionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ProbeRollup.FromSnapshot(Rollup.Span, options.Rollup);
    }

    /// <summary>As bytes: one record, versioned and checked, equal for equal content.</summary>
    /// <param name="options">The options it was made with.</param>
    public byte[] ToBytes(PartitionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return PartitionSnapshotFormat.Write(this, options);
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="options">The options it was made with.</param>
    /// <exception cref="SnapshotException">Damaged, of another version, or made with other options; the message says which.</exception>
    public static PartitionSnapshot FromBytes(ReadOnlyMemory<byte> bytes, PartitionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return PartitionSnapshotFormat.Read(bytes, options);
    }
}
