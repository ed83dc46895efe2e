namespace ProbeClassifier.Distributed;

/// <summary>Records that the log dropped before they were read.</summary>
/// <param name="From">The first position that was wanted and is gone.</param>
/// <param name="To">The position where reading went on.</param>
/// <param name="Records">How many records are missing between.</param>
public readonly record struct PartitionGap(long From, long To, long Records);
