using System;
using System.IO;
using System.Linq;
using ProbeClassifier.Following;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Following;

/// <summary>Which files hold the text of one log, and which are logs of their own though they begin alike.</summary>
public sealed class LogFamilyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SteppedClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_text_in_a_copy_is_not_counted_again()
    {
        string text = CliLines.Many(30);
        _folder.Write("logs/a.log", text);
        using LogFollower follower = LogFollower.Open(Options(_folder.At("logs")));
        follower.Step();
        _folder.Write("logs/a.log.old", text);
        _folder.Write("logs/a.log.1.gz", TemporaryFolder.Gzip(text));
        _folder.Write("logs/a.log.2", text);
        follower.Step();
        Assert.Equal((30, 1), (follower.Status.Lines, follower.Status.Files));
        _folder.Write("logs/other.gz", TemporaryFolder.Gzip(CliLines.Ping));
        follower.Step();
        Assert.Equal((31, 2), (follower.Status.Lines, follower.Status.Files));
    }

    /// <summary>Daemons write one message to several logs: what begins as another log does, or is all it has, is a log of its own.</summary>
    [Theory]
    [InlineData("b.log")]
    [InlineData("a.log-er")]
    [InlineData("sub/a.log")]
    public void A_log_that_begins_as_another_does_is_a_log_of_its_own(string name)
    {
        Directory.CreateDirectory(_folder.At("logs/sub"));
        string first = _folder.Write("logs/a.log", CliLines.Telnet);
        string second = _folder.Write("logs/" + name, CliLines.Telnet + CliLines.Many(9));
        using LogFollower follower = LogFollower.Open(Options(first, second));
        follower.Step();
        Assert.Equal((11, 2), (follower.Status.Lines, follower.Status.Files));
        File.AppendAllText(first, CliLines.Many(9));
        follower.Step();
        Assert.Equal((20, 2), (follower.Status.Lines, follower.Status.Files));
        File.Move(second, second + ".1");
        File.WriteAllText(second, CliLines.Telnet);
        follower.Step();
        Assert.Equal((21, 3), (follower.Status.Lines, follower.Status.Files));
    }

    [Fact]
    public void A_log_that_goes_on_where_a_deleted_one_ended_is_a_log_of_its_own()
    {
        string first = _folder.Write("a.log", CliLines.Many(30));
        string second = _folder.At("b.log");
        using LogFollower follower = LogFollower.Open(Options(first, second));
        follower.Step();
        File.Delete(first);
        follower.Step();
        _clock.Advance(TimeSpan.FromMinutes(2));
        follower.Step();
        File.WriteAllText(second, CliLines.Many(30) + CliLines.Ping);
        follower.Step();
        Assert.Equal((61, 2), (follower.Status.Lines, follower.Status.Files));
    }

    [Fact]
    public void A_log_that_shares_a_long_beginning_with_a_finished_one_is_read_at_once()
    {
        string banner = string.Concat(Enumerable.Repeat(CliLines.Other, 40));
        string first = _folder.Write("a.log", banner + CliLines.Many(30));
        string second = _folder.At("b.log");
        using LogFollower follower = LogFollower.Open(Options(first, second));
        follower.Step();
        File.Delete(first);
        follower.Step();
        _clock.Advance(TimeSpan.FromMinutes(2));
        follower.Step();
        File.WriteAllText(second, banner + CliLines.Ping);
        follower.Step();
        Assert.Equal((111, 2), (follower.Status.Lines, follower.Status.Files));
    }

    [Fact]
    public void A_copy_in_another_folder_is_a_copy()
    {
        string log = _folder.Write("logs/a.log", CliLines.Many(30));
        Directory.CreateDirectory(_folder.At("old"));
        using LogFollower follower = LogFollower.Open(Options(log, _folder.At("old")));
        follower.Step();
        _folder.Write("old/a.log.1", CliLines.Many(30));
        follower.Step();
        using (FileStream file = new(log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(0);
        follower.Step();
        Assert.Equal((30, 1), (follower.Status.Lines, follower.Status.Files));
    }

    private LogFollowerOptions Options(params string[] paths) => new()
    {
        Paths = paths,
        FromStart = true,
        Parser = new ProbeParserOptions { Year = 2000, TimeProvider = _clock },
    };
}
