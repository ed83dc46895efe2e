using System;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener.Framing;

namespace ProbeClassifier.Tests.Listener.Faults;

/// <summary>A classifier that takes nothing until its gate is opened.</summary>
internal sealed class GatedSink(SemaphoreSlim gate) : IFrameSink
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Lines { get; private set; }

    public int MaxFrameBytes => ListenerUnderTest.FrameLimit;

    public void TakeLines(ReadOnlySpan<byte> lines)
    {
        Entered.TrySetResult();
        gate.Wait();
        Lines += lines.Count((byte)'\n');
    }

    public void TakeFrame(ReadOnlySpan<byte> frame)
    {
        Entered.TrySetResult();
        gate.Wait();
        Lines++;
    }
}
