using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;
using Xunit.Abstractions;

namespace ProbeClassifier.Tests.Following;

/// <summary>
/// The real program, killed at random moments while its log is written, renamed, truncated and compressed: its last report is byte for byte
/// that of one read of everything. A few kills here; eng/kill-test.sh does hundreds.
/// </summary>
public sealed class FollowKillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Number("PROBECLASSIFIER_KILLS", 5);
    private static readonly int Seed = Number("PROBECLASSIFIER_SEED", 1);
    private static readonly string[] Reading = ["--year", "2026", "--timezone", "UTC", "--format", "json"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Killed_at_any_moment_it_counts_every_line_once(bool followsFolder)
    {
        var random = new Random(Seed);
        string logs = Directory.CreateDirectory(_folder.At("logs")).FullName;
        var writer = new LogWriter(logs, "kern.log", random);
        string[] follow = ["follow", followsFolder ? logs : writer.Log, "--from-start", "--checkpoint", _folder.At("state"), .. Reading];

        // By its name alone, a log is followed from the first start on.
        if (!followsFolder)
            Assert.Equal(3, CommandLine.Run([.. follow, "--exit-when-idle", "100ms"]).ExitCode);
        for (int kill = 0; kill < Kills; kill++)
        {
            for (int i = random.Next(4); i > 0; i--)
                Act(writer, random);
            Live(writer, random, [.. follow, "--every", "100ms", "--poll", "10ms"]);
        }

        writer.EndRotation();
        CommandResult last = CommandLine.Run([.. follow, "--exit-when-idle", "500ms", "--poll", "50ms"]);
        Assert.Equal(0, last.ExitCode);
        CommandResult whole = CommandLine.Run(["report", .. Reading, .. Everything(writer)]);
        Assert.Equal(0, whole.ExitCode);
        string figures = string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Seed}, {Kills} kills, {(followsFolder ? "folder" : "name")}: {CliLines.Number(whole, "input", "files")} generations, {CliLines.Number(whole, "input", "lines")} lines, {CliLines.Number(whole, "input", "bytes")} bytes; followed: {CliLines.Number(last, "input", "files")}, {CliLines.Number(last, "input", "lines")}, {CliLines.Number(last, "input", "bytes")}");
        output.WriteLine(figures);
        foreach (IGrouping<string, string> said in _said.Concat(last.Error.Split('\n')).Where(l => l.Contains(": ", StringComparison.Ordinal)).GroupBy(l => l[(l.LastIndexOf(": ", StringComparison.Ordinal) + 2)..], StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{said.Count(),6} {said.Key}"));
        Assert.True(string.Equals(whole.Output, last.Output, StringComparison.Ordinal), figures + "\n" + string.Join('\n', _said) + last.Error + string.Join('\n', writer.Sizes()));
    }

    /// <summary>One life of the program: the log is written meanwhile, and it ends as if the power went.</summary>
    private void Live(LogWriter writer, Random random, string[] arguments)
    {
        using Process process = CommandLine.Start(arguments);
        Task<string> said = process.StandardError.ReadToEndAsync();
        Task<string> report = process.StandardOutput.ReadToEndAsync();

        // Now and then before it has begun; else while it is at work.
        if (random.Next(8) > 0)
            AwaitLock(process);
        int acts = random.Next(1, 10);
        for (int i = 0; i < acts; i++)
        {
            Act(writer, random);
            Thread.Sleep(random.Next(40));
        }

        Assert.False(process.HasExited, "it ended by itself: " + (process.HasExited ? said.GetAwaiter().GetResult() : string.Empty));
        process.Kill();
        process.WaitForExit();
        Assert.Equal(string.Empty, report.GetAwaiter().GetResult());
        _said.AddRange(said.GetAwaiter().GetResult().Split('\n'));
    }

    /// <summary>Waits until it has its checkpoint's lock open. To try the lock would take it away from the program.</summary>
    private void AwaitLock(Process process)
    {
        string descriptors = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/fd");
        while (!process.HasExited && Directory.Exists(descriptors) && !new DirectoryInfo(descriptors).EnumerateFiles().Any(f => string.Equals(f.LinkTarget, _folder.At("state.lock"), StringComparison.Ordinal)))
            Thread.Sleep(2);
    }

    private static void Act(LogWriter writer, Random random)
    {
        switch (random.Next(20))
        {
            case < 9:
                writer.Append(random.Next(1, 60));
                break;
            case < 11:
                writer.AppendPart();
                break;
            case < 13:
                writer.RotateByRename(createsAtOnce: random.Next(2) == 0);
                break;
            case < 15:
                writer.RotateByCopy();
                break;
            case < 17:
                writer.Compress();
                break;
            default:
                writer.GoOn();
                break;
        }
    }

    private List<string> Everything(LogWriter writer)
    {
        List<string> files = [];
        foreach (byte[] text in writer.Generations.Where(g => g.Length > 0))
            files.Add(_folder.Write(string.Create(CultureInfo.InvariantCulture, $"all/{files.Count}"), text));
        return files;
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
