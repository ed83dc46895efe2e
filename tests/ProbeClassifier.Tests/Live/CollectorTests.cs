using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FsCheck.Xunit;
using ProbeClassifier.Events;
using ProbeClassifier.Live;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Rollups;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Live;

public sealed class CollectorTests
{
    private static readonly ProbeCollectorOptions Options = new() { Parser = Parse.Options };

    /// <summary>A packet at so many seconds past 2026-11-24T00:00:00Z.</summary>
    private static string Packet(int second, string source = "192.0.2.7", int port = 22) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UnixEpoch.AddSeconds(1_795_478_400 + second):yyyy-MM-dd'T'HH:mm:ss}Z gw kernel: DROP IN=eth0 OUT= SRC={source} DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT={port} SYN");

    private static byte[] Lines(params string[] lines) => Encoding.Latin1.GetBytes(string.Concat(lines.Select(l => l + "\n")));

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 100)]
    internal void Streams_lanes_pieces_and_looks_in_between_change_nothing(LogText first, LogText second, int seed)
    {
        var random = new Random(seed);
        var whole = new ProbeRollup(Options.Rollup);
        foreach (LogText text in (LogText[])[first, second])
        {
            ProbeParserState state = default;
            ProbeParser.Parse(text.Bytes, Options.Parser with { }, ref state, ref whole, isFinalBlock: true);
        }

        // The same windows for repeats as for a file: here the whole text is within them.
        var collector = new ProbeCollector(Options with { Lanes = random.Next(1, 4), RepeatWindowBytes = 65_536 });
        (CollectorInput Input, byte[] Bytes, int Done)[] streams = [(collector.OpenInput(), first.Bytes, 0), (collector.OpenInput(), second.Bytes, 0)];
        while (Array.Exists(streams, s => s.Done < s.Bytes.Length))
        {
            ref (CollectorInput Input, byte[] Bytes, int Done) stream = ref streams[random.Next(2)];
            int given = random.Next(stream.Done, stream.Bytes.Length + 1);
            stream.Done += stream.Input.ParseLines(stream.Bytes.AsSpan(stream.Done, given - stream.Done), isFinal: false);
            if (random.Next(4) == 0)
                collector.Collect();
        }

        Assert.Equal(whole.ToSnapshot(), collector.ToRollup().ToSnapshot());
        WindowReport report = Assert.Single(collector.Collect(isEnd: true));
        Assert.Equal(SummaryText.Of(whole.Summarize(10)), SummaryText.Of(report.Report.Summary));
        Assert.Equal(first.Bytes.Length + second.Bytes.Length, report.Report.Bytes);
        Assert.Equal(2, report.Report.Files);
        Assert.Null(report.Start);
    }

    [Fact]
    public void A_line_feed_within_a_frame_never_makes_a_second_event()
    {
        var collector = new ProbeCollector(Options);
        collector.OpenInput().ParseFrame(Encoding.Latin1.GetBytes(Packet(0) + "\n" + Packet(1, "203.0.113.9")));
        RollupSummary summary = Assert.Single(collector.Collect()).Report.Summary;
        Assert.Equal((1, 1), (summary.Lines, summary.Events));
        Assert.Equal("192.0.2.7", Assert.Single(summary.TopSources).Address.ToString());
    }

    [Fact]
    public void Frames_and_lines_of_one_stream_share_what_a_repeat_repeats()
    {
        var collector = new ProbeCollector(Options);
        CollectorInput input = collector.OpenInput();
        input.ParseFrame(Encoding.Latin1.GetBytes(Packet(0)));
        input.ParseLines("2026-11-24T00:00:09Z gw last message repeated 3 times\n"u8, isFinal: false);
        input.ParseFrame("2026-11-24T00:00:12Z gw last message repeated 2 times"u8);
        RollupSummary summary = Assert.Single(collector.Collect()).Report.Summary;
        Assert.Equal((3, 6, 5, 0), (summary.Lines, summary.Events, summary.Repeated, summary.RepeatsUnresolved));
    }

    [Fact]
    public void A_frame_over_the_limit_is_cut_and_counted_and_the_next_is_whole()
    {
        var collector = new ProbeCollector(Options with { Parser = Parse.Options with { MaxFrameBytes = 480 } });
        CollectorInput input = collector.OpenInput();
        input.ParseFrame(Encoding.Latin1.GetBytes(Packet(0) + new string('x', 5000)));
        input.ParseFrame(Encoding.Latin1.GetBytes(Packet(1)));
        RollupSummary summary = Assert.Single(collector.Collect()).Report.Summary;
        Assert.Equal((2, 1), (summary.Lines, summary.Oversize));
    }

    [Fact]
    public void Windows_go_by_the_events_own_time_and_close_after_their_lateness()
    {
        var collector = new ProbeCollector(Options with { Window = TimeSpan.FromHours(1), Lateness = TimeSpan.FromMinutes(10) });
        CollectorInput input = collector.OpenInput();
        input.ParseLines(Lines("before any event", Packet(10), Packet(3599), Packet(3600), Packet(20)), isFinal: false);
        Assert.Equal(
            ["00 open 3 lines 3 events 0 outside", "01 open 2 lines 1 events 0 outside"],
            collector.Collect().Select(Describe));

        // 01:10 has come: what is of the hour before comes too late from now on.
        input.ParseLines(Lines(Packet(30), Packet(4200)), isFinal: false);
        Assert.Equal(
            ["00 closed 4 lines 4 events 0 outside", "01 open 3 lines 2 events 0 outside"],
            collector.Collect().Select(Describe));
        input.ParseLines(Lines(Packet(40), "not an event"), isFinal: false);
        Assert.Equal(["01 open 5 lines 2 events 1 outside"], collector.Collect().Select(Describe));
        Assert.Equal(["01 closed 5 lines 2 events 1 outside"], collector.Collect(isEnd: true).Select(Describe));
    }

    [Fact]
    public void A_clock_that_is_ahead_closes_nobodys_windows()
    {
        var clock = new ManualTime(DateTimeOffset.FromUnixTimeSeconds(1_795_478_400));
        var collector = new ProbeCollector(Options with { Parser = Parse.Options with { TimeProvider = clock }, Window = TimeSpan.FromHours(1), Lateness = TimeSpan.Zero });
        CollectorInput input = collector.OpenInput();
        input.ParseLines(Lines(Packet(0), Packet(365 * 86_400), Packet(1)), isFinal: false);
        Assert.Equal(["00 open 3 lines 2 events 1 outside"], collector.Collect().Select(Describe));
        Assert.Equal(1_795_478_400, collector.NewestEvent?.ToUnixTimeSeconds());
    }

    /// <summary>As of a sender that forgot the end of summer time.</summary>
    [Fact]
    public void A_clock_that_is_an_hour_ahead_closes_nobodys_windows()
    {
        var clock = new ManualTime(DateTimeOffset.FromUnixTimeSeconds(1_795_478_400 + 2400));
        var collector = new ProbeCollector(Options with { Parser = Parse.Options with { TimeProvider = clock }, Window = TimeSpan.FromHours(1), Lateness = TimeSpan.Zero });
        CollectorInput input = collector.OpenInput();
        input.ParseLines(Lines(Packet(2300), Packet(2400 + 3600), "no event"), isFinal: false);
        collector.Collect();
        input.ParseLines(Lines(Packet(2390), "no event"), isFinal: false);
        Assert.Equal(["00 open 4 lines 2 events 0 outside", "01 open 1 lines 1 events 0 outside"], collector.Collect().Select(Describe));
        Assert.Equal(1_795_478_400 + 2400, collector.NewestEvent?.ToUnixTimeSeconds());
    }

    [Fact]
    public void Who_makes_up_times_takes_neither_memory_nor_the_present_windows()
    {
        var clock = new ManualTime(DateTimeOffset.FromUnixTimeSeconds(1_795_478_400));
        var collector = new ProbeCollector(Options with { Parser = Parse.Options with { TimeProvider = clock }, Window = TimeSpan.FromMinutes(1), Lateness = TimeSpan.FromMinutes(5), Lanes = 2 });
        CollectorInput[] inputs = [collector.OpenInput(), collector.OpenInput()];
        for (int i = 20_000; i > 0; i--)
            inputs[i & 1].ParseLines(Lines(Packet(-420 * i)), isFinal: false);
        Assert.True(collector.IsCrowded);
        inputs[0].ParseLines(Lines(Packet(-200), Packet(0)), isFinal: false);
        IReadOnlyList<WindowReport> reports = collector.Collect();
        Assert.InRange(reports.Count, ProbeCollectorOptions.MaxOpenWindows, ProbeCollectorOptions.MaxOpenWindows + 2);
        Assert.Equal(20_002, reports.Sum(r => r.Report.Summary.Lines));
        Assert.Equal([1, 1], reports.Where(r => !r.IsClosed && r.Report.Summary.Events > 0).Select(r => r.Report.Summary.Events));
        Assert.False(collector.IsCrowded);
    }

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 50)]
    internal void The_windows_add_up_to_every_line(LogText text, int seed)
    {
        var random = new Random(seed);
        var collector = new ProbeCollector(Options with { Window = TimeSpan.FromMinutes(random.Next(1, 90)), Lateness = TimeSpan.FromSeconds(random.Next(0, 600)) });
        CollectorInput input = collector.OpenInput();
        Dictionary<DateTimeOffset, WindowReport> last = [];
        foreach (string line in text.Lines)
        {
            input.ParseLines(Lines(line), isFinal: false);
            if (random.Next(3) == 0)
                Keep(collector.Collect());
        }

        Keep(collector.Collect(isEnd: true));
        Assert.Equal(text.Lines.Count, last.Values.Sum(w => w.Report.Summary.Lines));
        Assert.All(last.Values, w =>
        {
            RollupSummary s = w.Report.Summary;
            Assert.True(w.IsClosed);
            Assert.Equal(s.Lines, s.Events - s.Repeated + s.Other + s.Unparsed);
            Assert.True(s.First is null || (s.First >= w.Start && s.Last < w.End));
        });

        void Keep(IReadOnlyList<WindowReport> reports)
        {
            foreach (WindowReport report in reports)
            {
                Assert.False(last.TryGetValue(report.Start!.Value, out WindowReport? before) && before.IsClosed, "a closed window is not reported again");
                last[report.Start.Value] = report;
            }
        }
    }

    [Fact]
    public void A_sink_is_told_of_each_event_with_its_tags()
    {
        var sink = new ListSink();
        var collector = new ProbeCollector(Options with { Sink = sink });
        CollectorInput input = collector.OpenInput();
        input.ParseLines(Lines(Packet(0), "other", Packet(1, port: 4444)), isFinal: false);
        input.ParseFrame(Encoding.Latin1.GetBytes(Packet(2, port: 12345)));
        Assert.Equal(["192.0.2.7 tcp/22", "192.0.2.7 ", "192.0.2.7 tcp/12345"], sink.Seen);
    }

    [Fact]
    public void Nothing_is_allocated_per_line_or_frame_once_warm()
    {
        var collector = new ProbeCollector(Options with { Lanes = 1 });
        CollectorInput input = collector.OpenInput();
        byte[] lines = Lines([.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? "Nov 24 00:00:00 gw cron[1]: nothing" : Packet(i, $"192.0.2.{i % 7}", 22 + (i % 5)))]);
        byte[] frame = Encoding.Latin1.GetBytes(Packet(3));
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++)
                input.ParseFrame(frame);
        }));
        Assert.Equal(0, Allocations.Least(() => input.ParseLines(lines, isFinal: false)));
    }

    /// <summary>Else a process that is looked at each minute fills with tables of some hundred KiB, which only a full collection frees.</summary>
    [Fact]
    public void A_look_makes_no_new_tables()
    {
        var collector = new ProbeCollector(Options with { Lanes = 4 });
        CollectorInput[] inputs = [.. Enumerable.Range(0, 4).Select(_ => collector.OpenInput())];
        byte[] lines = Lines([.. Enumerable.Range(0, 1000).Select(i => Packet(i, $"192.0.2.{i % 7}", 22 + (i % 5)))]);
        for (int round = 0; round < 2; round++)
            Round();
        Assert.InRange(Allocations.Least(Round), 0, 100_000);

        void Round()
        {
            foreach (CollectorInput input in inputs)
                input.ParseLines(lines, isFinal: false);
            collector.Collect();
        }
    }

    [Fact]
    public void Options_outside_their_range_are_refused_by_name()
    {
        Assert.Contains("Lanes", Assert.Throws<ArgumentException>(() => new ProbeCollector(Options with { Lanes = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("RepeatWindowBytes", Assert.Throws<ArgumentException>(() => new ProbeCollector(Options with { RepeatWindowBytes = 100 })).Message, StringComparison.Ordinal);
        Assert.Contains("Window", Assert.Throws<ArgumentException>(() => new ProbeCollector(Options with { Window = TimeSpan.FromSeconds(59) })).Message, StringComparison.Ordinal);
        Assert.Contains("Lateness", Assert.Throws<ArgumentException>(() => new ProbeCollector(Options with { Lateness = TimeSpan.FromDays(8) })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ProbeCollector(Options with { Window = TimeSpan.FromHours(1), Rollup = new ProbeRollupOptions { From = DateTimeOffset.UnixEpoch } }));
    }

    private static string Describe(WindowReport window)
    {
        RollupSummary s = window.Report.Summary;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{window.Start:HH} {(window.IsClosed ? "closed" : "open")} {s.Lines} lines {s.Events} events {s.OutsidePeriod} outside");
    }

    private sealed class ListSink : IProbeEventSink
    {
        public List<string> Seen { get; } = [];

        public void OnEvent(in ProbeEvent probe, TagSet tags) => Seen.Add($"{probe.Source} {string.Join(',', tags.Tags.Select(t => t.Id))}");
    }
}
