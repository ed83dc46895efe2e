using System;

namespace ProbeClassifier.Tests.Following;

/// <summary>A clock that begins at the real time, because files have real times, and goes on only when told.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();
    private long _timestamp = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _timestamp;

    public void Advance(TimeSpan span)
    {
        _now += span;
        _timestamp += span.Ticks;
    }

    /// <summary>Sets the wall clock alone, as an administrator does.</summary>
    public void StepWall(TimeSpan span) => _now += span;
}
