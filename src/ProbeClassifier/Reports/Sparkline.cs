using System;
using System.Collections.Generic;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reports;

/// <summary>Events over time as a row of block characters: one column a bucket of hours or days, blank where there is none.</summary>
/// <param name="Bars">One character a bucket, from the first that has events to the last.</param>
/// <param name="Start">The start of the first bucket, UTC.</param>
/// <param name="End">The end of the last bucket, UTC, exclusive.</param>
/// <param name="BucketHours">Hours in a bucket.</param>
/// <param name="Tallest">The most events in one bucket.</param>
internal sealed record Sparkline(string Bars, DateTimeOffset Start, DateTimeOffset End, long BucketHours, UInt128 Tallest)
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const long HoursOfDay = 24;
    private const long HoursOfWeek = 7 * HoursOfDay;

    /// <summary>Widths people can think in; beyond the last, whole weeks.</summary>
    private static ReadOnlySpan<int> NiceHours => [1, 2, 3, 4, 6, 8, 12, 24, 48, 72, 168];

    /// <summary>Draws; null without hours.</summary>
    /// <param name="hours">Distinct hours in order of time.</param>
    /// <param name="columns">The most columns, at least 2.</param>
    public static Sparkline? Draw(IReadOnlyList<HourCount> hours, int columns)
    {
        if (hours.Count == 0)
            return null;

        long first = HourOf(hours[0].Start);
        long last = HourOf(hours[^1].Start);
        (long start, long bucket) = Choose(first, last, columns);
        var sums = new UInt128[((last - start) / bucket) + 1];
        UInt128 tallest = 0;
        foreach (HourCount hour in hours)
        {
            ref UInt128 sum = ref sums[(HourOf(hour.Start) - start) / bucket];
            sum += (ulong)hour.Events;
            tallest = UInt128.Max(tallest, sum);
        }

        string bars = string.Create(sums.Length, (sums, tallest), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = Bar(state.sums[i], state.tallest);
        });
        return new Sparkline(bars, TimeOf(start), TimeOf(start + (sums.Length * bucket)), bucket, tallest);
    }

    /// <summary>Buckets begin where a clock or a calendar has a mark: at a multiple of the hours, or at midnight.</summary>
    private static (long Start, long Bucket) Choose(long first, long last, int columns)
    {
        foreach (int hours in NiceHours)
        {
            if (Fits(hours, out long start))
                return (start, hours);
        }

        long weeks = 2;
        while (true)
        {
            if (Fits(weeks * HoursOfWeek, out long start))
                return (start, weeks * HoursOfWeek);

            weeks++;
        }

        bool Fits(long bucket, out long start)
        {
            long mark = Math.Min(bucket, HoursOfDay);
            start = first - (((first % mark) + mark) % mark);
            return ((last - start) / bucket) + 1 <= columns;
        }
    }

    private static char Bar(UInt128 events, UInt128 tallest)
    {
        if (events == 0)
            return ' ';

        UInt128 level = ((events * (UInt128)Blocks.Length) + tallest - 1) / tallest;
        return Blocks[(int)level - 1];
    }

    private static long HourOf(DateTimeOffset time) => Math.DivRem(time.ToUnixTimeSeconds(), 3_600, out long rest) - (rest < 0 ? 1 : 0);

    private static DateTimeOffset TimeOf(long hour) => DateTimeOffset.FromUnixTimeSeconds(hour * 3_600);
}
