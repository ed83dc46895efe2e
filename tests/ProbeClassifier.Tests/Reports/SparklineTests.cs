using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Tests.Reports;

public class SparklineTests
{
    [Fact]
    public void No_hours_no_chart() => Assert.Null(Sparkline.Draw([], 78));

    [Fact]
    public void One_hour_is_one_full_column()
    {
        Sparkline chart = Draw(78, ("2000-05-14T03:00Z", 3))!;
        Assert.Equal(("█", 1L, (UInt128)3), (chart.Bars, chart.BucketHours, chart.Tallest));
        Assert.Equal(SampleReports.At("2000-05-14T04:00Z"), chart.End);
    }

    [Fact]
    public void Levels_round_up_and_gaps_are_blank()
    {
        Sparkline chart = Draw(78, ("2000-05-14T00:00Z", 1), ("2000-05-14T01:00Z", 50), ("2000-05-14T04:00Z", 100))!;
        Assert.Equal("▁▄  █", chart.Bars);
    }

    [Fact]
    public void The_extremes_of_the_counter_do_not_overflow()
    {
        Sparkline chart = Draw(2, ("2000-05-14T00:00Z", long.MaxValue), ("2000-05-14T01:00Z", long.MaxValue), ("2000-05-14T03:00Z", 1))!;
        Assert.Equal("█▁", chart.Bars);
        Assert.Equal((UInt128)long.MaxValue * 2, chart.Tallest);
    }

    [Theory]
    [InlineData(78, 1)]
    [InlineData(79, 2)]
    [InlineData(500, 8)]
    [InlineData(24 * 78, 24)]
    [InlineData((24 * 78) + 1, 48)]
    [InlineData(26_304, 504)]
    public void A_bucket_is_as_short_as_the_page_allows(int hours, long bucket)
    {
        DateTimeOffset first = SampleReports.At("2000-01-01T00:00Z");
        Sparkline chart = Sparkline.Draw([new(first, 1, 0), new(first.AddHours(hours - 1), 1, 0)], 78)!;
        Assert.Equal(bucket, chart.BucketHours);
        Assert.InRange(chart.Bars.Length, 1, 78);
    }

    [Fact]
    public void Buckets_begin_at_clock_marks_and_keep_every_event()
    {
        var random = new Random(7);
        for (int round = 0; round < 300; round++)
        {
            DateTimeOffset first = DateTimeOffset.UnixEpoch.AddHours(random.Next(-20_000, 900_000));
            List<HourCount> hours = [.. Enumerable.Range(0, 1 + random.Next(60)).Select(_ => random.Next(1 << random.Next(1, 20))).Distinct().Order()
                .Select(hour => new HourCount(first.AddHours(hour), 1, 0))];
            Sparkline chart = Sparkline.Draw(hours, 78)!;
            Assert.InRange(chart.Bars.Length, 1, 78);
            Assert.Equal(0, chart.Start.Hour % Math.Min(chart.BucketHours, 24));
            Assert.True(chart.Start <= hours[0].Start && chart.End > hours[^1].Start);
            Assert.Equal(chart.Start.AddHours(chart.Bars.Length * chart.BucketHours), chart.End);
            int filled = hours.Select(hour => (long)(hour.Start - chart.Start).TotalHours / chart.BucketHours).Distinct().Count();
            Assert.Equal(filled, chart.Bars.Count(bar => bar != ' '));
            Assert.NotEqual(' ', chart.Bars[0]);
            Assert.NotEqual(' ', chart.Bars[^1]);
        }
    }

    private static Sparkline? Draw(int columns, params (string Start, long Events)[] hours) =>
        Sparkline.Draw([.. hours.Select(hour => new HourCount(SampleReports.At(hour.Start), hour.Events, 0))], columns);
}
