using System;

namespace ProbeClassifier.Listener.Framing;

/// <summary>What takes messages. Spans are good during the call only.</summary>
internal interface IFrameSink
{
    /// <summary>The longest message taken whole, in bytes. What is longer is cut there and counted, by the sink.</summary>
    int MaxFrameBytes { get; }

    /// <summary>One or more whole messages, each with the LF that ended it; no NUL is in them and none is empty.</summary>
    void TakeLines(ReadOnlySpan<byte> lines);

    /// <summary>
    /// One message without what ended it. Longer than <see cref="MaxFrameBytes"/> means that it was over the limit; how much longer
    /// says nothing of its own length.
    /// </summary>
    void TakeFrame(ReadOnlySpan<byte> frame);
}
