using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>A load into a topic, and what came of it.</summary>
internal sealed class NatsRun(NatsCluster cluster, int seed, int lines) : IDisposable
{
    public const int Partitions = 4;

    public static readonly PartitionOptions Options = new() { Parser = new ProbeParserOptions { Year = 2026 } };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly string[][] _records = [.. Enumerable.Range(0, Partitions).Select(p => LogRecords.Of((seed * Partitions) + p, lines))];

    public string Topic { get; } = FormattableString.Invariant($"probes{seed}");

    public string Events => Topic + "-events";

    public IReadOnlyList<string> Files => [.. _records.Select((r, p) => _folder.Write(p.ToString(CultureInfo.InvariantCulture), Encoding.Latin1.GetBytes(string.Concat(r.Select(t => t[^1] == '\n' ? t : t + "\n")))))];

    public NatsEngineOptions Engine => new() { Topic = Topic, Partitions = Partitions, Replicas = 3 };

    public string[] WorkerArguments => [$"{cluster.Url}/{Topic}", "--partitions", "4", "--replicas", "3", "--lease", "2s", "--publish", Events, "--year", "2026", "--timezone", "UTC", "--snapshot-lines", "700", "--snapshot-every", "200ms"];

    /// <summary>Puts all records into the topic, each partition in order; a message whose answer did not come is sent again, and known by its id.</summary>
    public async Task LoadAsync()
    {
        await using var connection = new NatsConnection(NatsOpts.Default with { Url = cluster.Url, RetryOnInitialConnect = true });
        var jetStream = new NatsJSContext(connection);
        await Task.WhenAll(_records.Select(async (records, p) =>
        {
            for (int i = 0; i < records.Length; i++)
                await PutAsync(jetStream, FormattableString.Invariant($"{Topic}.{p}"), Encoding.Latin1.GetBytes(records[i]), FormattableString.Invariant($"{p}/{i}"));
        }));
    }

    /// <summary>Waits until the snapshots cover all records.</summary>
    public async Task<MergedPartitions> CoveredAsync(Func<string> said)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await using NatsEngine engine = await NatsEngine.ConnectAsync(cluster.Url, Engine with { IsReadOnly = true }, cancellationToken: patience.Token);
                MergedPartitions merged = await MergedPartitions.ReadAsync(engine.Snapshots, Options, cancellationToken: patience.Token);
                if (merged.Partitions.Count == Partitions && merged.Partitions.All(p => p.Position == _records[int.Parse(p.Partition, CultureInfo.InvariantCulture)].Length + 1))
                    return merged;
            }
            catch (PartitionFaultException) when (Stopwatch.GetElapsedTime(start) < Patience)
            {
                // A leader is being elected.
            }

            if (Stopwatch.GetElapsedTime(start) > Patience)
                Assert.Fail($"seed {seed}: the snapshots do not cover all; the workers said:\n{said()}");
            await Task.Delay(100);
        }
    }

    /// <summary>Each event that was published; two of one id must be the same.</summary>
    public async Task<SortedDictionary<string, string>> PublishedAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await ReadPublishedAsync();
            }
            catch (NatsException) when (Stopwatch.GetElapsedTime(start) < Patience)
            {
                // A leader is being elected.
                await Task.Delay(100);
            }
        }
    }

    private async Task<SortedDictionary<string, string>> ReadPublishedAsync()
    {
        await using var connection = new NatsConnection(NatsOpts.Default with { Url = cluster.Url });
        var jetStream = new NatsJSContext(connection);
        INatsJSStream stream = await jetStream.GetStreamAsync(Events);
        var left = (long)stream.Info.State.Messages;
        SortedDictionary<string, string> events = new(StringComparer.Ordinal);
        INatsJSConsumer consumer = await jetStream.CreateOrderedConsumerAsync(Events, new NatsJSOrderedConsumerOpts { DeliverPolicy = ConsumerConfigDeliverPolicy.All });
        await foreach (INatsJSMsg<byte[]> message in consumer.ConsumeAsync<byte[]>())
        {
            string id = message.Headers!["Nats-Msg-Id"].ToString();
            string content = Encoding.UTF8.GetString(message.Data!);
            if (!events.TryAdd(id, content))
                Assert.Equal(events[id], content);
            if (--left == 0)
                break;
        }

        return events;
    }

    /// <summary>Each event, by one worker to whom nothing happens.</summary>
    public async Task<SortedDictionary<string, string>> UndisturbedAsync()
    {
        var ledger = new EventLedger();
        await using NatsEngine engine = await NatsEngine.ConnectAsync(cluster.Url, Engine);
        await using var worker = new PartitionWorker(new PartitionWorkerOptions { Partition = Options }, engine.Log, new MemoryStore(), ledger.Open());
        foreach (string partition in engine.Partitions)
            _ = worker.Start(partition);
        while (worker.Progress.Any(p => p.Next <= _records[int.Parse(p.Partition, CultureInfo.InvariantCulture)].Length))
            await Task.Delay(50);
        await worker.StopAllAsync();
        return new SortedDictionary<string, string>(ledger.Contents.ToDictionary(), StringComparer.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task PutAsync(NatsJSContext jetStream, string subject, byte[] content, string id)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                PubAckResponse ack = await jetStream.PublishAsync(subject, content, opts: new NatsJSPubOpts { MsgId = id });
                if (ack.Error is null)
                    return;
                throw new NatsJSApiException(ack.Error);
            }
            catch (Exception e) when (e is NatsException or TimeoutException or OperationCanceledException or IOException && Stopwatch.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(50);
            }
        }
    }
}
