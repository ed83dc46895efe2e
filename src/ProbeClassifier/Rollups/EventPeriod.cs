using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>The time that a rollup counts, in 100 ns since 1970: from <see cref="From"/> to before <see cref="To"/>.</summary>
internal readonly record struct EventPeriod(long From, long To)
{
    /// <summary>The period of options; without bounds, all of time and events without a time too.</summary>
    public static EventPeriod Of(ProbeRollupOptions options) => new(Ticks(options.From) ?? long.MinValue, Ticks(options.To) ?? long.MaxValue);

    public bool IsBounded => From != long.MinValue || To != long.MaxValue;

    /// <summary>Whether an event is not counted: outside the bounds, or without a time when there are some.</summary>
    public bool Excludes(bool hasTime, in EventFields fields)
    {
        if (!IsBounded)
            return false;
        if (!hasTime)
            return true;
        long ticks = (fields.UnixSeconds * TimeSpan.TicksPerSecond) + (fields.Nanoseconds / TimeSpan.NanosecondsPerTick);
        return ticks < From || ticks >= To;
    }

    private static long? Ticks(DateTimeOffset? time) => time?.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
}
