using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Reports;

/// <summary>Reports made by hand: each shows one thing that a renderer can get wrong.</summary>
internal static class SampleReports
{
    private static readonly ProbeTag Ftp = Tag("tcp/21", ReportSection.Probes, "ftp", "FTP servers with holes", "穴のある FTP サーバの探索", "[1]", "[6]");
    private static readonly ProbeTag Sunrpc = Tag("tcp/111", ReportSection.Probes, "sunrpc", "Asks the portmapper where others listen", "portmapper への問い合わせ", "[1]", "[7]");
    private static readonly ProbeTag NetBus = Tag("tcp/12345", ReportSection.Probes, null, "NetBus", null, "[1]");
    private static readonly ProbeTag Echo = Tag("icmp/8", ReportSection.Probes, "echo", null, null, "[1]", "[28]");
    private static readonly ProbeTag Cgi = Tag("http/cgi-bin", ReportSection.Probes, null, "Requests for CGI programs", "CGI プログラムへの要求", "[8]", "[9]");
    private static readonly ProbeTag Own = Tag("tcp/2222", ReportSection.None, "ssh-alt", "Ours", null, "https://example.org/notes/2222");
    private static readonly ProbeTag[] AllTags = [Ftp, Sunrpc, NetBus, Echo, Cgi, Own];

    public static IReadOnlyList<string> Names { get; } = ["example", "zero", "estimate", "huge", "three-years", "single-hour", "hostile"];

