using System;
using System.Threading;
using ProbeClassifier.Listener.Framing;

namespace ProbeClassifier.Tests.Listener;

/// <summary>Counts what it is given, for many threads.</summary>
internal sealed class CountingSink : IFrameSink
{
    private long _messages;

    public long Messages => Volatile.Read(ref _messages);

    public int MaxFrameBytes => ListenerUnderTest.FrameLimit;

    public void TakeLines(ReadOnlySpan<byte> lines) => Interlocked.Add(ref _messages, lines.Count((byte)'\n'));

    public void TakeFrame(ReadOnlySpan<byte> frame) => Interlocked.Increment(ref _messages);
}
