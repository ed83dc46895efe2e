using System;
using System.Collections.Generic;
using System.Globalization;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Live;

/// <summary>How a collector reads and counts. Immutable.</summary>
public sealed record ProbeCollectorOptions
{
    /// <summary>The most lanes: 256.</summary>
    public const int MaxLanes = 256;

    /// <summary>
    /// How many windows may be open: 128, and those around now in any case. An event of a further one counts as outside the period until
    /// windows close.
    /// </summary>
    public const int MaxOpenWindows = 128;

    /// <summary>
    /// How lines are read. Stamps without a year are near to its <see cref="ProbeParserOptions.TimeProvider"/>'s now, looked at anew
    /// each day, unless it has a reference time. Default: all defaults.
    /// </summary>
    public ProbeParserOptions Parser { get; init; } = new();

    /// <summary>How events are added up; without a period, see <see cref="Window"/>. Default: all defaults.</summary>
    public ProbeRollupOptions Rollup { get; init; } = new();

    /// <summary>
    /// How many streams are read at the same time, 1–256: each lane has counts and a lock of its own. Default: one for each processor.
    /// </summary>
    public int Lanes { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, MaxLanes);

    /// <summary>
    /// How far before a "repeated N times" line its host's previous line may begin in a stream, in bytes: each stream holds
    /// twice as many. Default 8,192; from 4,096 to 65,536 (which files have).
    /// </summary>
    public int RepeatWindowBytes { get; init; } = 8_192;

    /// <summary>
    /// Counts stand apart for windows of this length by the events' own times, whole seconds from one minute to 31 days, aligned to
    /// 1970-01-01T00:00Z. Default null: one window without an end.
    /// </summary>
    public TimeSpan? Window { get; init; }

    /// <summary>
    /// How long after its end, by the newest event, a window waits for stragglers; those that come later count as outside the
    /// period of the newest window. Default 5 minutes; from 0 to 7 days, whole seconds.
    /// </summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Told of each event. Default null: nobody.</summary>
    public IProbeEventSink? Sink { get; init; }

    /// <summary>All that is wrong: each entry names the option, its value, and what was expected. Empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        Check(errors, () => ProbeParserOptions.Validate(Parser));
        Check(errors, () => ProbeRollupOptions.Validate(Rollup));
        if (Lanes is < 1 or > MaxLanes)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(Lanes)}: {Lanes}; expected from 1 to {MaxLanes}"));
        if (RepeatWindowBytes is < 4_096 or > 65_536)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(RepeatWindowBytes)}: {RepeatWindowBytes}; expected from 4096 to 65536"));
        if (Window is { } window && (window < TimeSpan.FromMinutes(1) || window > TimeSpan.FromDays(31) || window.Ticks % TimeSpan.TicksPerSecond != 0))
            errors.Add($"{nameof(Window)}: {window:c}; expected whole seconds, from one minute to 31 days, or null");
        if (Lateness < TimeSpan.Zero || Lateness > TimeSpan.FromDays(7) || Lateness.Ticks % TimeSpan.TicksPerSecond != 0)
            errors.Add($"{nameof(Lateness)}: {Lateness:c}; expected whole seconds, from 0 to 7 days");
        if (Window is not null && (Rollup.From ?? Rollup.To) is not null)
            errors.Add($"{nameof(Window)}: {Window:c}; expected null with a period of {nameof(Rollup)}, which does the same");
        return errors;
    }

    private static void Check(List<string> errors, Action check)
    {
        try
        {
            check();
        }
        catch (ArgumentException e)
        {
            errors.Add(e.Message.ReplaceLineEndings(" "));
        }
    }
}
