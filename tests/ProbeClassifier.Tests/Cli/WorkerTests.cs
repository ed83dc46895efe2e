using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using ProbeClassifier.Tests.Distributed;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Cli;

public sealed class WorkerTests : IDisposable
{
    private static readonly string[] Counting = ["--year", "2026", "--timezone", "UTC"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_at_any_time_it_ends_with_the_report_and_the_events_of_one_run()
    {
        string[] logs = [.. Enumerable.Range(1, 3).Select(i => _folder.Write($"logs/{i}.log", new LogLines(i).Block(12_000, hostile: true)))];
        string report = CommandLine.Run(["report", .. Counting, .. logs]).Output;
        CommandResult whole = Work("whole", logs);
        Assert.Equal((0, report), (whole.ExitCode, whole.Output));

        for (int kill = 0; kill < 8; kill++)
        {
            // As soon as there is one snapshot more. What it does in that moment is left to chance, and must not matter.
            string before = Snapshots();
            using Process process = CommandLine.Start(Arguments("killed", logs));
            process.StandardInput.Close();
            while (!process.HasExited && string.Equals(Snapshots(), before, StringComparison.Ordinal))
                Thread.Yield();
            process.Kill();
            process.WaitForExit();
        }

        CommandResult last = Work("killed", logs);
        Assert.Equal((0, report), (last.ExitCode, last.Output));
        Assert.Equal(Events("whole"), Events("killed"));

        string Snapshots() => Directory.Exists(_folder.At("killed"))
            ? string.Join('\n', Directory.EnumerateFiles(_folder.At("killed"), "*.snapshot", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            : string.Empty;
    }

    [Fact]
    public void What_has_grown_is_counted_from_where_it_was()
    {
        string log = _folder.Write("fw.log", CliLines.Telnet + CliLines.Ping[..20]);
        CommandResult first = Work("state", log);
        Assert.Equal(3, first.ExitCode);
        Assert.Contains("fw.log: ends within a line: its last 20 bytes are not counted yet", first.Error, StringComparison.Ordinal);
        File.AppendAllText(log, CliLines.Ping[20..] + CliLines.Other);
        CommandResult second = Work("state", log);
        Assert.Equal((0, CommandLine.Run(["report", .. Counting, log]).Output), (second.ExitCode, second.Output));
        Assert.Equal(2, Events("state").Count);
        using JsonDocument positions = JsonDocument.Parse(File.ReadAllText(_folder.At("state.positions")));
        Assert.Equal(new FileInfo(log).Length, positions.RootElement.GetProperty("partitions")[0].GetProperty("next").GetInt64());
    }

    [Fact]
    public void A_file_that_was_replaced_is_refused_by_name()
    {
        string log = _folder.Write("fw.log", CliLines.Telnet + CliLines.Other);
        Work("state", log);
        File.WriteAllText(log, CliLines.Ping + CliLines.Other + CliLines.Other);
        CommandResult second = Work("state", log);
        Assert.Equal(3, second.ExitCode);
        Assert.Contains("is not the file that was counted up to byte", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_longer_than_any_buffer_is_cut_and_what_stands_behind_it_is_read()
    {
        string log = _folder.Write("fw.log", CliLines.Telnet + new string('x', 3_000_000) + "\n" + CliLines.Ping);
        CommandResult result = Work("state", log);
        Assert.Equal((0, CommandLine.Run(["report", .. Counting, log]).Output), (result.ExitCode, result.Output));
        Assert.Equal($"{log}/{CliLines.Telnet.Length + 3_000_001}/0", EventIds.Place(Events("state").Keys.Last()));
    }

    [Fact]
    public void A_line_of_a_hundred_megabytes_takes_no_more_memory_than_any_other()
    {
        string log = _folder.At("poison.log");
        using (FileStream file = File.Create(log))
        {
            file.Write(Encoding.Latin1.GetBytes(CliLines.Telnet));
            byte[] piece = new byte[1_000_000];
            for (int i = 0; i < 100; i++)
                file.Write(piece);
            file.Write(Encoding.Latin1.GetBytes("\n" + CliLines.Ping));
        }

        // The heap may have 32 MB.
        using Process worker = CommandLine.StartOther("dotnet", [CommandLine.Program, .. Arguments("state", [log])], ("DOTNET_GCHeapHardLimit", "0x2000000"));
        worker.StandardInput.Close();
        CommandResult result = CommandLine.Finish(worker, worker.StandardOutput.ReadToEndAsync(), worker.StandardError.ReadToEndAsync());
        Assert.Equal((0, CommandLine.Run(["report", .. Counting, log]).Output), (result.ExitCode, result.Output));
        Assert.Equal(2, Events("state").Count);
    }

    [Theory]
    [InlineData("ecs", "event.id")]
    [InlineData("ocsf", "metadata.uid")]
    [InlineData("cef", "externalId=")]
    public void Events_come_in_other_formats_too(string format, string field)
    {
        string log = _folder.Write("fw.log", CliLines.Telnet + CliLines.Ping);
        CommandResult result = CommandLine.Run("worker", "--input", log, "--state", _folder.At("state"), "--events", "-", "--events-format", format);
        Assert.Equal(0, result.ExitCode);
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Matches(FormattableString.Invariant($"{Regex.Escape(log)}/[0-9a-f]{{8}}/{CliLines.Telnet.Length}/0"), lines[1]);
        Assert.Contains(field.Split('.')[^1], lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_a_partition_is_named_and_the_rest_is_counted()
    {
        string log = _folder.Write("fw.log", CliLines.Telnet);
        string gzip = _folder.Write("old.gz", TemporaryFolder.Gzip(CliLines.Telnet));
        CommandResult result = Work("state", log, gzip, _folder.At("none.log"));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("old.gz: is compressed", result.Error, StringComparison.Ordinal);
        Assert.Contains("none.log: no such file", result.Error, StringComparison.Ordinal);
        Assert.Equal($"{log}/0/0", EventIds.Place(Assert.Single(Events("state")).Key));
    }

    [Theory]
    [InlineData("--events-format \"xml\" is not known; expected ndjson, ecs, ocsf or cef", "--input", "x", "--state", "x", "--events-format", "xml")]
    [InlineData("nothing to read; name files with --input", "--state", "x")]
    [InlineData("no place for snapshots; name a folder with --state", "--input", "x")]
    [InlineData("--input \"-\" is standard input", "--input", "-", "--state", "x")]
    [InlineData("--snapshot-every \"1\" is no span", "--input", "x", "--state", "x", "--snapshot-every", "1")]
    public void Wrong_usage_is_told(string expected, params string[] arguments)
    {
        CommandResult result = CommandLine.Run(["worker", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private CommandResult Work(string state, params string[] logs) => CommandLine.Run(Arguments(state, logs));

    private string[] Arguments(string state, string[] logs) =>
        ["worker", .. Counting, "--input", .. logs, "--state", _folder.At(state), "--events", _folder.At(state + ".events"), "--positions", _folder.At(state + ".positions"), "--snapshot-lines", "500"];

    /// <summary>Each id with its event; two of one id must be the same.</summary>
    private SortedDictionary<string, string> Events(string state)
    {
        SortedDictionary<string, string> events = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(_folder.At(state + ".events"), Encoding.UTF8))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            string id = json.RootElement.GetProperty("id").GetString()!;
            if (!events.TryAdd(id, line))
                Assert.Equal(events[id], line);
        }

        return events;
    }
}
