using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Following;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reports;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Following;

/// <summary>One behaviour each; <see cref="FollowerHistoryTests"/> mixes them.</summary>
public sealed class FollowerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SteppedClock _clock = new();
    private readonly List<FollowerNotice> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_from_start_only_what_comes_is_counted_and_a_half_line_at_the_end_comes()
    {
        string log = _folder.Write("a.log", CliLines.Telnet + CliLines.Ping[..20]);
        _folder.Write("a.log.1", CliLines.Telnet);
        _folder.Write("a.log.2.gz", TemporaryFolder.Gzip(CliLines.Telnet));
        using LogFollower follower = LogFollower.Open(Options(log));
        follower.Step();
        Assert.Equal((0, 0), (follower.Status.Lines, follower.Status.Files));
        File.AppendAllText(log, CliLines.Ping[20..] + CliLines.Other);
        follower.Step();
        Assert.Equal((2, 1, CliLines.Ping.Length + CliLines.Other.Length), (follower.Status.Lines, follower.Status.Files, follower.Status.Bytes));
    }

    [Fact]
    public void A_half_line_waits_for_its_end()
    {
        string log = _folder.Write("a.log", CliLines.Telnet[..50]);
        using LogFollower follower = LogFollower.Open(Options(log) with { FromStart = true });
        follower.Step();
        _clock.Advance(TimeSpan.FromDays(1));
        follower.Step();
        Assert.Equal(0, follower.Status.Lines);
        File.AppendAllText(log, CliLines.Telnet[50..]);
        follower.Step();
        Assert.Equal((1, 1), (follower.Status.Lines, Report(follower).Summary.Events));
    }

    [Fact]
    public void A_half_line_that_waited_long_enough_is_a_line_and_so_is_its_rest()
    {
        string log = _folder.Write("a.log", CliLines.Telnet.TrimEnd('\n'));
        using LogFollower follower = LogFollower.Open(Options(log) with { FromStart = true, FlushAfter = TimeSpan.FromSeconds(5) });
        follower.Step();
        _clock.Advance(TimeSpan.FromSeconds(4));
        follower.Step();
        Assert.Equal(0, follower.Status.Lines);
        _clock.Advance(TimeSpan.FromSeconds(1));
        follower.Step();
        Assert.Equal(1, follower.Status.Lines);
        File.AppendAllText(log, " more\n");
        follower.Step();
        Assert.Equal((2, 1), (follower.Status.Lines, Report(follower).Summary.Events));
    }

    [Fact]
    public void A_repeat_after_a_restart_refers_to_the_line_before_it()
    {
        string log = _folder.Write("a.log", CliLines.Telnet);
        LogFollowerOptions options = Options(log) with { FromStart = true, Checkpoint = _folder.At("state") };
        using (LogFollower first = LogFollower.Open(options))
            first.Step();
        File.AppendAllText(log, "May 14 03:12:09 fw last message repeated 3 times\n");
        using LogFollower second = LogFollower.Open(options);
        second.Step();
        Assert.Equal((4, 0), (Report(second).Summary.Events, Report(second).Summary.RepeatsUnresolved));
    }

    [Fact]
    public void A_line_over_the_limit_is_one_line_over_a_restart()
    {
        string log = _folder.Write("a.log", new string('x', 700));
        LogFollowerOptions options = Options(log) with { FromStart = true, Checkpoint = _folder.At("state") };
        options = options with { Parser = options.Parser with { MaxFrameBytes = 480 } };
        using (LogFollower first = LogFollower.Open(options))
            first.Step();
        File.AppendAllText(log, new string('y', 900) + "\n" + CliLines.Ping);
        using LogFollower second = LogFollower.Open(options);
        second.Step();
        Assert.Equal((2, 1, 1), (second.Status.Lines, Report(second).Summary.Oversize, Report(second).Summary.Events));
    }

    [Fact]
    public void A_link_that_points_elsewhere_is_followed_there()
    {
        string link = _folder.At("current");
        File.CreateSymbolicLink(link, _folder.Write("one", CliLines.Telnet));
        using LogFollower follower = LogFollower.Open(Options(link) with { FromStart = true });
        follower.Step();
        File.Delete(link);
        File.CreateSymbolicLink(link, _folder.Write("two", CliLines.Ping));
        follower.Step();
        File.AppendAllText(_folder.At("one"), CliLines.Other);
        follower.Step();
        Assert.Equal((3, 2), (follower.Status.Lines, follower.Status.Files));
    }

    [Fact]
    public void A_truncation_without_a_copy_is_told_and_what_comes_is_counted()
    {
        string log = _folder.Write("a.log", CliLines.Many(3));
        using LogFollower follower = LogFollower.Open(Options(log) with { FromStart = true });
        follower.Step();
        File.WriteAllText(log, CliLines.Ping);
        follower.Step();
        _clock.Advance(TimeSpan.FromMinutes(2));
        follower.Step();
        Assert.Equal((4, 2), (follower.Status.Lines, follower.Status.Files));
        Assert.Equal([FollowerNoticeKind.Found, FollowerNoticeKind.Truncated, FollowerNoticeKind.Lost], _told.Select(t => t.Kind));
    }

    [Fact]
    public void A_log_overwritten_by_a_longer_one_is_another_log()
    {
        string log = _folder.Write("a.log", CliLines.Telnet);
        using LogFollower follower = LogFollower.Open(Options(log) with { FromStart = true });
        follower.Step();
        using (FileStream file = new(log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.Write(System.Text.Encoding.UTF8.GetBytes(CliLines.Ping + CliLines.Other + CliLines.Many(5)));
        follower.Step();
        Assert.Equal((8, 2), (follower.Status.Lines, follower.Status.Files));
    }

    [Fact]
    public void Compressed_data_that_never_ends_is_a_failure_and_what_it_has_is_counted()
    {
        byte[] whole = TemporaryFolder.Gzip(CliLines.Many(5000));
        _folder.Write("logs/cut.gz", whole[..(whole.Length / 2)]);
        using LogFollower follower = LogFollower.Open(Options(_folder.At("logs")) with { FromStart = true, ExitWhenIdle = TimeSpan.FromSeconds(1) });
        follower.Step();
        Assert.Equal(0, follower.Status.Lines);
        _clock.Advance(TimeSpan.FromSeconds(1));
        follower.Step();
        Assert.True(follower.IsIdle);
        follower.FinishIdle();
        ProbeReport report = Report(follower);
        Assert.InRange(report.Summary.Events, 1, 4999);
        Assert.EndsWith("cut.gz", Assert.Single(report.Failures).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_told_once()
    {
        Directory.CreateDirectory(_folder.At("x"));
        string pipe = _folder.At("x/loop");
        File.CreateSymbolicLink(pipe, pipe);
        using LogFollower follower = LogFollower.Open(Options(pipe, _folder.At("not-there")));
        for (int i = 0; i < 3; i++)
            follower.Step();
        Assert.Equal(2, _told.Count);
        Assert.Equal(2, Report(follower).Failures.Count);
    }

    [Fact]
    public void A_clock_that_steps_back_stops_nothing()
    {
        string log = _folder.Write("a.log", CliLines.Telnet);
        LogFollowerOptions options = Options(log) with { FromStart = true, Checkpoint = _folder.At("state") };
        using LogFollower follower = LogFollower.Open(options);
        follower.Step();
        _clock.StepWall(TimeSpan.FromDays(-400));
        File.AppendAllText(log, CliLines.Ping);
        _clock.Advance(TimeSpan.FromMinutes(2));
        follower.Step();
        Assert.Equal(2, follower.Status.Lines);
        Assert.Null(follower.Status.CheckpointFailure);
    }

    [Fact]
    public void A_full_disk_at_the_checkpoint_is_told_once_and_counting_goes_on()
    {
        string log = _folder.Write("a.log", CliLines.Telnet);
        var files = new FaultyCheckpointFiles();
        using LogFollower follower = LogFollower.Open(Options(log) with { FromStart = true, Checkpoint = _folder.At("state") }, files);
        files.FailAt = 1;
        for (int i = 0; i < 3; i++)
        {
            File.AppendAllText(log, CliLines.Ping);
            follower.Step();
            _clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(4, follower.Status.Lines);
        Assert.NotNull(follower.Status.CheckpointFailure);
        files.Restart();
        follower.Step();
        Assert.Null(follower.Status.CheckpointFailure);
        Assert.Equal(
            [FollowerNoticeKind.CheckpointFailed, FollowerNoticeKind.CheckpointWritten],
            _told.Select(t => t.Kind).Where(k => k is FollowerNoticeKind.CheckpointFailed or FollowerNoticeKind.CheckpointWritten));
    }

    [Fact]
    public void Old_lines_get_their_years_from_the_last_write_and_new_ones_from_the_clock()
    {
        string log = _folder.Write("a.log", CliLines.Telnet.Replace("May 14", "Dec 31", StringComparison.Ordinal) + CliLines.Telnet.Replace("May 14", "Jan  1", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(log, new DateTime(2021, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        using LogFollower follower = LogFollower.Open(Options(log) with { FromStart = true, Parser = new ProbeParserOptions { TimeProvider = _clock } });
        follower.Step();
        Assert.Equal((2020, 2021), (Report(follower).Summary.First!.Value.Year, Report(follower).Summary.Last!.Value.Year));
        DateTimeOffset now = _clock.GetUtcNow();
        File.AppendAllText(log, CliLines.Telnet.Replace("May 14", now.ToString("MMM d", System.Globalization.CultureInfo.InvariantCulture).Replace(" ", now.Day < 10 ? "  " : " ", StringComparison.Ordinal), StringComparison.Ordinal));
        follower.Step();
        Assert.Equal(now.Year, Report(follower).Summary.Last!.Value.Year);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_wakes_by_watching_and_by_polling_alone_and_ends_when_idle(bool watches)
    {
        string log = _folder.Write("a.log", CliLines.Telnet);
        var told = new TaskCompletionSource();
        LogFollowerOptions options = new()
        {
            Paths = [log],
            Parser = new ProbeParserOptions { Year = 2000 },
            WatchFolders = watches,
            Poll = watches ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromMilliseconds(20),
            ExitWhenIdle = TimeSpan.FromMilliseconds(900),
            Notify = _ => told.TrySetResult(),
        };
        using LogFollower follower = LogFollower.Open(options);
        Task run = follower.RunAsync();
        await told.Task;
        await File.AppendAllTextAsync(log, CliLines.Ping);
        await run;
        Assert.Equal(1, (await follower.ReportAsync()).Summary.Events);
    }

    [Fact]
    public async Task Cancelling_ends_it_in_order_and_reports_can_be_had_meanwhile()
    {
        string log = _folder.Write("a.log", CliLines.Telnet + CliLines.Ping[..30]);
        using var stop = new CancellationTokenSource();
        LogFollowerOptions options = new() { Paths = [log], FromStart = true, Checkpoint = _folder.At("state"), Parser = new ProbeParserOptions { Year = 2000 } };
        using (LogFollower follower = LogFollower.Open(options))
        {
            Task run = follower.RunAsync(stop.Token);
            while ((await follower.ReportAsync()).Summary.Events == 0)
                await Task.Yield();
            await stop.CancelAsync();
            await run;
            Assert.Equal((1, 1L), ((await follower.ReportAsync()).Summary.Events, follower.Status.Lines));
        }

        using LogFollower next = LogFollower.Open(options);
        Assert.Equal(1, next.Status.Lines);
    }

    private static ProbeReport Report(LogFollower follower) => follower.ReportAsync().GetAwaiter().GetResult();

    private LogFollowerOptions Options(params string[] paths) => new()
    {
        Paths = paths,
        Parser = new ProbeParserOptions { Year = 2000, TimeProvider = _clock },
        Notify = _told.Add,
    };
}
