using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Live;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Live;

public sealed class CollectorMetricsTests
{
    [Fact]
    public void Counters_grow_with_what_is_read_whatever_was_collected_before()
    {
        var clock = new ManualTime(DateTimeOffset.Parse("2026-11-24T00:01:00Z", CultureInfo.InvariantCulture));
        var collector = new ProbeCollector(new ProbeCollectorOptions
        {
            Parser = Parse.Options with { TimeProvider = clock },
            Window = TimeSpan.FromHours(1),
            Lateness = TimeSpan.Zero,
        });
        using var metrics = new CollectorMetrics(collector);
        CollectorInput input = collector.OpenInput();
        input.ParseFrame("2026-11-24T00:00:00Z gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN"u8);
        Read(collector, out _);
        collector.Collect(isEnd: true);
        input.ParseFrame("2026-11-24T00:00:30Z gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=4444 SYN"u8);
        input.ParseFrame("2026-11-24T00:00:31Z gw kernel: IN=eth0 OUT= SRC=192.0.2.999 DST=198.51.100.1 LEN=60 PROTO=TCP SPT=4000 DPT=23 SYN"u8);
        input.ParseFrame("2026-11-24T00:00:32Z gw cron[1]: nothing"u8);
        Dictionary<string, double> read = Read(collector, out string unitOfLag);
        Assert.Equal(4, read["probeclassifier.frames"]);
        Assert.Equal(1, read["probeclassifier.events netfilter I"]);
        Assert.Equal(1, read["probeclassifier.tagged tcp/22"]);
        Assert.Equal(1, read["probeclassifier.unparsed bad-address"]);

        // The hour was closed by the collection in between: its straggler is counted as late.
        Assert.Equal(1, read["probeclassifier.late"]);
        Assert.Equal(30, read["probeclassifier.lag"]);
        Assert.Equal("s", unitOfLag);
        Assert.True(read["probeclassifier.bytes"] > 300);
        Assert.Equal(0, read["probeclassifier.oversize"]);
    }

    private static Dictionary<string, double> Read(ProbeCollector collector, out string unitOfLag)
    {
        // Instruments of its own meter: other tests' meters have the same name.
        using var own = new CollectorMetrics(collector, new OwnFactory(out Func<Meter> made));
        Meter meter = made();
        Dictionary<string, double> read = [];
        string unit = "";
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => read[Key(i, tags)] = value);
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => (read[Key(i, tags)], unit) = (value, i.Unit ?? ""));
        listener.Start();
        listener.RecordObservableInstruments();
        unitOfLag = unit;
        return read;
    }

    private static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, .. tags.ToArray().Select(t => (string)t.Value!)]);

    private sealed class OwnFactory : IMeterFactory
    {
        private Meter? _made;

        public OwnFactory(out Func<Meter> made) => made = () => _made!;

        public Meter Create(MeterOptions options) => _made = new Meter(options);

        public void Dispose() => _made?.Dispose();
    }
}
