using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

public sealed class TagTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Events_come_in_the_order_of_paths_and_lines_and_are_those_of_the_report()
    {
        string first = Put("b.log", CliLines.Many(300) + CliLines.HeadCut + CliLines.Other);
        string second = Put("a.log", CliLines.Ping + CliLines.Many(200));
        CommandResult result = CommandLine.Run("tag", "--year", "2000", "--format", "ndjson", first, second);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        string[] sources = [.. Lines(result.Output).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("source_ip").GetString()!)];
        string[] expected = [.. Sources(300), "203.0.113.8", .. Sources(200)];
        Assert.Equal(expected, sources);
        Assert.Equal(expected.Length, CliLines.Number(CommandLine.Run("report", "--format", "json", first, second), "input", "events"));
    }

    [Fact]
    public void Without_a_format_it_is_ecs_and_only_tagged_leaves_out_the_rest()
    {
        byte[] input = Encoding.ASCII.GetBytes(CliLines.Telnet + CliLines.Telnet.Replace("DPT=23", "DPT=4444", StringComparison.Ordinal));
        Assert.Equal(2, Lines(CommandLine.RunWith(input, "tag").Output).Length);
        string line = Assert.Single(Lines(CommandLine.RunWith(input, "tag", "--only-tagged", "--original").Output));
        JsonElement document = JsonDocument.Parse(line).RootElement;
        Assert.Equal("9.0.0", document.GetProperty("ecs").GetProperty("version").GetString());
        Assert.Equal(CliLines.Telnet.TrimEnd('\n'), document.GetProperty("event").GetProperty("original").GetString());
    }

    [Fact]
    public void Only_the_fields_that_are_named_are_written()
    {
        byte[] input = Encoding.ASCII.GetBytes(CliLines.Telnet);
        Assert.Equal("{\"source\":{\"ip\":\"203.0.113.7\"},\"rule\":{\"id\":\"tcp/23\"}}\n", CommandLine.RunWith(input, "tag", "--fields", "rule.id, source.ip").Output);
        Assert.Equal("{\"source_ip\":\"203.0.113.7\",\"tags\":[\"tcp/23\"]}\n", CommandLine.RunWith(input, "tag", "--format", "ndjson", "--fields", "tags", "--fields", "source_ip").Output);
    }

    [Fact]
    public async Task An_event_of_a_slow_pipe_is_seen_while_the_pipe_is_open()
    {
        using Process tag = CommandLine.Start("tag", "--format", "cef", "--year", "2000");
        Task<string> error = tag.StandardError.ReadToEndAsync();
        for (int i = 0; i < 3; i++)
        {
            await tag.StandardInput.WriteAsync(CliLines.Telnet);
            await tag.StandardInput.FlushAsync();
            string? line = await tag.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
            Assert.StartsWith("CEF:0|", line, StringComparison.Ordinal);
        }

        tag.StandardInput.Close();
        CommandResult result = CommandLine.Finish(tag, tag.StandardOutput.ReadToEndAsync(), error);
        Assert.Equal((0, string.Empty, string.Empty), (result.ExitCode, result.Output, result.Error));
    }

    [SkippableFact]
    public void Who_reads_may_go_away()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs bash");
        string log = Put("kern.log", CliLines.Many(20_000));
        CommandResult result = Shell($"dotnet '{CommandLine.Program}' tag --year 2000 '{log}' | head -n 1 > /dev/null; exit ${{PIPESTATUS[0]}}");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
    }

    [SkippableFact]
    public void Into_a_file_of_the_shell_two_runs_write_one_behind_the_other()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs bash");
        string log = Put("kern.log", CliLines.Telnet);
        string run = $"dotnet '{CommandLine.Program}' tag --year 2000 '{log}'";
        Assert.Equal(0, Shell($"({run}; {run}) > '{_folder.At("out")}'").ExitCode);
        string[] written = File.ReadAllLines(_folder.At("out"));
        Assert.Equal(2, written.Length);
        Assert.Equal(written[0], written[1]);
    }

    [Fact]
    public void Rotated_files_hold_whole_lines_and_together_all()
    {
        string log = Put("kern.log", CliLines.Many(1_000));
        string[] whole = Lines(CommandLine.Run("tag", "--year", "2000", log).Output);
        string output = _folder.At("events");
        File.WriteAllText(output + ".2", "there already\n");
        Assert.Equal(0, CommandLine.Run("tag", "--year", "2000", "--output", output, "--rotate", "100k", log).ExitCode);
        string[] files = [.. Directory.GetFiles(_folder.Path, "events.*").Where(f => f.Length > output.Length && !f.EndsWith(".2", StringComparison.Ordinal)).OrderBy(f => int.Parse(f.AsSpan(output.Length + 1), CultureInfo.InvariantCulture)), output];
        Assert.True(files.Length > 5);
        Assert.All(files, f => Assert.InRange(new FileInfo(f).Length, 1, 100 * 1024));
        Assert.Equal(whole, files.SelectMany(File.ReadAllLines));
        Assert.Equal("there already\n", File.ReadAllText(output + ".2"));

        // A second run goes on where the first left off.
        Assert.Equal(0, CommandLine.Run("tag", "--year", "2000", "--output", output, log).ExitCode);
        Assert.Equal(whole[^1], File.ReadAllLines(output)[^1]);
        Assert.True(File.ReadAllLines(output).Length > 1_000);
    }

    [Fact]
    public void What_cannot_be_read_is_named_and_the_rest_is_written()
    {
        CommandResult result = CommandLine.Run("tag", "--year", "2000", _folder.At("none.log"), Put("kern.log", CliLines.Telnet));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("none.log: no such file; check the name", result.Error, StringComparison.Ordinal);
        Assert.Single(Lines(result.Output));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3, "--strict")]
    public void What_was_not_understood_is_an_error_only_when_asked_for(int expected, params string[] arguments) =>
        Assert.Equal(expected, CommandLine.RunWith(Encoding.ASCII.GetBytes(CliLines.HeadCut), ["tag", .. arguments]).ExitCode);

    [SkippableFact]
    public void A_full_disk_ends_the_run_with_the_number_of_events_lost()
    {
        Skip.IfNot(File.Exists("/dev/full"), "needs /dev/full");
        CommandResult result = CommandLine.RunWith(Encoding.ASCII.GetBytes(CliLines.Many(3)), "tag", "--year", "2000", "--output", "/dev/full");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("/dev/full: cannot be written", result.Error, StringComparison.Ordinal);
        Assert.Contains("3 events were read and could not be written", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format \"xml\" is not known; expected ecs, ocsf, cef, ndjson or parquet", "--format", "xml")]
    [InlineData("--original is not for --format ndjson", "--format", "ndjson", "--original")]
    [InlineData("--fields: \"source.adress\" is no field; the nearest are source.", "--fields", "source.ip,source.adress")]
    [InlineData("--fields: \"\" is no field", "--fields", "source.ip,")]
    [InlineData("--fields: \"event.original\" is written only when the original line is asked for", "--fields", "event.original")]
    [InlineData("--fields: CEF has keys of its own", "--format", "cef", "--fields", "src")]
    [InlineData("--rotate is for files; expected --output FILE with it", "--rotate", "1m")]
    [InlineData("--rotate \"1x\" is no size; expected from 4096 to", "--output", "o", "--rotate", "1x")]
    [InlineData("--rotate \"4095\" is no size", "--output", "o", "--rotate", "4095")]
    [InlineData("--rotate \"9999999999999g\" is no size", "--output", "o", "--rotate", "9999999999999g")]
    [InlineData("--output \"/no/such/folder/e\" cannot be written", "--output", "/no/such/folder/e")]
    [InlineData("--output \"/\" is a directory", "--output", "/")]
    public void What_cannot_be_is_refused_before_anything_is_read(string expected, params string[] arguments)
    {
        CommandResult result = CommandLine.RunWith("x\n"u8, ["tag", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("o"));
    }

    private static IEnumerable<string> Sources(int count) =>
        Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"198.51.{i / 250 % 250}.{i % 250}"));

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static CommandResult Shell(string script)
    {
        using Process shell = CommandLine.StartOther("bash", ["-c", script]);
        shell.StandardInput.Close();
        return CommandLine.Finish(shell, shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
    }

    private string Put(string name, string text)
    {
        File.WriteAllText(_folder.At(name), text);
        return _folder.At(name);
    }
}
