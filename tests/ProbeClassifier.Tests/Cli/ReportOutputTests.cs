using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

/// <summary>Where <c>report</c> writes to: files, terminals, pipes that end early.</summary>
public sealed class ReportOutputTests : IDisposable
{
    private const string Escape = "\u001b[";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_written_whole_and_nothing_else_is_left()
    {
        string file = _folder.Write("report.txt", "old");
        CommandResult result = CommandLine.Run("report", "--year", "2000", "--output", file, "samples/logs");
        Assert.Equal((0, string.Empty, string.Empty), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(CommandLine.Run("report", "--year", "2000", "samples/logs").Output, File.ReadAllText(file));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_was_not_there_is_made_also_behind_a_link_that_dangles()
    {
        string file = _folder.At("new.txt");
        CommandResult result = CommandLine.Run("report", "--year", "2000", "--output", file, "samples/logs");
        Assert.Equal((0, string.Empty, string.Empty), (result.ExitCode, result.Output, result.Error));
        Assert.StartsWith("Probe report", File.ReadAllText(file), StringComparison.Ordinal);
        File.CreateSymbolicLink(_folder.At("link"), _folder.At("behind.txt"));
        Assert.Equal(0, CommandLine.Run("report", "--output", _folder.At("link"), "samples/logs").ExitCode);
        Assert.StartsWith("Probe report", File.ReadAllText(_folder.At("behind.txt")), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void A_failed_run_leaves_the_old_file()
    {
        string file = _folder.Write("report.txt", "old");
        Assert.Equal(2, CommandLine.Run("report", "--year", "1", "--output", file, "samples/logs").ExitCode);
        Assert.Equal("old", File.ReadAllText(file));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [SkippableFact]
    public void A_link_is_followed_and_a_device_is_not_replaced()
    {
        Skip.If(OperatingSystem.IsWindows(), "links and devices are those of Unix");
        string file = _folder.Write("report.txt", "old");
        File.CreateSymbolicLink(_folder.At("link"), file);
        Assert.Equal(0, CommandLine.Run("report", "--output", _folder.At("link"), "samples/logs").ExitCode);
        Assert.NotNull(new FileInfo(_folder.At("link")).LinkTarget);
        Assert.StartsWith("Probe report", File.ReadAllText(file), StringComparison.Ordinal);
        File.CreateSymbolicLink(_folder.At("null"), "/dev/null");
        Assert.Equal(0, CommandLine.Run("report", "--output", _folder.At("null"), "samples/logs").ExitCode);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        using FileStream device = File.OpenWrite("/dev/null");
        Assert.Equal(2, CommandLine.Run("report", "--output", "/dev/null/x", "samples/logs").ExitCode);
    }

    [Fact]
    public void Colour_is_for_terminals_unless_told_otherwise()
    {
        Assert.DoesNotContain(Escape, CommandLine.Run("report", "samples/logs").Output, StringComparison.Ordinal);
        Assert.Contains(Escape, CommandLine.Run("report", "--color", "always", "samples/logs").Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(true, null, "xterm", "auto")]
    [InlineData(false, "1", "xterm", "auto")]
    [InlineData(true, "", "xterm", "auto")]
    [InlineData(false, null, "dumb", "auto")]
    [InlineData(false, null, "xterm", "never")]
    [InlineData(true, "1", "xterm", "always")]
    public void On_a_terminal_colour_follows_NO_COLOR_and_TERM(bool expected, string? noColor, string terminal, string option)
    {
        Skip.IfNot(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "needs script(1) for a terminal");
        string command = $"dotnet {CommandLine.Program} report --color {option} samples/logs";
        using Process process = CommandLine.StartOther("/usr/bin/script", ["-qec", command, "/dev/null"], ("NO_COLOR", noColor), ("TERM", terminal));
        process.StandardInput.Close();
        CommandResult result = CommandLine.Finish(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Probes, scans", result.Output, StringComparison.Ordinal);
        Assert.Equal(expected, result.Output.Contains(Escape + "1m", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reader_that_has_seen_enough_is_no_error()
    {
        using Process process = CommandLine.Start("report", "-");
        process.StandardOutput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(CliLines.Many(100));
        process.StandardInput.Close();
        CommandResult result = CommandLine.Finish(process, Task.FromResult(string.Empty), error);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
    }

    [SkippableFact]
    public async Task An_interrupt_prints_what_was_counted_marked_partial_and_ends_with_130()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are those of Unix");
        using Process process = CommandLine.Start("report", "--format", "json", "-");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(CliLines.Many(20_000)));
        await process.StandardInput.BaseStream.FlushAsync();

        // The input stays open: only the signal can end the run. It is sent until the program listens.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.False(process.HasExited);
        using (Process kill = CommandLine.StartOther("/bin/sh", ["-c", $"kill -INT {process.Id}"]))
            await kill.WaitForExitAsync();
        CommandResult result = CommandLine.Finish(process, output, error);
        Assert.Equal((130, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("\"partial\": true", result.Output, StringComparison.Ordinal);
        Assert.Equal(20_000, CliLines.Number(result, "input", "events"));
    }

    [SkippableFact]
    public void Progress_is_shown_on_a_terminal_when_the_work_is_long_and_wiped_at_the_end()
    {
        Skip.IfNot(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "needs script(1) for a terminal");
        string file = _folder.Write("many.log", CliLines.Many(60_000));
        string command = $"(cat {file}; sleep 2; cat {file}) | dotnet {CommandLine.Program} report -";
        using Process process = CommandLine.StartOther("/usr/bin/script", ["-qec", command, "/dev/null"], ("TERM", "dumb"));
        process.StandardInput.Close();
        CommandResult result = CommandLine.Finish(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"\r[0-9]+ MB, [1-9][0-9,]* lines/s\e\[K", result.Output);
        Assert.Contains("lines/s\u001b[K\r\u001b[K", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_not_written_where_nobody_watches()
    {
        string file = _folder.Write("many.log", CliLines.Many(100_000));
        Assert.Equal(string.Empty, CommandLine.Run("report", file).Error);
    }
}
