using System;
using System.Threading;

namespace ProbeClassifier.Tests.Listener;

/// <summary>Time limits pass when a test says so. Timers tick by the real clock: what is late is found without a further word.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _ticks = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
