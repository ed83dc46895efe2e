using System;
using System.Collections.Generic;
using ProbeClassifier.Live;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Hosting;

/// <summary>
/// What a host's configuration says, by default its section <c>ProbeClassifier</c>. All of it is checked when the host starts, and all
/// errors are told at once.
/// </summary>
public sealed class ProbeClassifierSettings
{
    /// <summary>The section of the configuration: <c>ProbeClassifier</c>.</summary>
    public const string SectionName = "ProbeClassifier";

    /// <summary>A rules file, <c>extended</c>, or null for the default rules. Not used when the host's code gives a rule set.</summary>
    public string? Rules { get; set; }

    /// <summary>One's own networks, such as <c>192.0.2.0/24</c>. Default: none.</summary>
    public IList<string> Home { get; } = [];

    /// <summary>The year of stamps that have none, 1970–2105. Default null: the one nearest to now.</summary>
    public int? Year { get; set; }

    /// <summary>The zone of stamps that have none, as the system names it, like <c>Asia/Tokyo</c>. Default UTC.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The longest line or message read whole, bytes: 480–16,777,216. Default 65,536.</summary>
    public int MaxFrameBytes { get; set; } = ProbeParserOptions.DefaultMaxFrameBytes;

    /// <summary>See <see cref="ProbeRollupOptions.IncidentGap"/>. Default one hour.</summary>
    public TimeSpan IncidentGap { get; set; } = TimeSpan.FromHours(1);

    /// <summary>See <see cref="ProbeRollupOptions.MaxSources"/>. Default 1,000,000.</summary>
    public int MaxSources { get; set; } = ProbeRollupOptions.DefaultMaxSources;

    /// <summary>See <see cref="ProbeRollupOptions.SelectionKey"/>. Default 0.</summary>
    public ulong SelectionKey { get; set; }

    /// <summary>See <see cref="ProbeCollectorOptions.Lanes"/>. Default null: one for each processor.</summary>
    public int? Lanes { get; set; }

    /// <summary>See <see cref="ProbeCollectorOptions.Window"/>. Default null: one window without an end.</summary>
    public TimeSpan? Window { get; set; }

    /// <summary>See <see cref="ProbeCollectorOptions.Lateness"/>. Default 5 minutes.</summary>
    public TimeSpan Lateness { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A file that keeps the open windows over a restart: <see cref="CollectorCheckpoint"/>. Default null: none.</summary>
    public string? Checkpoint { get; set; }

    /// <summary>How often the checkpoint is written; from one second to one day. Default one minute.</summary>
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many sources a report lists, 0–1000. Default 10.</summary>
    public int TopSources { get; set; } = ProbeReport.DefaultTopSources;

    /// <summary>The health check is degraded when the newest event is older than this. Default null: whatever its age.</summary>
    public TimeSpan? MaxLag { get; set; }

    /// <summary>Where to listen.</summary>
    public ListenerSettings Listener { get; } = new();
}
