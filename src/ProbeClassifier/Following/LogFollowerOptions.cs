using System;
using System.Collections.Generic;
using System.Globalization;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Following;

/// <summary>What is followed, and how. Immutable. docs/follow.md tells what each option means in practice.</summary>
public sealed record LogFollowerOptions
{
    /// <summary>One minute: how long a log is quiet before its parser's memory (about 130 KiB) is given back until it grows again.</summary>
    internal static readonly TimeSpan RestAfter = TimeSpan.FromMinutes(1);

    /// <summary>Files, directories (with all below them) and globs, as <see cref="InputPaths.Expand"/> takes them, but no <c>-</c>. At least one.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>
    /// How lines are read. A file's own last write tells the years of lines that were there when it was opened; of lines that come later the
    /// clock does. Default: all defaults. Its <see cref="ProbeParserOptions.TimeProvider"/> is the follower's clock.
    /// </summary>
    public ProbeParserOptions Parser { get; init; } = new();

    /// <summary>How events are added up. Default: all defaults.</summary>
    public ProbeRollupOptions Rollup { get; init; } = new();

    /// <summary>
    /// The file that keeps counts and positions over a restart. Default null: none. Beside it stand <c>.previous</c>, the one before,
    /// <c>.partial</c> while one is written, and <c>.lock</c>, which only one follower may hold.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>How long changes wait for a checkpoint. Default one minute; more than zero, at most a day.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many bytes of text are read before a checkpoint is written sooner. Default 1 GiB; at least 1.</summary>
    public long CheckpointBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Whether files that are there at the first start are read from their start. Default false: from their last line end on. With a
    /// checkpoint that was made before, what it does not know is read from its start in any case.
    /// </summary>
    public bool FromStart { get; init; }

    /// <summary>Ends the run when nothing new came for so long, and takes logs for finished. Default null: never. At most a day.</summary>
    public TimeSpan? ExitWhenIdle { get; init; }

    /// <summary>
    /// How long a last line without line end may wait until it is counted as it is. Default null: until its line end comes, or the log is
    /// finished. At most a day.
    /// </summary>
    public TimeSpan? FlushAfter { get; init; }

    /// <summary>How often files are looked at when no change is told of. Default one second; from 10 milliseconds to an hour.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether to have the system tell of changes (inotify), so that they need not wait for the next look. Default true.</summary>
    public bool WatchFolders { get; init; } = true;

    /// <summary>
    /// How long a renamed or deleted log is quiet before it is taken for finished, and how long the copy of a truncated one is looked for.
    /// Default one minute; at most a day. With <see cref="ExitWhenIdle"/>, that if it is less.
    /// </summary>
    public TimeSpan RotationGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Told what happens, from the follower's thread. Default null: nobody.</summary>
    public Action<FollowerNotice>? Notify { get; init; }

    /// <summary>Tests turn it off, for the sake of systems that do not tell device and inode.</summary>
    internal bool UsesFileIdentity { get; init; } = true;

    internal TimeSpan Grace => ExitWhenIdle is { } idle && idle < RotationGrace ? idle : RotationGrace;

    internal static void Validate(LogFollowerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Parser, nameof(options));
        ArgumentNullException.ThrowIfNull(options.Rollup, nameof(options));
        ProbeParserOptions.Validate(options.Parser);
        ProbeRollupOptions.Validate(options.Rollup);
        if (options.Paths is not { Count: > 0 })
            throw new ArgumentException($"{nameof(Paths)} must name something to follow", nameof(options));
        foreach (string path in options.Paths)
        {
            if (path is null or "" or ProbeReader.StandardInput)
                throw new ArgumentException($"{nameof(Paths)} holds \"{path}\", which is no file, directory or glob", nameof(options));
        }

        if (options.Checkpoint is { Length: 0 })
            throw new ArgumentException($"{nameof(Checkpoint)} must be a file's path or null", nameof(options));
        (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] spans =
        [
            (nameof(CheckpointEvery), options.CheckpointEvery, TimeSpan.FromTicks(1), TimeSpan.FromDays(1)),
            (nameof(Poll), options.Poll, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
            (nameof(RotationGrace), options.RotationGrace, TimeSpan.Zero, TimeSpan.FromDays(1)),
            (nameof(ExitWhenIdle), options.ExitWhenIdle ?? TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(1)),
            (nameof(FlushAfter), options.FlushAfter ?? TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(1)),
        ];
        foreach ((string name, TimeSpan value, TimeSpan least, TimeSpan most) in spans)
        {
            if (value < least || value > most)
                throw new ArgumentOutOfRangeException(nameof(options), value, string.Create(CultureInfo.InvariantCulture, $"{name} must be from {least} to {most}"));
        }

        if (options.CheckpointBytes < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.CheckpointBytes, $"{nameof(CheckpointBytes)} must be at least 1");
    }
}
