using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;

namespace ProbeClassifier.Distributed;

/// <summary>
/// The counters of a worker as <see cref="System.Diagnostics.Metrics"/>, with OpenTelemetry's naming. They are read when somebody asks, and
/// cost nothing per line. The instruments live as long as this.
/// </summary>
/// <remarks>
/// All begin with <c>probeclassifier.worker.</c>: <c>records</c> ({record}), <c>lines</c> ({line}), <c>bytes</c> (By), <c>oversize</c> ({line}),
/// <c>snapshots</c> ({snapshot}), <c>redelivered</c> ({record}), <c>restarts</c> ({restart}), <c>gaps</c> ({gap}), <c>missing</c> ({record}),
/// <c>lag</c> and <c>uncovered</c> ({record}; By where positions count bytes), <c>partitions</c> ({partition}). The attribute
/// <c>probeclassifier.partition</c> is the partition's number; where partitions are files there is none, since paths are without bound, and
/// values are sums. <c>partitions</c> never has it.
/// </remarks>
public sealed class WorkerMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ProbeClassifier.Worker";

    private const string Prefix = "probeclassifier.worker.";

    private readonly Meter _meter;
    private readonly PartitionWorker _worker;

    /// <summary>Makes the instruments.</summary>
    /// <param name="worker">Whose counters they are.</param>
    /// <param name="meters">A host's meter factory; null for a meter of one's own.</param>
    public WorkerMetrics(PartitionWorker worker, IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(worker);
        _worker = worker;
        _meter = meters?.Create(new MeterOptions(MeterName)) ?? new Meter(MeterName);
        Count("records", "{record}", "Records that were counted, those read again after a fault included", t => t.Records);
        Count("lines", "{line}", "Lines of these records", t => t.Lines);
        Count("bytes", "By", "Text of these records", t => t.Bytes);
        Count("oversize", "{line}", "Lines that were cut at the limit", t => t.Oversize);
        Count("snapshots", "{snapshot}", "Snapshots that were stored", t => t.Snapshots);
        Count("redelivered", "{record}", "Records that came again and were passed over", t => t.Redelivered);
        Count("restarts", "{restart}", "Times that a partition began again at its newest snapshot after a fault", t => t.Restarts);
        Count("gaps", "{gap}", "Gaps: places where records were gone from the log before they were read", t => t.Gaps);
        Count("missing", "{record}", "Records that were gone in these gaps", t => t.Missing);
        string unit = worker.HasNumberedPartitions ? "{record}" : "By";
        _meter.CreateObservableGauge(Prefix + "lag", () => Measure(t => t.Behind), unit, "What the log had behind the newest record that was counted");
        _meter.CreateObservableGauge(Prefix + "uncovered", () => Measure(t => t.Uncovered), unit, "What is counted and in no snapshot yet");
        _meter.CreateObservableUpDownCounter(Prefix + "partitions", () => worker.Held, "{partition}", "Partitions that this worker has");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Count(string name, string unit, string description, Func<PartitionTally, long?> value) =>
        _meter.CreateObservableCounter(Prefix + name, () => Measure(value), unit, description);

    private Measurement<long>[] Measure(Func<PartitionTally, long?> value)
    {
        IEnumerable<(string Partition, long Value)> known = from tally in _worker.Tallies
                                                            let number = value(tally)
                                                            where number is not null
                                                            select (tally.Partition, number.Value);
        return _worker.HasNumberedPartitions
            ? [.. known.Select(k => new Measurement<long>(k.Value, KeyValuePair.Create<string, object?>("probeclassifier.partition", k.Partition)))]
            : [new Measurement<long>(known.Sum(k => k.Value))];
    }
}
