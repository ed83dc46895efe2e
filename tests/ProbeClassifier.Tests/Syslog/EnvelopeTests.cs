using System;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reports;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Syslog;

public sealed class EnvelopeTests
{
    private const string Message = "DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1";

    [Theory]
    [InlineData("Nov 24 11:00:00 fw1 kernel: ", "2026-11-24T11:00:00Z", "fw1", "kernel")]
    [InlineData("Nov  4 11:00:00 fw1 kernel: ", "2026-11-04T11:00:00Z", "fw1", "kernel")]
    [InlineData("Nov 04 11:00:00 fw1.example.net kernel: ", "2026-11-04T11:00:00Z", "fw1.example.net", "kernel")]
    [InlineData("<4>Nov 24 11:00:00 192.0.2.7 kernel: ", "2026-11-24T11:00:00Z", "192.0.2.7", "kernel")]
    [InlineData("<0>Nov 24 11:00:00 2001:db8::7 kernel: ", "2026-11-24T11:00:00Z", "2001:db8::7", "kernel")]
    [InlineData("Nov 24 2019 11:00:00 fw1 kernel: ", "2019-11-24T11:00:00Z", "fw1", "kernel")]
    [InlineData("Nov 24 11:00:00 2019 fw1 kernel: ", "2019-11-24T11:00:00Z", "fw1", "kernel")]
    [InlineData("Nov 24 11:00:00.250 fw1 kernel: ", "2026-11-24T11:00:00.25Z", "fw1", "kernel")]
    [InlineData("Nov 24 11:00:00 kernel: ", "2026-11-24T11:00:00Z", "", "kernel")]
    [InlineData("2015-03-07T05:09:30.045015+02:00 fw1 kernel: ", "2015-03-07T03:09:30.045015Z", "fw1", "kernel")]
    [InlineData("2015-03-07T05:09:30Z fw1 kernel: ", "2015-03-07T05:09:30Z", "fw1", "kernel")]
    [InlineData("2015-03-07T05:09:30-0330 fw1 kernel: ", "2015-03-07T08:39:30Z", "fw1", "kernel")]
    [InlineData("2015-03-07 05:09:30 fw1 kernel: ", "2015-03-07T05:09:30Z", "fw1", "kernel")]
    [InlineData("<4>1 2015-03-07T05:09:30.1Z fw1 kernel - - - ", "2015-03-07T05:09:30.1Z", "fw1", "kernel")]
    [InlineData("<4>1 - - - - - [x@1 a=\"]\\\"\"][y] \u00EF\u00BB\u00BF", null, "", "")]
    [InlineData("<4>1 2015-03-07T05:09:30Z fw1 kernel - - -  ", "2015-03-07T05:09:30Z", "fw1", "kernel")]
    [InlineData("<4>1 2015-03-07T05:09:30Z fw1 kernel - - -  [   12.345678] ", "2015-03-07T05:09:30Z", "fw1", "kernel")]
    [InlineData("Mon Jan  1 00:00:00 2024 kern.warn kernel: ", "2024-01-01T00:00:00Z", "", "kernel")]
    [InlineData("Jan  1 00:00:20 (none) kern.info kernel: ", "2027-01-01T00:00:20Z", "(none)", "kernel")]
    [InlineData("[12345.678901] ", null, "", "")]
    [InlineData("", null, "", "")]
    [InlineData("Nov 24 11:00:00 example.info kernel: ", "2026-11-24T11:00:00Z", "example.info", "kernel")]
    [InlineData("Nov 24 11:00:00 fw.debug kernel: ", "2026-11-24T11:00:00Z", "fw.debug", "kernel")]
    [InlineData("Nov 24 11:00:00 fw1 local7.info ", "2026-11-24T11:00:00Z", "fw1", "")]
    [InlineData("Nov 24 11:00:00 fw1 /kernel: ", "2026-11-24T11:00:00Z", "fw1", "/kernel")]
    [InlineData("Nov 24 11:00:00 fw1 ", "2026-11-24T11:00:00Z", "fw1", "")]
    [InlineData("<134>Nov 24 11:00:00 fw1 ulogd[7]: ", "2026-11-24T11:00:00Z", "fw1", "ulogd")]
    [InlineData("Nov 31 11:00:00 fw1 kernel: ", null, "", "")]
    [InlineData("Nov 24 24:00:00 fw1 kernel: ", null, "", "")]
    [InlineData("Nov 24 11:00:60 fw1 kernel: ", "2026-11-24T11:00:59Z", "fw1", "kernel")]
    [InlineData("Tue 2024-05-14 11:03:57 CEST fw1 kernel: ", "2024-05-14T11:03:57Z", "fw1", "kernel")]
    [InlineData("Tue 2024-05-14 11:03:57 UTC fw1 kernel: ", "2024-05-14T11:03:57Z", "fw1", "kernel")]
    [InlineData("Tue 2024-05-14 11:03:57.25 +0330 fw1 kernel: ", "2024-05-14T07:33:57.25Z", "fw1", "kernel")]
    [InlineData("Tue 2024-05-14 11:03:57 -03 fw1 kernel: ", "2024-05-14T14:03:57Z", "fw1", "kernel")]
    [InlineData("Tue 2024-05-14 11:03:57 fw1 kernel: ", "2024-05-14T11:03:57Z", "fw1", "kernel")]
    [InlineData("Tue 2024-05-14T11:03:57+02:00 fw1 kernel: ", "2024-05-14T09:03:57Z", "fw1", "kernel")]
    [InlineData("2024 May 14 11:03:57 fw1 kernel: ", "2024-05-14T11:03:57Z", "fw1", "kernel")]
    [InlineData("<4>2024 Feb 29 11:03:57 fw1 kernel: ", "2024-02-29T11:03:57Z", "fw1", "kernel")]
    [InlineData("2023 Feb 29 11:03:57 fw1 kernel: ", null, "", "")]
    [InlineData("2024 May 14 11:03:57 2023 fw1 kernel: ", null, "", "")]
    [InlineData("Tue 2024-05-34 11:03:57 UTC fw1 kernel: ", null, "", "")]
    [InlineData("\u00EF\u00BB\u00BFNov 24 11:00:00 fw1 kernel: ", "2026-11-24T11:00:00Z", "fw1", "kernel")]
    [InlineData("\u00EF\u00BB\u00BF<4>1 2015-03-07T05:09:30Z fw1 kernel - - - ", "2015-03-07T05:09:30Z", "fw1", "kernel")]
    [InlineData("\0\0\0\0\0<4>Nov 24 11:00:00 fw1 kernel: ", "2026-11-24T11:00:00Z", "fw1", "kernel")]
    [InlineData("\0\u00EF\u00BB\u00BF\0Nov 24 11:00:00 fw1 kernel: ", "2026-11-24T11:00:00Z", "fw1", "kernel")]
    [InlineData("[12345.678] fw1 kernel: ", null, "", "")]
    public void EveryEnvelopeIsRead(string envelope, string? time, string host, string app)
    {
        LineExplanation e = new LineExplainer(RuleSet.Default, Parse.Options).Explain(Parse.Bytes(envelope + Message));
        Assert.Equal(ProbeDialect.Netfilter, e.Event?.Dialect);
        Assert.Equal(time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), e.Event!.Time);
        Assert.Equal((host, app), (Encoding.Latin1.GetString(e.Host.Span), Encoding.Latin1.GetString(e.AppName.Span)));
    }

    [Theory]
    [InlineData("Tue 2024-05-14 11:03:57 CEST fw1 ")]
    [InlineData("2024 May 14 11:03:57 fw1 ")]
    [InlineData("\u00EF\u00BB\u00BF2024-05-14T11:03:57Z fw1 ")]
    [InlineData("\0\0\0\0\02024-05-14T11:03:57Z fw1 ")]
    public void AProgramIsKnownBehindEachOfThem(string envelope)
    {
        ProbeEventRecord e = Parse.Line(envelope + "sshd[812]: Failed password for root from 192.0.2.1 port 4242 ssh2")!;
        Assert.Equal((ProbeDialect.Sshd, "192.0.2.1", "2024-05-14T11:03:57"), (e.Dialect, e.Source.ToString(), e.Time!.Value.ToString("s", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(ProbeDialect.Sshd, "sshd", "Failed password for root from 192.0.2.1 port 4242 ssh2")]
    [InlineData(ProbeDialect.Ipchains, "kernel", "Packet log: input DENY eth0 PROTO=6 192.0.2.1:4000 198.51.100.7:22 L=60 S=0x00 I=1 F=0x4000 T=50 (#1)")]
    [InlineData(ProbeDialect.AccessLog, "httpd", "192.0.2.1 - - [24/Nov/2026:11:00:00 +0000] \"GET /cgi-bin/phf HTTP/1.0\" 404 1")]
    [InlineData(ProbeDialect.Postfix, "postfix/smtpd", "NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <b@example.net>: Relay access denied; from=<a@example.org> to=<b@example.net>")]
    public void SpacesBeforeAMessageOfRfc5424AreNotItsOwn(ProbeDialect dialect, string app, string message)
    {
        foreach (string spaces in new[] { " ", "  ", "   ", " \u00EF\u00BB\u00BF", " \u00EF\u00BB\u00BF " })
        {
            ProbeEventRecord e = Parse.Line($"<4>1 2026-11-24T11:00:00Z host {app} 1 - -{spaces}{message}")!;
            Assert.Equal((dialect, "192.0.2.1"), (e.Dialect, e.Source.ToString()));
        }
    }

    [Theory]
    [InlineData("<192>Nov 24 11:00:00 fw1 kernel: ")]
    [InlineData("<04>Nov 24 11:00:00 fw1 kernel: ")]
    [InlineData("<4Nov 24 11:00:00 fw1 kernel: ")]
    public void APriThatIsNoneIsText(string envelope) => Assert.Null(Parse.Line(envelope + Message)!.Time);

    [Theory]
    [InlineData("2026-01-01T00:30:00Z", "Dec 31 23:59:59", "2025-12-31T23:59:59Z")]
    [InlineData("2025-12-31T23:30:00Z", "Jan  1 00:00:01", "2026-01-01T00:00:01Z")]
    [InlineData("2026-06-30T00:00:00Z", "Jul 15 00:00:00", "2026-07-15T00:00:00Z")]
    [InlineData("2026-02-01T00:00:00Z", "Aug 15 00:00:00", "2025-08-15T00:00:00Z")]
    [InlineData("2025-03-01T00:00:00Z", "Feb 29 12:00:00", "2024-02-29T12:00:00Z")]
    [InlineData("2027-02-28T00:00:00Z", "Feb 29 12:00:00", "2028-02-29T12:00:00Z")]
    [InlineData("2101-03-01T00:00:00Z", "Feb 29 12:00:00", "2104-02-29T12:00:00Z")]
    public void AStampWithoutAYearIsNearToTheReference(string reference, string stamp, string time)
    {
        ProbeParserOptions options = Parse.Options with { ReferenceTime = DateTimeOffset.Parse(reference, System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), Parse.Line($"{stamp} fw1 kernel: {Message}", options)!.Time);
    }

    [Fact]
    public void AYearGivenHoldsAndADayItLacksHasNoTime()
    {
        ProbeParserOptions options = Parse.Options with { Year = 2001 };
        Assert.Equal(2001, Parse.Line($"Nov 24 11:00:00 fw1 kernel: {Message}", options)!.Time!.Value.Year);
        Assert.Null(Parse.Line($"Feb 29 11:00:00 fw1 kernel: {Message}", options)!.Time);
    }

    [Fact]
    public void AStampWithoutAZoneIsInTheZoneGivenWithItsSummerTime()
    {
        ProbeParserOptions options = Parse.Options with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Year = 2026 };
        Assert.Equal(10, Parse.Line($"Nov 24 11:00:00 fw1 kernel: {Message}", options)!.Time!.Value.Hour);
        Assert.Equal(9, Parse.Line($"Jul 24 11:00:00 fw1 kernel: {Message}", options)!.Time!.Value.Hour);
    }
}
