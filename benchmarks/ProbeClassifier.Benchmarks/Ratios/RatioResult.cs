using System;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>What the rounds of one row gave. Times in seconds.</summary>
internal sealed record RatioResult(RatioRow Row, long Bytes, long Lines, double[] CountTimes, double[] WorkTimes, long AllocatedBytes)
{
    public double CountMedian => Median(CountTimes);

    public double WorkMedian => Median(WorkTimes);

    /// <summary>The figure that the bar is about: the ratio of the medians.</summary>
    public double Ratio => CountMedian / WorkMedian;

    /// <summary>The least and the greatest ratio of a single round.</summary>
    public (double Min, double Max) Extremes
    {
        get
        {
            (double min, double max) = (double.MaxValue, 0);
            for (int i = 0; i < WorkTimes.Length; i++)
            {
                double ratio = CountTimes[i] / WorkTimes[i];
                (min, max) = (Math.Min(min, ratio), Math.Max(max, ratio));
            }

            return (min, max);
        }
    }

    public double CountGigabytesPerSecond => Bytes / CountMedian / 1e9;

    public double WorkGigabytesPerSecond => Bytes / WorkMedian / 1e9;

    public double NanosecondsPerLine => WorkMedian / Lines * 1e9;

    public double AllocatedPerLine => (double)AllocatedBytes / Lines;

    public bool MeetsBar => Row.Bar is not { } bar || Ratio >= bar;

    private static double Median(double[] values)
    {
        double[] sorted = (double[])values.Clone();
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
