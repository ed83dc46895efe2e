using System;
using System.Globalization;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using Xunit;

namespace ProbeClassifier.Tests.Dialects.AccessLog;

public sealed class AccessLogStampTests
{
    private static AccessLine Read(string stamp) => AccessLine.Read($"192.0.2.1 - - [{stamp}] \"GET / HTTP/1.0\" 200 1");

    [Theory]
    [InlineData("05/Mar/2007:14:39:21 +0100", "2007-03-05T13:39:21Z")]
    [InlineData("5/Mar/2007:14:39:21 +0100", "2007-03-05T13:39:21Z")]
    [InlineData("29/Feb/2000:00:00:00 +0900", "2000-02-28T15:00:00Z")]
    [InlineData("30/Jun/2000:23:59:59 +1400", "2000-06-30T09:59:59Z")]
    [InlineData("30/Jun/2000:23:59:59 -1400", "2000-07-01T13:59:59Z")]
    [InlineData("30/Jun/2000:23:59:59 -0330", "2000-07-01T03:29:59Z")]
    [InlineData("31/Dec/2016:23:59:60 +0000", "2016-12-31T23:59:59Z")]
    [InlineData("01/Jan/1970:00:00:00 -0000", "1970-01-01T00:00:00Z")]
    [InlineData("31/Dec/2105:23:59:59 -1400", "2106-01-01T13:59:59Z")]
    public void Stamps_become_utc_seconds(string stamp, string utc)
    {
        AccessLine line = Read(stamp);
        Assert.Equal(DialectOutcome.Event, line.Outcome);
        Assert.Equal(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture).ToUnixTimeSeconds(), line.Fields.UnixSeconds);
        Assert.True(line.Has(PresentFields.Time));
    }

    [Theory]
    [InlineData("29/Feb/2001:00:00:00 +0000", 15)]
    [InlineData("29/Feb/2100:00:00:00 +0000", 15)]
    [InlineData("31/Apr/2000:00:00:00 +0000", 15)]
    [InlineData("00/Apr/2000:00:00:00 +0000", 15)]
    [InlineData("0/Apr/2000:00:00:00 +0000", 15)]
    [InlineData("01/Okt/2000:00:00:00 +0000", 18)]
    [InlineData("01/Apr/0000:00:00:00 +0000", 22)]
    [InlineData("01/Apr/1969:00:00:00 +0000", 22)]
    [InlineData("01/Apr/9999:00:00:00 +0000", 22)]
    [InlineData("01/Jan/1970:00:00:00 +0100", 22)]
    [InlineData("01/Apr/2000:24:00:00 +0000", 27)]
    [InlineData("01/Apr/2000:00:60:00 +0000", 30)]
    [InlineData("01/Apr/2000:00:00:61 +0000", 33)]
    [InlineData("01/Apr/2000:00:00:00 +1401", 36)]
    [InlineData("01/Apr/2000:00:00:00 -0060", 36)]
    public void Impossible_values_are_named_by_field(string stamp, int offset) =>
        Assert.Equal(DialectOutcome.Unparsed(UnparsedReason.BadField, offset), Read(stamp).Outcome);

    [Theory]
    [InlineData("05/Mar/2007:14:39:21")]
    [InlineData("05/Mar/2007:14:39:21 0100")]
    [InlineData("05/Mar/2007:14:39:21 +100")]
    [InlineData("05/03/2007:14:39:21 +0100")]
    [InlineData("005/Mar/2007:14:39:21 +0100")]
    [InlineData("/Mar/2007:14:39:21 +0100")]
    [InlineData("05/Mar/2007:14:39:21.123 +0100")]
    [InlineData("05/Mar/2007 14:39:21 +0100")]
    public void Other_shapes_are_not_an_access_log(string stamp) => Assert.Equal(DialectOutcome.NotMine, Read(stamp).Outcome);

    [Fact]
    public void Every_day_of_a_leap_year_and_of_a_common_one()
    {
        for (var day = new DateTimeOffset(1999, 12, 31, 23, 59, 58, TimeSpan.Zero); day.Year < 2002; day = day.AddDays(1))
        {
            string stamp = day.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
            Assert.Equal(day.ToUnixTimeSeconds(), Read(stamp).Fields.UnixSeconds);
        }
    }
}
