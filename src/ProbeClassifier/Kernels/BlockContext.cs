using ProbeClassifier.Dialects.Ids;
using ProbeClassifier.Framing;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Kernels;

/// <summary>What the lines of one stream share, from block to block.</summary>
internal sealed class BlockContext
{
    public BlockContext(StampClock clock, int maxFrameBytes)
    {
        Clock = clock;
        MaxFrameBytes = maxFrameBytes;
    }

    public StampClock Clock { get; }

    public int MaxFrameBytes { get; }

    /// <summary>Which implementation reads this stream's blocks.</summary>
    public KernelKind Kernel { get; init; } = BlockKernel.Chosen;

    /// <summary>What went before; a stream that changes its clock hands it on.</summary>
    public RepeatHistory History { get; init; } = new();

    /// <summary>Made at the first use, by vector kernels only.</summary>
    public LineMemo? Memo { get; set; }

    /// <summary>Where an alert of several lines is put together that began in an earlier block. Made at the first use.</summary>
    public byte[] AlertScratch => field ??= new byte[FullAlert.Reach + FullAlert.MaxClosingLine];
}
