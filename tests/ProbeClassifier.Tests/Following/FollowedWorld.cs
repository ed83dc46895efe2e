using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Following;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Following;

/// <summary>What is given to a follower to follow.</summary>
public enum FollowedAs
{
    Name,
    Directory,
    Glob,
}

/// <summary>A log that is written and rotated, and a follower of it that is stopped and killed, all by one thread and a stepped clock.</summary>
internal sealed class FollowedWorld : IDisposable
{
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];
    private LogFollower? _follower;

    /// <param name="how">What the follower is given.</param>
    /// <param name="seed">Of the writers.</param>
    /// <param name="withIdentity">Whether files have device and inode.</param>
    /// <param name="withTwin">Whether there is a second log, into which the same lines go.</param>
    public FollowedWorld(FollowedAs how, int seed, bool withIdentity = true, bool withTwin = false)
    {
        string logs = Directory.CreateDirectory(_folder.At("logs")).FullName;
        Writer = new LogWriter(logs, "kern.log", new Random(seed));
        Writers = withTwin ? [Writer, new LogWriter(logs, "twin.log", new Random(seed + 1))] : [Writer];
        Options = new LogFollowerOptions
        {
            Paths = [how switch { FollowedAs.Directory => logs, FollowedAs.Glob => Path.Combine(logs, "*.log*"), _ => Writer.Log }],
            Parser = new ProbeParserOptions { Year = 2026, MaxFrameBytes = ProbeParserOptions.MinFrameBytes, TimeProvider = Clock },
            Checkpoint = _folder.At("checkpoint"),
            FromStart = true,
            ExitWhenIdle = Idle,
            UsesFileIdentity = withIdentity,
            Notify = n => _told.Add($"{n.Kind} {Path.GetFileName(n.Path)} {n.Message}"),
        };
        if (how == FollowedAs.Name)
            Options = Options with { Paths = [.. Writers.Select(w => w.Log)] };
    }

    public SteppedClock Clock { get; } = new();

    public LogWriter Writer { get; }

    /// <summary>All of them; lines of the same number are the same.</summary>
    public IReadOnlyList<LogWriter> Writers { get; }

    public LogFollowerOptions Options { get; set; }

    public IReadOnlyList<string> Told => _told;

    public LogFollower Follower => _follower ??= LogFollower.Open(Options);

    public bool IsFollowing => _follower is not null;

    public void Step() => Follower.Step();

    /// <summary>Ends in order; the next use starts anew.</summary>
    public void Stop()
    {
        Follower.Stop();
        Crash();
    }

    /// <summary>What a kill leaves: the last checkpoint.</summary>
    public void Crash()
    {
        _follower?.Dispose();
        _follower = null;
    }

    /// <summary>Follows until nothing new comes, as the end of all input.</summary>
    public void Finish()
    {
        for (int i = 0; i < 100; i++)
        {
            Step();
            if (Follower.IsIdle)
            {
                Follower.FinishIdle();
                return;
            }

            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Fail("it does not become idle: " + string.Join('\n', _told.TakeLast(10)));
    }

    /// <summary>The report of the follower, as JSON.</summary>
    public string Report() => Json(Follower.ReportAsync().GetAwaiter().GetResult());

    /// <summary>The report of everything that was written, read in one go.</summary>
    public string Expected()
    {
        string all = _folder.At("all");
        if (Directory.Exists(all))
            Directory.Delete(all, recursive: true);
        Directory.CreateDirectory(all);
        List<string> files = [];
        foreach (byte[] text in Writers.SelectMany(w => w.Generations))
        {
            if (text.Length == 0)
                continue;
            files.Add(Path.Combine(all, files.Count.ToString(CultureInfo.InvariantCulture)));
            File.WriteAllBytes(files[^1], text);
        }

        return Json(ProbeReport.From(ProbeReader.Read(files, new ProbeReaderOptions { Parser = Options.Parser, Rollup = Options.Rollup, Threads = 1 })));
    }

    public void Dispose()
    {
        Crash();
        _folder.Dispose();
    }

    private static string Json(ProbeReport report)
    {
        var bytes = new ArrayBufferWriter<byte>();
        report.WriteJson(bytes);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
