using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reports;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>Every kernel says what the oracle says, of true lines, cut ones, spoilt ones and mere bytes.</summary>
public sealed class OracleAgreementTests
{
    private const int LinesEach = 800;

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Jun", "Aug", "Oct", "Dec"];
    private static readonly string[] Hours = ["00", "11", "23"];

    /// <summary>ORACLE_SEED in the environment moves on to lines not seen yet: any number, a dozen seeds from there.</summary>
    public static TheoryData<int> Seeds
    {
        get
        {
            int first = int.TryParse(Environment.GetEnvironmentVariable("ORACLE_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : 1;
            TheoryData<int> seeds = [];
            for (int seed = first; seed < first + 12; seed++)
                seeds.Add(seed * 1000);
            return seeds;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void OfGeneratedLines(int seed)
    {
        var lines = new LogLines(seed, isFar: true);
        Agree([.. Enumerable.Range(0, LinesEach).Select(_ => lines.Next())]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void OfNoise(int seed)
    {
        var lines = new LogLines(seed + 100, isFar: true);
        Agree([.. Enumerable.Range(0, LinesEach).Select(_ => lines.Random.OneIn(4) ? lines.Next() : lines.Noise())]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void OfSpoiltLines(int seed)
    {
        var lines = new LogLines(seed + 200, isFar: true);
        Agree([.. Enumerable.Range(0, LinesEach).SelectMany(_ => Split(lines.Mutate(Encoding.Latin1.GetBytes(lines.Next()))))]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void OfAnyBytes(int seed)
    {
        var lines = new LogLines(seed + 300, isFar: true);
        Agree([.. Split(lines.NoiseBytes(20_000, ""))]);
        Agree([.. Split(lines.NoiseBytes(20_000, "SRC=DPTOIN \n\r\"]0129.:"))]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void OfLinesCutAtEitherEndAtEachByte(int seed)
    {
        var lines = new LogLines(seed + 400, isFar: true);
        for (int i = 0; i < 3; i++)
        {
            string line = i < 2 ? lines.Netfilter() : lines.Ipchains();
            Agree([.. Enumerable.Range(0, line.Length).SelectMany(at => new[] { line[..at], line[at..] })]);
        }
    }

    [Theory]
    [InlineData("2026-01-01T00:10:00Z", "UTC", null)]
    [InlineData("2025-12-31T23:50:00Z", "Asia/Tokyo", null)]
    [InlineData("2027-02-28T12:00:00Z", "America/New_York", null)]
    [InlineData("2026-11-24T12:00:00Z", "Europe/Berlin", 2000)]
    [InlineData("2026-11-24T12:00:00Z", "Asia/Tokyo", 2001)]
    public void OfTimesWithEveryReferenceZoneAndYear(string reference, string zone, int? year)
    {
        ProbeParserOptions options = new()
        {
            ReferenceTime = DateTimeOffset.Parse(reference, CultureInfo.InvariantCulture),
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone),
            Year = year,
        };
        string[] days = [.. from month in Months from day in Enumerable.Range(1, 31) select $"{month} {day,2}"];
        string[] lines = [.. from day in days from hour in Hours select $"{day} {hour}:59:58 fw1 kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1"];
        Agree(lines, options);
    }

    [SkippableFact]
    public void OfRealLines()
    {
        Skip.If(RepositoryFiles.SharedCorpus is null, "no real lines beside the repository");
        string[] lines = [.. RepositoryFiles.SharedLines("*.log").Select(l => l.Line)];
        Agree(lines);
        int events = new StreamOracle(Parse.Options).Of(lines).Count(l => l.Calls[0].Text.StartsWith("event ", StringComparison.Ordinal));
        Assert.True(events > 5000, $"the oracle finds {events} events in the real lines");
    }

    [Fact]
    public void OfSampleLines()
    {
        string[] lines = [.. System.IO.Directory.EnumerateFiles(RepositoryFiles.At("samples", "logs"), "*.log").Order(StringComparer.Ordinal)
            .SelectMany(file => Split(System.IO.File.ReadAllBytes(file)))];
        Assert.NotEmpty(lines);
        Agree(lines);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void OfHostAndApp(int seed)
    {
        var lines = new LogLines(seed + 500, isFar: true);
        var oracle = new LogOracle(Parse.Options);
        var explainer = new LineExplainer(RuleSet.Default, Parse.Options);
        for (int i = 0; i < LinesEach; i++)
        {
            string line = lines.Next();
            LineMeaning meaning = oracle.Of(line);
            LineExplanation explanation = explainer.Explain(Encoding.Latin1.GetBytes(line));
            string actual = Encoding.Latin1.GetString(explanation.Host.Span) + " | " + Encoding.Latin1.GetString(explanation.AppName.Span);
            Assert.True($"{meaning.Host} | {meaning.App}" == actual, $"seed {seed}: {OracleComparison.Printable(line)}\noracle:  {meaning.Host} | {meaning.App}\nlibrary: {actual}");
        }
    }

    /// <summary>The oracle must say something: silence agrees with everything.</summary>
    [Fact]
    public void TheOracleIsSeldomSilent()
    {
        var lines = new LogLines(1);
        List<LineMeaning> meanings = [.. Enumerable.Range(0, 5000).Select(_ => new LogOracle(Parse.Options).Of(lines.Next()))];
        Assert.InRange(meanings.Count(m => m.Kind is MeaningKind.Silent or MeaningKind.NotEvent), 0, meanings.Count / 20);
        foreach (MeaningKind kind in new[] { MeaningKind.Event, MeaningKind.Other, MeaningKind.Unparsed, MeaningKind.Repeat })
            Assert.Contains(meanings, m => m.Kind == kind);
    }

    /// <summary>Faults that the comparison found once.</summary>
    [Theory]
    [InlineData("Nov 24 11:00:00 example.info kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1")]
    [InlineData("Nov 24 11:00:00 fw1 kernel: DROP IN=sit1 OUT= MAC=00:16:3e:aa:bb:cc TUNNEL=192.0.2.9->192.0.2.8 SRC=2001:db8::1 DST=2001:db8::2 LEN=72 PROTO=TCP SPT=1 DPT=22 WINDOW=1")]
    [InlineData("Nov 24 11:00:00 fw1 kernel: IN=eth0 OUT= MACSRC=00:16:3e:11:22:33 MACDST=00:16:3e:44:55:66 MACPROTO=0800 RC=192.0.2.1 DST=192.0.2.2 TTL=3 PROTO=TCP SPT=1 DPT=22 WINDOW=1")]
    public void AMendedFaultStaysMended(string line) => Agree([line]);

    private static string[] Split(byte[] bytes) => Encoding.Latin1.GetString(bytes).Split('\n');

    private static void Agree(IReadOnlyList<string> lines, ProbeParserOptions? options = null)
    {
        foreach (KernelKind kernel in BlockKernel.Available)
        {
            string? difference = OracleComparison.FirstDifference(lines, kernel, options ?? Parse.Options);
            Assert.True(difference is null, difference);
        }
    }
}
