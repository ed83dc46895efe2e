using System;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Live;

/// <summary>How a collector reads and counts. Immutable.</summary>
public sealed record ProbeCollectorOptions
{
    /// <summary>The most lanes: 256.</summary>
    public const int MaxLanes = 256;

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

    internal static void Validate(ProbeCollectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProbeParserOptions.Validate(options.Parser ?? throw new ArgumentNullException(nameof(options), $"{nameof(Parser)} must not be null"));
        ProbeRollupOptions.Validate(options.Rollup ?? throw new ArgumentNullException(nameof(options), $"{nameof(Rollup)} must not be null"));
        if (options.Lanes is < 1 or > MaxLanes)
            throw new ArgumentOutOfRangeException(nameof(options), options.Lanes, $"{nameof(Lanes)} must be from 1 to 256");
        if (options.RepeatWindowBytes is < 4_096 or > 65_536)
            throw new ArgumentOutOfRangeException(nameof(options), options.RepeatWindowBytes, $"{nameof(RepeatWindowBytes)} must be from 4096 to 65536");
        if (options.Window is { } window && (window < TimeSpan.FromMinutes(1) || window > TimeSpan.FromDays(31) || window.Ticks % TimeSpan.TicksPerSecond != 0))
            throw new ArgumentOutOfRangeException(nameof(options), window, $"{nameof(Window)} must be whole seconds, from one minute to 31 days");
        if (options.Lateness < TimeSpan.Zero || options.Lateness > TimeSpan.FromDays(7) || options.Lateness.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentOutOfRangeException(nameof(options), options.Lateness, $"{nameof(Lateness)} must be whole seconds, from 0 to 7 days");
        if (options.Window is not null && (options.Rollup.From ?? options.Rollup.To) is not null)
            throw new ArgumentException($"{nameof(Window)} and a period of {nameof(Rollup)} exclude each other", nameof(options));
    }
}
