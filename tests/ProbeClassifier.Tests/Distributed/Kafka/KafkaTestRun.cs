using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Kafka;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Kafka;

/// <summary>A load into a topic, and what came of it.</summary>
internal sealed class KafkaTestRun(KafkaCluster cluster, string topic, int seed, int lines) : IDisposable
{
    public static readonly PartitionOptions Options = new() { Parser = new ProbeParserOptions { Year = 2026 } };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly string[][] _records = [.. Enumerable.Range(0, KafkaCluster.Partitions).Select(p => LogRecords.Of((seed * KafkaCluster.Partitions) + p, lines))];

    public string Topic => topic;

    /// <summary>These brokers answer who joins after 3 seconds, and forget who was silent for longer than his session: shorter ones never join.</summary>
    public KafkaEngineOptions Engine => new() { Topic = topic, SessionTimeout = TimeSpan.FromSeconds(4) };

    public int Records(string partition) => _records[int.Parse(partition, CultureInfo.InvariantCulture)].Length;

    /// <summary>Puts a share of all records into the topic, each partition in order.</summary>
    public Task LoadAsync(int share, int of) => Task.WhenAll(_records.Select((records, p) =>
        cluster.SendAsync(topic, p, records[(records.Length * share / of)..(records.Length * (share + 1) / of)])));

    /// <summary>What one local run says of the same lines in files, a file for each partition.</summary>
    public string LocalReport()
    {
        string[] files = [.. _records.Select((r, p) => _folder.Write(p.ToString(CultureInfo.InvariantCulture), Encoding.Latin1.GetBytes(string.Concat(r.Select(t => t[^1] == '\n' ? t : t + "\n")))))];
        return FakeEngine.Text(ProbeReport.From(ProbeReader.Read(files, new ProbeReaderOptions { Parser = Options.Parser, Rollup = Options.Rollup })));
    }

    /// <summary>Waits until the snapshots cover all records.</summary>
    public async Task<MergedPartitions> CoveredAsync(Func<string> said)
    {
        long start = Stopwatch.GetTimestamp();
        await using KafkaEngine engine = await KafkaEngine.ConnectAsync(cluster.Servers, Engine with { IsReadOnly = true });
        while (true)
        {
            IReadOnlyList<SnapshotName> names = await engine.Snapshots.ListAsync(Options.Family, null, default);
            if (engine.Partitions.All(p => names.Any(n => string.Equals(n.Partition, p, StringComparison.Ordinal) && n.Position == Records(p))))
                return await MergedPartitions.ReadAsync(engine.Snapshots, Options);
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"seed {seed}: the snapshots do not cover all: {string.Join(", ", names)}; the workers said:\n{said()}");
            await Task.Delay(50);
        }
    }

    /// <summary>Each event, by one worker to whom nothing happens.</summary>
    public async Task<SortedDictionary<string, string>> UndisturbedAsync()
    {
        var ledger = new EventLedger();
        await using KafkaEngine engine = await KafkaEngine.ConnectAsync(cluster.Servers, Engine with { IsReadOnly = true });
        await using var worker = new PartitionWorker(new PartitionWorkerOptions { Partition = Options }, engine.Log, new MemoryStore(), ledger.Open());
        foreach (string partition in engine.Partitions)
            _ = worker.Start(partition);
        while (worker.Progress.Any(p => p.Next < Records(p.Partition)))
            await Task.Delay(20);
        await worker.StopAllAsync();
        return new SortedDictionary<string, string>(ledger.Contents.ToDictionary(), StringComparer.Ordinal);
    }

    /// <summary>Each event of a topic; two of one id must be the same.</summary>
    public SortedDictionary<string, string> Published(string events)
    {
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        foreach (var message in cluster.ReadAll(events))
        {
            string id = Encoding.UTF8.GetString(message.Key);
            string content = Encoding.UTF8.GetString(message.Value);
            if (!all.TryAdd(id, content))
                Assert.Equal(all[id], content);
        }

        return all;
    }

    public void Dispose() => _folder.Dispose();
}
