using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>The <c>follow</c> command as a process.</summary>
public sealed class FollowCommandTests : IDisposable
{
    private static readonly string[] Reading = ["--year", "2000", "--timezone", "UTC"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("json", "en")]
    [InlineData("text", "ja")]
    public void Its_last_report_is_that_of_report_byte_for_byte(string format, string language)
    {
        string[] form = [.. Reading, "--home", "192.0.2.0/24", "--top", "3", "--scan-hosts", "2", "--format", format, "--lang", language];
        CommandResult follow = CommandLine.Run(["follow", "samples/logs", "--from-start", "--exit-when-idle", "100ms", .. form]);
        CommandResult report = CommandLine.Run(["report", "samples/logs", .. form]);
        Assert.Equal((0, report.Output), (follow.ExitCode, follow.Output));
        Assert.Contains("kern.log.1.gz: is read, compressed as it is", follow.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_on_from_its_checkpoint_and_a_half_line_counts_once()
    {
        string log = _folder.Write("a.log", CliLines.Telnet + CliLines.Ping.TrimEnd('\n'));
        string[] follow = ["follow", log, "--from-start", "--checkpoint", _folder.At("state"), "--exit-when-idle", "100ms", "--format", "json", .. Reading];
        Assert.Equal(2, CliLines.Number(CommandLine.Run(follow), "input", "events"));
        File.AppendAllText(log, "\n" + CliLines.Other);
        CommandResult second = CommandLine.Run(follow);
        Assert.Equal((3, 2), (CliLines.Number(second, "input", "lines"), CliLines.Number(second, "input", "events")));
        Assert.Equal(CommandLine.Run(["report", log, "--format", "json", .. Reading]).Output, second.Output);
    }

    [Fact]
    public async Task On_sigterm_it_writes_checkpoint_and_report_and_ends_with_0()
    {
        string log = _folder.Write("a.log", CliLines.Telnet);
        string report = _folder.At("report.json");
        using Process process = CommandLine.Start(["follow", log, "--from-start", "--checkpoint", _folder.At("state"), "--report", report, "--every", "1h", "--format", "json", .. Reading]);
        Assert.Contains("a.log: is read from its start", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])!.WaitForExit();
        CommandResult result = CommandLine.Finish(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Output));
        Assert.Equal(1, CliLines.Number(result with { Output = await File.ReadAllTextAsync(report) }, "input", "events"));
        Assert.True(File.Exists(_folder.At("state")));
    }

    [Fact]
    public void A_report_file_is_kept_up_to_date_while_it_runs()
    {
        string log = _folder.Write("a.log", CliLines.Telnet);
        string report = _folder.At("report.txt");
        using Process process = CommandLine.Start(["follow", log, "--from-start", "--report", report, "--every", "100ms", "--exit-when-idle", "2s", .. Reading]);
        using var watcher = new FileSystemWatcher(_folder.Path, "report.txt");
        while (!File.Exists(report) && !process.HasExited)
            watcher.WaitForChanged(WatcherChangeTypes.All, 100);
        Assert.False(process.HasExited);
        CommandResult result = CommandLine.Finish(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("nothing to follow; name files, directories or globs", "follow")]
    [InlineData("\"-\" cannot be followed", "follow", "-")]
    [InlineData("--every \"5\" is no span; expected from 100ms to 24h, like 500ms, 90s, 30m or 1h", "follow", "x", "--every", "5")]
    [InlineData("--poll \"1ms\" is no span; expected from 10ms to 1h", "follow", "x", "--poll", "1ms")]
    [InlineData("--exit-when-idle \"0s\" is no span", "follow", "x", "--exit-when-idle", "0")]
    [InlineData("--flush-after \"soon\" is no span", "follow", "x", "--flush-after", "soon")]
    [InlineData("--report \"/not/there\" cannot be written: its directory is not there", "follow", "x", "--report", "/not/there")]
    public void A_wrong_command_line_is_told(string expected, params string[] arguments)
    {
        CommandResult result = CommandLine.Run(arguments);
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_used_ends_it_with_1_and_nothing_is_counted()
    {
        string log = _folder.Write("a.log", CliLines.Telnet);
        string state = _folder.Write("state\u001b", "no checkpoint");
        CommandResult result = CommandLine.Run(["follow", log, "--from-start", "--checkpoint", state, "--exit-when-idle", "100ms", .. Reading]);
        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("is damaged (it is too short), and there is none before it", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Error);
        Assert.Equal("no checkpoint", File.ReadAllText(state));
    }

    [Fact]
    public void What_never_came_is_a_failure_of_the_report()
    {
        CommandResult result = CommandLine.Run(["follow", _folder.At("not-there.log"), "--exit-when-idle", "100ms", "--format", "json", .. Reading]);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(1, CliLines.Number(result, "input", "failures"));
        Assert.Contains("not-there.log: no such file yet", result.Error, StringComparison.Ordinal);
    }
}
