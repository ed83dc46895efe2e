using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>A topic of one server into which a test puts records, and what one local run says of the same lines in files.</summary>
internal sealed class NatsTopic : IAsyncDisposable
{
    private readonly NatsConnection _connection;
    private readonly NatsEngineOptions _options;
    private readonly TemporaryFolder _folder = new();
    private readonly SortedDictionary<string, List<byte[]>> _records = new(StringComparer.Ordinal);

    private NatsTopic(NatsServer server, NatsConnection connection, NatsEngineOptions options, NatsEngine engine)
    {
        Address = $"{server.Url}/{options.Topic}";
        _connection = connection;
        _options = options;
        JetStream = new NatsJSContext(connection);
        Engine = engine;
    }

    public string Address { get; }

    public NatsEngine Engine { get; }

    public NatsJSContext JetStream { get; }

    public static async Task<NatsTopic> OpenAsync(NatsServer server, NatsEngineOptions options)
    {
        NatsEngine engine = await NatsEngine.ConnectAsync(server.Url, options);
        return new NatsTopic(server, new NatsConnection(NatsOpts.Default with { Url = server.Url }), options, engine);
    }

    public string Stream(int partition) => FormattableString.Invariant($"{_options.Topic}-{partition}");

    public async Task PutAsync(int partition, byte[] record)
    {
        string name = partition.ToString(CultureInfo.InvariantCulture);
        PubAckResponse ack = await JetStream.PublishAsync($"{_options.Topic}.{name}", record);
        Assert.Null(ack.Error);
        lock (_records)
        {
            if (!_records.TryGetValue(name, out List<byte[]>? records))
                _records[name] = records = [];
            records.Add(record);
        }
    }

    /// <summary>One local run over files of the same lines.</summary>
    public string LocalReport()
    {
        string[] files = [.. _records.Select(r => _folder.Write(r.Key, Text(r.Value)))];
        return FakeEngine.Text(ProbeReport.From(ProbeReader.Read(files, new ProbeReaderOptions { Parser = NatsRun.Options.Parser, Rollup = NatsRun.Options.Rollup, Threads = 1 })));
    }

    /// <summary>Waits until a worker has counted all that was put.</summary>
    public async Task CountedAsync(PartitionWorker worker)
    {
        using var patience = new System.Threading.CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (_records.Any(r => worker.Progress.SingleOrDefault(p => p.Partition == r.Key)?.Next != r.Value.Count + 1))
        {
            Assert.All(worker.Progress, p => Assert.Null(p.Failure));
            await Task.Delay(20, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _connection.DisposeAsync();
        _folder.Dispose();
    }

    private static byte[] Text(IEnumerable<byte[]> records)
    {
        var text = new MemoryStream();
        foreach (byte[] record in records)
        {
            text.Write(record);
            if (record.Length > 0 && record[^1] != '\n')
                text.WriteByte((byte)'\n');
        }

        return text.ToArray();
    }
}
