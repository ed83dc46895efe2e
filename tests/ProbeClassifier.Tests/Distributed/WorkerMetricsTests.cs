using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed;

public sealed class WorkerMetricsTests
{
    private readonly FakeEngine _engine = new(11, partitions: 2, lines: 60);
    private readonly MemoryStore _store = new();
    private readonly ConcurrentQueue<PartitionNotice> _notices = [];

    [Fact]
    public async Task What_a_worker_does_is_counted_by_partition_and_no_counter_falls_when_it_takes_one_again()
    {
        await using var member = new FakeMember(_engine, _store, new EventLedger(), snapshotLines: 10, _notices);
        using var metrics = new ReadMetrics(member.Worker);
        member.Start("0");
        member.Start("1");
        await member.AdvanceAsync("0", 6);
        Assert.Equal(2, metrics.Read()["partitions"]);
        await member.Worker.StopAsync("0");
        Dictionary<string, double> first = metrics.Read();
        Assert.Equal((6.0, 1.0), (first["records 0"], first["partitions"]));
        Assert.False(first.ContainsKey("lag 0"));
        Assert.True(first["snapshots 0"] >= 1 && first["lines 0"] >= 6 && first["bytes 0"] > 100);

        // A gap of three, a fault, and some that come again.
        _engine.First["0"] = 10;
        member.Redeliver["0"] = 2;
        member.Start("0");
        await member.AdvanceAsync("0", 2);
        member.FailsNext["0"] = true;
        await member.AdvanceAsync("0", 1);
        await member.AdvanceAsync("0", 1_000);
        await member.EndAsync("0");
        Dictionary<string, double> second = metrics.Read();
        Assert.True(second["records 0"] > first["records 0"] && second["lines 0"] > first["lines 0"]);
        Assert.Equal((1.0, 3.0), (second["gaps 0"], second["missing 0"]));
        Assert.Equal(1, second["restarts 0"]);
        Assert.Equal(0, second["uncovered 0"]);
        Assert.Equal("{record}", metrics.Units["lag"]);
        Assert.All(metrics.Attributes, a => Assert.Equal("probeclassifier.partition", a));
    }

    [Fact]
    public async Task What_comes_again_and_what_is_behind_is_told()
    {
        await using var member = new FakeMember(_engine, _store, new EventLedger(), snapshotLines: 1_000_000, _notices);
        using var metrics = new ReadMetrics(member.Worker);
        member.Start("0");
        await member.AdvanceAsync("0", 5);
        member.Redeliver["0"] = 3;
        await member.AdvanceAsync("0", 4);
        Dictionary<string, double> read = metrics.Read();
        Assert.Equal(3, read["redelivered 0"]);
        Assert.Equal(6, read["uncovered 0"]);
        Assert.Equal(_engine.End("0") - 7, read["lag 0"]);
        Assert.DoesNotContain(_notices, n => n.Message.StartsWith("has caught up", StringComparison.Ordinal));
        await member.AdvanceAsync("0", 1_000);
        await member.EndAsync("0");
        Assert.Single(_notices, n => n.Partition == "0" && n.Message.StartsWith("has caught up with its log at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paths_are_no_attributes_and_lag_is_in_bytes()
    {
        using var folder = new TemporaryFolder();
        string[] files = [folder.Write("a.log", CliLines.Telnet + new string('x', 200_000) + "\n"), folder.Write("b.log", CliLines.Ping + "rest")];
        await using var worker = new PartitionWorker(new PartitionWorkerOptions(), new FilePartitionLog(FakeEngine.Options.Parser), _store);
        using var metrics = new ReadMetrics(worker);
        await worker.RunToEndAsync(files, atOnce: 1);
        Dictionary<string, double> read = metrics.Read();
        Assert.Equal((2.0, 3.0, 1.0, 0.0), (read["records"], read["lines"], read["oversize"], read["partitions"]));
        Assert.Equal(CliLines.Telnet.Length + 200_001 + CliLines.Ping.Length, read["bytes"]);
        Assert.Equal("By", metrics.Units["lag"]);
        Assert.Empty(metrics.Attributes);
    }

    /// <summary>The instruments of one worker, read on demand: other tests' meters have the same name.</summary>
    private sealed class ReadMetrics : IDisposable, IMeterFactory
    {
        private readonly MeterListener _listener = new();
        private readonly WorkerMetrics _metrics;
        private Meter? _meter;
        private Dictionary<string, double> _read = [];

        public ReadMetrics(PartitionWorker worker)
        {
            _metrics = new WorkerMetrics(worker, this);
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, _meter))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Take(i, value, tags));
            _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Take(i, value, tags));
            _listener.Start();
        }

        public Dictionary<string, string> Units { get; } = [];

        public HashSet<string> Attributes { get; } = [];

        public Dictionary<string, double> Read()
        {
            _read = [];
            _listener.RecordObservableInstruments();
            return _read;
        }

        public Meter Create(MeterOptions options) => _meter = new Meter(options);

        public void Dispose()
        {
            _listener.Dispose();
            _metrics.Dispose();
        }

        private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string name = instrument.Name["probeclassifier.worker.".Length..];
            Units[name] = instrument.Unit ?? string.Empty;
            foreach (KeyValuePair<string, object?> tag in tags)
                Attributes.Add(tag.Key);
            _read[string.Join(' ', [name, .. tags.ToArray().Select(t => (string)t.Value!)])] = value;
        }
    }
}
