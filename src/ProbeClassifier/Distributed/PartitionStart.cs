using System;

namespace ProbeClassifier.Distributed;

/// <summary>Where a partition begins that nobody has counted yet.</summary>
/// <param name="Position">The position of the first record that the log still has, or will have.</param>
/// <param name="Reference">What stamps without a year are near to where records bear no time.</param>
public readonly record struct PartitionStart(long Position, DateTimeOffset Reference)
{
    /// <summary>What a partition that is made anew under its name has otherwise, such as the time at which it was made; null where the log cannot tell. Default null.</summary>
    public string? Identity { get; init; }
}

/// <summary>Where to go on reading.</summary>
/// <param name="Position">The position of the first record wanted.</param>
/// <param name="Before">The text that stands right before it, as far as it is known: the last 64 KiB or less. A log that keeps its bytes can tell whether it is still the same.</param>
public readonly record struct ResumePoint(long Position, ReadOnlyMemory<byte> Before)
{
    /// <summary>The identity of the partition that was counted: <see cref="PartitionStart.Identity"/>. A log that has one refuses another. Default null.</summary>
    public string? Identity { get; init; }
}
