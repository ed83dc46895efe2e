using System;
using System.Collections.Generic;

namespace ProbeClassifier.Reading;

/// <summary>A piece of a file whose stamps without a year are near to one time.</summary>
internal readonly record struct YearRegion(long Start, DateTimeOffset Reference);

/// <summary>
/// The years of a file whose stamps have none. The last line is nearest to the file's last write; from there the samples are walked
/// back, and each step from January to December is a New Year. Neighbouring samples share a region while one reference time
/// tells the years of all of them.
/// </summary>
internal static class YearMap
{
    /// <summary>A step back of more days than this between two samples is a New Year, not disorder: half a year.</summary>
    private const int RolloverDays = 183;

    /// <summary>A step forward of more days than this is a straggler from before New Year: a year less a week.</summary>
    private const int StragglerDays = 358;

    /// <summary>How far a sample may be from its region's reference: less than half a year, whichever way lines stray from it.</summary>
    private const int RegionDays = 120;

    /// <summary>
    /// A file's lines are not later than its last write; a month is left for clocks that are wrong and stamps from other zones. What
    /// would lie further ahead is a year earlier instead.
    /// </summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(31);

    /// <summary>The regions of a file in the order of their start; the first begins at 0. At least one.</summary>
    public static List<YearRegion> Build(List<YearSample> samples, DateTimeOffset lastWrite)
    {
        if (samples.Count == 0)
            return [new YearRegion(0, lastWrite)];
        int[] years = Years(samples, lastWrite);
        List<YearRegion> regions = [];
        DateTimeOffset reference = default;
        for (int i = 0; i < samples.Count; i++)
        {
            DateTimeOffset time = TimeOf(samples[i], years[i]);
            if (i > 0 && (time - reference).Duration().TotalDays <= RegionDays)
                continue;
            reference = time;
            regions.Add(new YearRegion(i == 0 ? 0 : samples[i].Offset, reference));
        }

        return regions;
    }

    /// <summary>Whether the file's last write alone tells the years of all samples.</summary>
    public static bool IsOneRegion(List<YearSample> samples, DateTimeOffset lastWrite)
    {
        if (samples.Count == 0)
            return true;
        int[] years = Years(samples, lastWrite);
        for (int i = 0; i < years.Length; i++)
        {
            if (NearestYear(samples[i], lastWrite) != years[i])
                return false;
        }

        return true;
    }

    private static int[] Years(List<YearSample> samples, DateTimeOffset lastWrite)
    {
        int[] years = new int[samples.Count];
        years[^1] = NearestYear(samples[^1], lastWrite);
        if (TimeOf(samples[^1], years[^1]) > lastWrite + Ahead)
            years[^1] = NearestYear(samples[^1], lastWrite.AddYears(-1));
        DateTimeOffset lastLine = TimeOf(samples[^1], years[^1]);
        DateTimeOffset limit = (lastLine > lastWrite ? lastLine : lastWrite) + Ahead;
        for (int i = samples.Count - 2; i >= 0; i--)
        {
            int step = samples[i].DayOfYear - samples[i + 1].DayOfYear;
            years[i] = years[i + 1] + (step > RolloverDays ? -1 : step < -StragglerDays ? 1 : 0);
            if (TimeOf(samples[i], years[i]) > limit)
                years[i]--;
        }

        return years;
    }

    private static int NearestYear(YearSample sample, DateTimeOffset to)
    {
        int best = 0;
        TimeSpan bestDistance = TimeSpan.MaxValue;
        int reach = sample is { Month: 2, Day: 29 } ? 8 : 1;
        for (int year = to.Year - reach; year <= to.Year + reach; year++)
        {
            if (year is < 1970 or > 2105 || (sample is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year)))
                continue;
            TimeSpan distance = (TimeOf(sample, year) - to).Duration();
            if (distance < bestDistance)
                (best, bestDistance) = (year, distance);
        }

        return best == 0 ? Math.Clamp(to.Year, 1970, 2105) : best;
    }

    private static DateTimeOffset TimeOf(YearSample sample, int year)
    {
        int safe = Math.Clamp(year, 1, 9998);
        return new DateTimeOffset(safe, sample.Month, 1, 0, 0, 0, TimeSpan.Zero).AddDays(sample.Day - 1);
    }
}