    public static ProbeReport Get(string name) => name switch
    {
        "example" => Example(),
        "zero" => new() { Summary = Build(0, None(), [], [], []) },
        "estimate" => Estimate(),
        "huge" => Huge(),
        "three-years" => ThreeYears(),
        "single-hour" => SingleHour(),
        "hostile" => Hostile(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static ProbeTag Tag(string id, ReportSection section, string? service, string? title, string? titleJa, params string[] references) =>
        new() { Id = id, Section = section, Service = service, Title = title, TitleJa = titleJa, References = references };

    private static ProbeReport Example()
    {
        DateTimeOffset first = At("2000-05-13T22:04:11.9Z");
        DateTimeOffset last = At("2000-05-17T18:30:02Z");
        var address = ProbeAddress.FromIPv4(0xC000024D);
        var other = new ProbeAddress(0x2001_0DB8_0000_0000, 0x0000_0000_0000_0001);
        SourceCount heavy = new(address, 1_204, 4, first, last, [new(Ftp, 1_100), new(Sunrpc, 100)]);
        return new ProbeReport
        {
            Files = 3,
            Bytes = 123_456,
            Summary = Build(
                1_300,
                new(ReportSection.Probes, 1_280, 14, 5, first, last),
                [
                    new(Ftp, 1_160, 8, 3, first, last),
                    new(Sunrpc, 100, 4, 2, first, first.AddHours(30)),
                    new(Echo, 20, 2, 1, last, last),
                    new(Own, 12, 1, 1, null, null),
                ],
                [
                    new(At("2000-05-13T22:00:00Z"), 900, 890),
                    new(At("2000-05-13T23:00:00Z"), 200, 200),
                    new(At("2000-05-15T04:00:00Z"), 100, 100),
                    new(At("2000-05-17T18:00:00Z"), 98, 90),
                ],
                [heavy, new(other, 60, 0, first, first, [new(Ftp, 60)])]) with
            {
                Lines = 1_400,
                Other = 95,
                Unparsed = 7,
                Repeated = 2,
                OutsidePeriod = 12,
                Oversize = 1,
                RepeatsUnresolved = 3,
                WithoutTime = 2,
                UnparsedReasons = [new(UnparsedReason.Truncated, 6), new(UnparsedReason.BadPort, 1)],
                SunrpcSources = 2,
                SunrpcFollowers = [heavy],
                SunrpcFollowerCount = 1,
                Gaps =
                [
                    new(LogGapKind.Died, "gw", "klogd", null, first.AddHours(3), 0),
                    new(LogGapKind.Stopped, "gw", "syslogd", last, null, 0),
                    new(LogGapKind.Stopped, "ns", "syslogd", first, first.AddSeconds(4_711), 0),
                    new(LogGapKind.Lost, "", "kernel", first.AddHours(1), first.AddHours(1).AddSeconds(20), 312),
                ],
                GapCounts = [2, 1, 4],
            },
        };
    }

    private static ProbeReport Estimate()
    {
        ProbeReport report = Example();
        return report with
        {
            IsPartial = true,
            Summary = report.Summary with { IsExact = false, SampledShare = 0.0625, IncidentGap = TimeSpan.FromMinutes(90), SunrpcFollowerCount = 40, GapsComplete = false },
        };
    }

    private static ProbeReport Huge()
    {
        const long Much = 1_000_000_000_000_000;
        DateTimeOffset first = At("1970-01-01T00:00:00Z");
        DateTimeOffset last = At("2105-12-31T23:59:59Z");
        var address = new ProbeAddress(0x2001_0DB8_1111_2222, 0x3333_4444_5555_6666);
        SourceCount source = new(address, Much, Much, first, last, [new(Ftp, Much), new(Cgi, 9 * Much)]);
        return new ProbeReport
        {
            Files = Much,
            Bytes = long.MaxValue,
            Summary = Build(
                Much,
                new(ReportSection.Probes, Much, Much, Much, first, last),
                [new(Ftp, Much, Much, Much, first, last), new(Cgi, 9 * Much, 9 * Much, 9 * Much, first, last)],
                [new(first, long.MaxValue, 1), new(first.AddHours(1), long.MaxValue, 1), new(At("2105-12-31T23:00:00Z"), 1, 1)],
                [source]) with
            {
                IsExact = false,
                SampledShare = 1e-9,
                UnparsedReasons = [.. Enum.GetValues<UnparsedReason>().Skip(1).Select(reason => KeyValuePair.Create(reason, Much))],
                Unparsed = 9 * Much,
                Lines = 10 * Much,
                SunrpcSources = Much,
                SunrpcFollowers = [source],
                SunrpcFollowerCount = Much,
                Gaps = [new(LogGapKind.Lost, "gw", "journald", first, last, 1L << 53), new(LogGapKind.Stopped, "gw", "syslog-ng", first, last, 0)],
                GapCounts = [Much, Much, Much],
            },
        };
    }

    /// <summary>Sixty busy days, thirty quiet ones, and so on.</summary>
    private static ProbeReport ThreeYears()
    {
        DateTimeOffset first = At("1998-10-01T05:00:00Z");
        List<HourCount> hours = [.. Enumerable.Range(0, 26_304).Where(hour => hour / 24 % 90 < 60).Select(hour => new HourCount(first.AddHours(hour), 1 + (hour % 24), 1))];
        long events = hours.Sum(hour => hour.Events);
        DateTimeOffset last = hours[^1].Start.AddMinutes(59);
        return new ProbeReport
        {
            Files = 36,
            Bytes = 90_000_000,
            Summary = Build(events, new(ReportSection.Probes, events, 1_000, 500, first, last), [new(NetBus, events, 1_000, 500, first, last)], hours, []),
        };
    }

    private static ProbeReport SingleHour()
    {
        DateTimeOffset first = At("2000-05-14T03:22:11Z");
        DateTimeOffset last = first.AddSeconds(40);
        return new ProbeReport
        {
            Files = 1,
            Bytes = 300,
            Summary = Build(
                3,
                new(ReportSection.Probes, 3, 1, 1, first, last),
                [new(Cgi, 3, 1, 1, first, last)],
                [new(At("2000-05-14T03:00:00Z"), 3, 3)],
                [new(ProbeAddress.FromIPv4(0xCB007107), 3, 0, first, last, [new(Cgi, 3)])]) with
            {
                Dialects = [new(ProbeDialect.AccessLog, 3, 1, 1, first, last)],
            },
        };
    }

    /// <summary>Names out of a rule file and a path, made to take the terminal over.</summary>
    private static ProbeReport Hostile()
    {
        ProbeReport report = SingleHour();
        ProbeTag tag = Tag(
            "x/\u001b[2J\u202e" + new string('w', 90), ReportSection.DenialOfService, "\u009b31m", "a\nb\u2028c\u200b",
            "危険\u0007" + new string('漢', 60), "\ud800", new string('r', 100));
        return report with
        {
            Failures = [new InputFailure("/var/log/\u001b]0;x\u0007" + new string('p', 200), "is a folder\r\n")],
            Summary = report.Summary with
            {
                Sections = [.. report.Summary.Sections.Select(section => section with { Events = section.Key == ReportSection.DenialOfService ? 3 : 0 })],
                Tags = [new(tag, 3, 1, 1, report.Summary.First, report.Summary.Last)],
                Gaps = [new(LogGapKind.Lost, @"\x1B[2J\u{202E}" + new string('n', 230), "rsyslogd", report.Summary.First, report.Summary.Last, 0)],
                GapCounts = [0, 0, 1],
            },
        };
    }

    private static GroupCount<ReportSection> None(ReportSection section = ReportSection.Probes) => new(section, 0, 0, 0, null, null);

    private static RollupSummary Build(
        long events,
        GroupCount<ReportSection> probes,
        IReadOnlyList<GroupCount<ProbeTag>> tags,
        IReadOnlyList<HourCount> hours,
        IReadOnlyList<SourceCount> sources)
    {
        long rest = events - probes.Events;
        GroupCount<TKey> All<TKey>(TKey key) => new(key, events, probes.Incidents, probes.Sources, probes.First, probes.Last);
        GroupCount<TKey> Nothing<TKey>(TKey key) => new(key, 0, 0, 0, null, null);
        return new RollupSummary
        {
            Rules = RuleSet.Default,
            IsExact = true,
            SampledShare = 1,
            IncidentGap = TimeSpan.FromHours(1),
            First = probes.First,
            Last = probes.Last,
            Lines = events,
            Events = events,
            Other = 0,
            Unparsed = 0,
            Repeated = 0,
            OutsidePeriod = 0,
            Oversize = 0,
            RepeatsUnresolved = 0,
            WithoutTime = 0,
            UnparsedReasons = [],
            Dialects = events == 0 ? [] : [All(ProbeDialect.Netfilter)],
            Actions = [Nothing(ProbeAction.Allowed), All(ProbeAction.Blocked), Nothing(ProbeAction.Other)],
            Directions = [Nothing(TrafficDirection.Unknown), All(TrafficDirection.Inbound), Nothing(TrafficDirection.Outbound), Nothing(TrafficDirection.Forwarded)],
            Sections = [probes, .. Enum.GetValues<ReportSection>().Skip(2).Select(None)],
            Remainder = new(ReportSection.None, rest, rest == 0 ? 0 : 2, rest == 0 ? 0 : 2, null, null),
            Tags = [.. AllTags.Select(tag => tags.FirstOrDefault(count => ReferenceEquals(count.Key, tag)) ?? Nothing(tag))],
            TopSources = sources,
            Hours = hours,
            SunrpcSources = 0,
            SunrpcFollowers = [],
            SunrpcFollowerCount = 0,
        };
    }
}
