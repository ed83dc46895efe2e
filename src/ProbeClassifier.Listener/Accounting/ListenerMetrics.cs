using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;

namespace ProbeClassifier.Listener.Accounting;

/// <summary>The counts as meters, with OpenTelemetry's naming. Read when somebody asks; attribute values come from closed lists.</summary>
internal sealed class ListenerMetrics : IDisposable
{
    private const string Transport = "probeclassifier.transport";
    private const string Reason = "probeclassifier.reason";
    private readonly Meter _meter;
    private readonly ListenerTally _tally;

    public ListenerMetrics(ListenerTally tally, IMeterFactory? meters)
    {
        _tally = tally;
        _meter = meters?.Create(new MeterOptions(ListenerMeter.Name)) ?? new Meter(ListenerMeter.Name);
        Counter("connections.accepted", "{connection}", "Connections accepted, refused ones included", c => ByTransport(c.AcceptedOf));
        _meter.CreateObservableUpDownCounter(
            ListenerMeter.Prefix + "connections", () => ByTransport(_tally.Snapshot().ActiveOf), "{connection}", "Connections that are open");
        Counter("closed", "{connection}", "Connections that ended, by the first cause", c => Closed(c));
        Counter("messages", "{message}", "Messages handed to the classifier", c => ByTransport(c.MessagesOf));
        Counter("bytes", "By", "Bytes received, framing included", c => ByTransport(c.BytesOf));
        Counter("dropped", "{message}", "Messages lost, by the reason", Dropped);
        Counter("framing", "{message}", "Oddities of framing by which nothing was lost", Framing);
        Counter("errors", "{error}", "Accepting or receiving that failed", c => [new(c.SocketErrors)]);
        Counter("certificate.reloads", "{reload}", "Changed certificates that were read again", Reloads);
    }

    public void Dispose() => _meter.Dispose();

    private void Counter(string name, string unit, string description, Func<ListenerCounters, IEnumerable<Measurement<long>>> measure) =>
        _meter.CreateObservableCounter(ListenerMeter.Prefix + name, () => measure(_tally.Snapshot()), unit, description);

    private static IEnumerable<Measurement<long>> ByTransport(Func<SyslogTransport, long> count) =>
        Enum.GetValues<SyslogTransport>().Select(t => new Measurement<long>(count(t), KeyValuePair.Create<string, object?>(Transport, TransportNames.Of(t))));

    private static IEnumerable<Measurement<long>> Closed(ListenerCounters counters) =>
        Enum.GetValues<CloseReason>().Where(r => r != CloseReason.None).Select(r => Because(counters.Closed(r), CloseReasonNames.Of(r)));

    private static IEnumerable<Measurement<long>> Dropped(ListenerCounters counters) =>
        [Because(counters.KernelDrops, "kernel_buffer_full"), Because(counters.CutMessages, "connection_ended_inside"), Because(counters.EmptyDatagrams, "empty_datagram")];

    private static IEnumerable<Measurement<long>> Framing(ListenerCounters counters) =>
        [Because(counters.BadOctetCounts, "bad_octet_count"), Because(counters.Resynchronised, "resynchronised")];

    private static IEnumerable<Measurement<long>> Reloads(ListenerCounters counters) =>
        [Because(counters.CertificateReloads, "used"), Because(counters.FailedCertificateReloads, "failed")];

    private static Measurement<long> Because(long value, string reason) => new(value, KeyValuePair.Create<string, object?>(Reason, reason));
}
