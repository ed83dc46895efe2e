using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FsCheck.Xunit;
using ProbeClassifier.Checkpoints;
using ProbeClassifier.Live;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Rollups;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Live;

public sealed class CollectorCheckpointTests : IDisposable
{
    private static readonly ProbeCollectorOptions Options = new() { Parser = Parse.Options, RepeatWindowBytes = 65_536 };

    private readonly TemporaryFolder _folder = new();

    private string State => _folder.At("state");

    public void Dispose() => _folder.Dispose();

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 40)]
    internal void A_restart_between_streams_changes_nothing(LogText first, LogText second, bool isWindowed)
    {
        using var folder = new TemporaryFolder();
        ProbeCollectorOptions options = isWindowed ? Options with { Window = TimeSpan.FromMinutes(10), Lateness = TimeSpan.FromMinutes(1) } : Options;
        var unbroken = new ProbeCollector(options);
        unbroken.OpenInput().ParseLines(first.Bytes, isFinal: true);
        unbroken.OpenInput().ParseLines(second.Bytes, isFinal: true);
        using (CollectorCheckpoint before = CollectorCheckpoint.Open(folder.At("state"), options))
        {
            before.Collector.OpenInput().ParseLines(first.Bytes, isFinal: true);
            before.Save();

            // What the last reports close is in the checkpoint all the same.
            before.Collector.Collect(isEnd: true);
        }

        using CollectorCheckpoint after = CollectorCheckpoint.Open(folder.At("state"), options);
        Assert.Null(after.Warning);
        after.Collector.OpenInput().ParseLines(second.Bytes, isFinal: true);
        Assert.Equal(Texts(unbroken, isWindowed), Texts(after.Collector, isWindowed));
    }

    [Fact]
    public void A_window_that_closed_stays_closed()
    {
        ProbeCollectorOptions options = Options with { Window = TimeSpan.FromHours(1), Lateness = TimeSpan.Zero };
        using (CollectorCheckpoint before = CollectorCheckpoint.Open(State, options))
        {
            CollectorInput input = before.Collector.OpenInput();
            input.ParseFrame(Packet(0));
            input.ParseFrame(Packet(2));
            Assert.Equal([true, false], before.Collector.Collect().Select(w => w.IsClosed));
            before.Save();
        }

        using CollectorCheckpoint after = CollectorCheckpoint.Open(State, options);
        after.Collector.OpenInput().ParseFrame(Packet(0));
        WindowReport only = Assert.Single(after.Collector.Collect());
        Assert.Equal((2, 1, 1), (only.Report.Summary.Lines, only.Report.Summary.Events, only.Report.Summary.OutsidePeriod));
    }

    [Fact]
    public void A_window_that_closed_and_is_written_nowhere_is_saved_and_reported_again()
    {
        ProbeCollectorOptions options = Options with { Window = TimeSpan.FromHours(1), Lateness = TimeSpan.Zero };
        using (CollectorCheckpoint before = CollectorCheckpoint.Open(State, options))
        {
            CollectorInput input = before.Collector.OpenInput();
            input.ParseFrame(Packet(0));
            input.ParseFrame(Packet(2));
            before.Save(before.Collector.Collect());
        }

        using (CollectorCheckpoint after = CollectorCheckpoint.Open(State, options))
        {
            after.Collector.OpenInput().ParseFrame(Packet(2));
            IReadOnlyList<WindowReport> reports = after.Collector.Collect();
            Assert.Equal([(true, 1L), (false, 2L)], reports.Select(r => (r.IsClosed, r.Report.Summary.Events)));
            Assert.False(Assert.Single(after.Collector.Collect()).IsClosed);
            after.Save(reports);
            after.Save();
        }

        using CollectorCheckpoint last = CollectorCheckpoint.Open(State, options);
        Assert.Equal(2, Assert.Single(last.Collector.Collect()).Report.Summary.Events);
    }

    [Fact]
    public void A_damaged_one_is_told_and_the_one_before_is_used()
    {
        Save(1);
        Save(1);
        byte[] present = File.ReadAllBytes(State);
        for (int length = 0; length < present.Length; length += 37)
        {
            File.WriteAllBytes(State, present[..length]);
            using CollectorCheckpoint after = CollectorCheckpoint.Open(State, Options);
            Assert.Contains("is damaged", after.Warning, StringComparison.Ordinal);
            Assert.Equal(1, after.Collector.ToRollup().Lines);
        }
    }

    [Fact]
    public void Other_options_are_refused_by_name()
    {
        Save(1);
        Refused("the year none, not 2000", Options with { Parser = Options.Parser with { Year = 2000 } });
        Refused("windows (in seconds, 0 for none) of 0, not 3600", Options with { Window = TimeSpan.FromHours(1) });
        Refused("rules", Options with { Rollup = Options.Rollup with { Rules = RuleSet.Extended } });

        void Refused(string expected, ProbeCollectorOptions options) =>
            Assert.Contains(expected, Assert.Throws<CheckpointException>(() => CollectorCheckpoint.Open(State, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_process_is_kept_off_and_a_checkpoint_of_the_follower_is_none()
    {
        using (CollectorCheckpoint.Open(State, Options))
            Assert.Contains("in use by another process", Assert.Throws<CheckpointException>(() => CollectorCheckpoint.Open(State, Options)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(State, new SealedWriter(0).Seal(0x0054_504B_4342_5250, 1));
        Assert.Contains("does not begin as one", Assert.Throws<CheckpointException>(() => CollectorCheckpoint.Open(State, Options)).Message, StringComparison.Ordinal);
    }

    /// <summary>All of it; of windows the events, and of what is no event the sum: which window was the newest when that, or an event without a time, came depends on the lane.</summary>
    private static List<string> Texts(ProbeCollector collector, bool isWindowed)
    {
        IReadOnlyList<WindowReport> windows = collector.Collect(isEnd: true);
        if (!isWindowed)
            return [.. windows.Select(w => $"{w.Report.Bytes} {w.Report.Files} {SummaryText.Of(w.Report.Summary)}")];
        return
        [
            $"{windows.Sum(w => w.Report.Summary.Lines)} {windows.Sum(w => w.Report.Bytes)} {windows.Sum(w => w.Report.Files)}",
            .. windows.Where(w => w.Report.Summary.First is not null).Select(w => $"{w.Start} {w.Report.Summary.First} {w.Report.Summary.Last} {string.Join(' ', w.Report.Summary.Hours)}"),
        ];
    }

    private static byte[] Packet(int hour) =>
        Parse.Bytes($"2026-11-24T0{hour}:00:00Z gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN");

    private void Save(int packets)
    {
        using CollectorCheckpoint checkpoint = CollectorCheckpoint.Open(State, Options);
        for (int i = 0; i < packets; i++)
            checkpoint.Collector.OpenInput().ParseFrame(Packet(0));
        checkpoint.Save();
    }
}
