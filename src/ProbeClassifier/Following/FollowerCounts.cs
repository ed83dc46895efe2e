using ProbeClassifier.Rollups;

namespace ProbeClassifier.Following;

/// <summary>All that was counted. It changes together with the positions only, block by block.</summary>
internal sealed class FollowerCounts(ProbeRollup rollup)
{
    public ProbeRollup Rollup { get; } = rollup;

    public long Bytes { get; set; }

    public long Files { get; set; }
}

/// <summary>What a checkpoint holds.</summary>
internal sealed record FollowerState(FollowerCounts Counts, KnownLogs Known);
