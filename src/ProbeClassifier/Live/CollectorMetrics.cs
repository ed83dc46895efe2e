using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Live;

/// <summary>
/// The counters of a collector as <see cref="System.Diagnostics.Metrics"/>, with OpenTelemetry's naming. They are read when somebody
/// asks, so they cost nothing per line. Attribute values come from closed lists: tags of the rule set, dialects, sections, reasons. The
/// instruments live as long as this.
/// </summary>
/// <remarks>
/// <c>probeclassifier.bytes</c> (By), <c>probeclassifier.frames</c> ({frame}), <c>probeclassifier.events</c> ({event}; attributes
/// <c>probeclassifier.dialect</c>, <c>probeclassifier.section</c>), <c>probeclassifier.tagged</c> ({event}; <c>probeclassifier.tag</c>),
/// <c>probeclassifier.unparsed</c> ({frame}; <c>probeclassifier.reason</c>), <c>probeclassifier.oversize</c> ({frame}),
/// <c>probeclassifier.late</c> ({event}), <c>probeclassifier.lag</c> (s).
/// </remarks>
public sealed class CollectorMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ProbeClassifier";

    private readonly Meter _meter;

    /// <summary>Makes the instruments.</summary>
    /// <param name="collector">Whose counters they are.</param>
    /// <param name="meters">A host's meter factory; null for a meter of one's own.</param>
    public CollectorMetrics(ProbeCollector collector, IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(collector);
        _meter = meters?.Create(new MeterOptions(MeterName)) ?? new Meter(MeterName);
        _meter.CreateObservableCounter("probeclassifier.bytes", () => collector.ReadTotals(t => t.Bytes), "By", "Text that was read");
        _meter.CreateObservableCounter("probeclassifier.frames", () => collector.ReadTotals(t => t.Lines), "{frame}", "Lines and messages that were read");
        _meter.CreateObservableCounter("probeclassifier.events", () => collector.ReadTotals(Events), "{event}", "Events by dialect and section");
        _meter.CreateObservableCounter("probeclassifier.tagged", () => collector.ReadTotals(Tagged), "{event}", "Events by tag; one with two tags counts for both");
        _meter.CreateObservableCounter("probeclassifier.unparsed", () => collector.ReadTotals(Unparsed), "{frame}", "Lines that were recognised and not understood, by reason");
        _meter.CreateObservableCounter("probeclassifier.oversize", () => collector.ReadTotals(t => t.Oversize), "{frame}", "Lines that were cut at the limit");
        _meter.CreateObservableCounter("probeclassifier.late", () => collector.ReadTotals(t => t.OutsidePeriod), "{event}", "Events outside of every open window");
        TimeProvider time = collector.Options.Parser.TimeProvider;
        _meter.CreateObservableGauge("probeclassifier.lag", () => Lag(collector, time), "s", "How old the newest event is");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Lag(ProbeCollector collector, TimeProvider time) =>
        collector.NewestEvent is { } newest ? [new(Math.Max(0, (time.GetUtcNow() - newest).TotalSeconds))] : [];

    private static IEnumerable<Measurement<long>> Events(LiveTotals totals) =>
        [.. totals.Events.Select(e => new Measurement<long>(
            e.Value,
            KeyValuePair.Create<string, object?>("probeclassifier.dialect", e.Key.Dialect.ToName()),
            KeyValuePair.Create<string, object?>("probeclassifier.section", e.Key.Section == ReportSection.None ? "none" : e.Key.Section.ToRoman())))];

    private static IEnumerable<Measurement<long>> Tagged(LiveTotals totals) =>
        [.. totals.Tags.Select(t => new Measurement<long>(t.Value, KeyValuePair.Create<string, object?>("probeclassifier.tag", t.Key)))];

    private static IEnumerable<Measurement<long>> Unparsed(LiveTotals totals) =>
        [.. totals.Unparsed.Select(u => new Measurement<long>(u.Value, KeyValuePair.Create<string, object?>("probeclassifier.reason", u.Key.ToName())))];
}
