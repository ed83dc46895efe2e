using System;
using System.Collections.Generic;
using System.Text;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reports;

/// <summary>Hours drawn in one row: each column a number of hours, as few as let the whole period fit.</summary>
internal sealed record Sparkline(string Bars, long HoursPerColumn, long Highest)
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    public static Sparkline Draw(IReadOnlyList<HourCount> hours, int width)
    {
        if (hours.Count == 0)
            return new Sparkline(string.Empty, 1, 0);
        long first = Hour(hours[0]);
        long count = Hour(hours[^1]) - first + 1;
        long perColumn = (count + width - 1) / width;
        long[] columns = new long[(count + perColumn - 1) / perColumn];
        foreach (HourCount hour in hours)
            columns[(Hour(hour) - first) / perColumn] += hour.Events;
        long highest = 0;
        foreach (long column in columns)
            highest = Math.Max(highest, column);
        var bars = new StringBuilder();
        foreach (long column in columns)
            bars.Append(column == 0 ? ' ' : Blocks[(int)((Int128)(column - 1) * 8 / highest)]);
        return new Sparkline(bars.ToString().TrimEnd(), perColumn, highest);
    }

    private static long Hour(HourCount hour) => hour.Start.ToUnixTimeSeconds() / 3600;
}
