using System;
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

    /// <summary>Events before this are outside the period. Default null: no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Events at or after this are outside the period. Default null: no bound.</summary>
    public DateTimeOffset? To { get; init; }
}
