using System;
using System.Collections.Generic;
using ProbeClassifier.Live;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Hosting;

/// <summary>What the host's code asked for.</summary>
internal sealed class HostPlan
{
    /// <summary>Null for those of the settings.</summary>
    public RuleSet? Rules { get; set; }

    /// <summary>Opened with the collector; null without one.</summary>
    public CollectorCheckpoint? Checkpoint { get; set; }

    public bool Listens { get; set; }

    public List<(Func<IServiceProvider, IProbeReportSink> Sink, TimeSpan Every)> ReportSinks { get; } = [];
}
