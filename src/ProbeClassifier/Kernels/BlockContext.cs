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

    public RepeatHistory History { get; } = new();
}
