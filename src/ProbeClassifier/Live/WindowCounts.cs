using ProbeClassifier.Rollups;

namespace ProbeClassifier.Live;

/// <summary>What was counted for one window.</summary>
internal sealed class WindowCounts(ProbeRollup rollup)
{
    public WindowCounts(ProbeRollupOptions options)
        : this(new ProbeRollup(options))
    {
    }

    public ProbeRollup Rollup { get; } = rollup;

    /// <summary>Bytes of text that were read.</summary>
    public long Bytes { get; set; }

    /// <summary>Streams that were opened.</summary>
    public long Streams { get; set; }

    /// <summary>Adds another's counts, which begins anew in the memory that it has.</summary>
    public void DrainFrom(WindowCounts other)
    {
        Rollup.DrainFrom(other.Rollup);
        Bytes += other.Bytes;
        Streams += other.Streams;
        other.Bytes = 0;
        other.Streams = 0;
    }
}
