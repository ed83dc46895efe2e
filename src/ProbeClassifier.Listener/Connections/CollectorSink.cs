using System;
using ProbeClassifier.Listener.Framing;
using ProbeClassifier.Live;

namespace ProbeClassifier.Listener.Connections;

/// <summary>
/// Messages to a collector, where they lie. The collector reads them before the call returns: when it is slow, receiving waits, and so, with
/// TCP, does the peer.
/// </summary>
internal sealed class CollectorSink(CollectorInput input) : IFrameSink
{
    public int MaxFrameBytes => input.MaxFrameBytes;

    public void TakeLines(ReadOnlySpan<byte> lines)
    {
        // Whole lines leave no rest.
        while (!lines.IsEmpty)
            lines = lines[input.ParseLines(lines, isFinal: false)..];
    }

    public void TakeFrame(ReadOnlySpan<byte> frame) => input.ParseFrame(frame);
}
