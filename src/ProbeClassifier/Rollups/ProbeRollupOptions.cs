using System;
using System.Globalization;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>How events are added up. Rollups merge only when their options are equal. Immutable.</summary>
public sealed record ProbeRollupOptions
{
    /// <summary>1,000,000: see <see cref="MaxSources"/>.</summary>
    public const int DefaultMaxSources = 1_000_000;

    /// <summary>The rules that tag events. Default: <see cref="RuleSet.Default"/>.</summary>
    public RuleSet Rules { get; init; } = RuleSet.Default;

    /// <summary>
    /// Events of one source with no gap longer than this are one incident. Default one hour; from one second to one day,
    /// whole seconds.
    /// </summary>
    public TimeSpan IncidentGap { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How many sources are kept apart before the rollup turns into a sample (see docs/limits.md). Default 1,000,000; from 1
    /// to 16,000,000. Bounds memory when an attacker spoofs addresses.
    /// </summary>
    public int MaxSources { get; init; } = DefaultMaxSources;

    /// <summary>
    /// The key of the hash that decides which sources a full rollup keeps. Default 0. Give a secret one where an attacker
    /// might choose addresses so as to stay out of the sample; parts merge only with equal keys.
    /// </summary>
    public ulong SelectionKey { get; init; }

    /// <summary>From when on an incident is a scan or a flood. Rollups merge whatever theirs are.</summary>
    public ScanThresholds Scans { get; init; } = new();

    /// <summary>Events before this are outside the period. Default null: no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Events at or after this are outside the period. Default null: no bound.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>16,000,000.</summary>
    public const int LargestMaxSources = 16_000_000;

    /// <summary>
    /// 4,194,304: what all kept sources may weigh, more where more than a million sources are asked for. See
    /// <see cref="SourceTable"/> and docs/limits.md.
    /// </summary>
    internal const long DefaultMaxWeight = 4_194_304;

    /// <summary>4: on average a source of the largest number may have two kinds of events, each at one time of the day.</summary>
    internal const long WeightPerSource = 4;

    /// <summary>Tests make it small; everybody else has the default, which parts must share.</summary>
    internal long MaxWeight
    {
        get => field > 0 ? field : Math.Max(DefaultMaxWeight, WeightPerSource * MaxSources);
        init;
    }

    /// <summary>4,096: hosts whose daemons' notes are kept. Tests make it small; parts must share it.</summary>
    internal int MaxLogHosts { get; init; } = 4_096;

    /// <summary>256: notes kept of a host, the earliest. Tests make it small; parts must share it.</summary>
    internal int MaxLogNotes { get; init; } = 256;

    internal static void Validate(ProbeRollupOptions options)
    {
        if (options.Rules is null)
            throw new ArgumentNullException(nameof(options), $"{nameof(Rules)} must not be null");
        if (options.IncidentGap < TimeSpan.FromSeconds(1) || options.IncidentGap > TimeSpan.FromDays(1)
            || options.IncidentGap.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.IncidentGap, $"{nameof(IncidentGap)} must be whole seconds, from one second to one day");
        }

        if (options.MaxSources is < 1 or > LargestMaxSources)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.MaxSources, string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxSources)} must be from 1 to {LargestMaxSources}"));
        }

        ScanThresholds scans = options.Scans ?? throw new ArgumentNullException(nameof(options), $"{nameof(Scans)} must not be null");
        if (scans.Hosts is < 2 or > ScanThresholds.MostTargets || scans.Ports is < 2 or > ScanThresholds.MostTargets)
            throw new ArgumentOutOfRangeException(nameof(options), scans, string.Create(CultureInfo.InvariantCulture, $"hosts and ports of {nameof(Scans)} must be from 2 to {ScanThresholds.MostTargets}"));
        if (scans.FloodEvents < 2 || scans.FloodRate < 1)
            throw new ArgumentOutOfRangeException(nameof(options), scans, $"a flood of {nameof(Scans)} must have at least 2 events and one a second");
        if (options.From >= options.To)
            throw new ArgumentOutOfRangeException(nameof(options), options.From, $"{nameof(From)} must be before {nameof(To)}");
    }

    /// <summary>Says in what two options differ that must be equal for merging, or null.</summary>
    internal static string? FirstDifference(ProbeRollupOptions a, ProbeRollupOptions b)
    {
        if (!ReferenceEquals(a.Rules, b.Rules) && a.Rules.Hash != b.Rules.Hash)
            return $"rules {a.Rules.Name} and {b.Rules.Name}";
        if (a.IncidentGap != b.IncidentGap)
            return $"incident gaps {a.IncidentGap} and {b.IncidentGap}";
        if (a.MaxSources != b.MaxSources || a.MaxWeight != b.MaxWeight)
            return "source limits";
        if (a.MaxLogHosts != b.MaxLogHosts || a.MaxLogNotes != b.MaxLogNotes)
            return "limits of notes on logs";
        if (a.SelectionKey != b.SelectionKey)
            return "selection keys";
        return a.From != b.From || a.To != b.To ? "periods" : null;
    }
}
