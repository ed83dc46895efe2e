using System;
using System.Diagnostics.Metrics;
using ProbeClassifier.Live;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>What a collector's meters cost: none, made and not listened to, listened to and read once for each log.</summary>
internal enum MeterUse
{
    None,
    Unheard,
    Read,
}

/// <summary>
/// The collector's whole way from bytes to counts. Each round has a collector of its own, because the same log a second time would go
/// back in time.
/// </summary>
internal sealed class CollectorWork(MeterUse use) : Work, IDisposable
{
    private CollectorMetrics? _metrics;
    private MeterListener? _listener;
    private CollectorInput _input = new ProbeCollector().OpenInput();

    /// <summary>What the listener was told, so that telling is not optimised away.</summary>
    public static long Told { get; private set; }

    public override void Prepare(ReadOnlySpan<byte> lead)
    {
        Dispose();
        var collector = new ProbeCollector();
        _input = collector.OpenInput();
        if (use != MeterUse.None)
            _metrics = new CollectorMetrics(collector);
        if (use == MeterUse.Read)
            _listener = Listen();
        _input.ParseLines(lead, isFinal: true);
    }

    public override void Run(ReadOnlySpan<byte> log)
    {
        _input.ParseLines(log, isFinal: true);
        _listener?.RecordObservableInstruments();
    }

    /// <summary>Of the last round.</summary>
    public void Dispose()
    {
        _listener?.Dispose();
        _metrics?.Dispose();
    }

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, l) =>
            {
                if (string.Equals(instrument.Meter.Name, CollectorMetrics.MeterName, StringComparison.Ordinal))
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, value, _, _) => Told += value);
        listener.Start();
        return listener;
    }
}
