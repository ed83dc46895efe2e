using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using ProbeClassifier.Distributed;
using ProbeClassifier.Kafka;

namespace ProbeClassifier.Tests.Distributed.Kafka;

/// <summary>The log, the group and the publisher in one process, on brokers in memory.</summary>
public sealed class KafkaWorkerTests
{
    private const string Ping = "Nov 24 05:00:00 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.7 DST=198.51.100.1 LEN=60 PROTO=ICMP TYPE=8 CODE=0";

    [SkippableFact]
    public async Task Partitions_move_when_a_worker_joins_and_one_that_begins_again_goes_on_at_its_snapshots()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        using var run = new KafkaTestRun(cluster, "t", seed: 3, lines: 300);
        await run.LoadAsync(0, 2);
        ConcurrentQueue<string> said = [];
        await using var first = await Member.StartAsync(cluster, run, said);
        await first.UntilAsync(() => first.Held == 4);
        await using (var second = await Member.StartAsync(cluster, run, said))
        {
            await second.UntilAsync(() => first.Held == 2 && second.Held == 2);
            await run.LoadAsync(1, 2);
            await run.CoveredAsync(() => string.Join('\n', said));
            await second.EndAsync();
            Assert.Equal(0, second.Held);
        }

        await first.EndAsync();

        // Kept at the newest snapshot each, so that nothing is read again.
        await using var third = await Member.StartAsync(cluster, run, said);
        await third.UntilAsync(() => third.Held == 4 && third.Worker.Progress.All(p => p.Covered == run.Records(p.Partition)));
        Assert.All(third.Worker.Progress, p => Assert.Equal((0, null), (p.Records, p.Failure)));
        await third.EndAsync();
        MergedPartitions merged = await run.CoveredAsync(() => string.Join('\n', said));
        Assert.Equal(run.LocalReport(), FakeEngine.Text(merged.ToReport()));
        Assert.All(merged.Partitions, p => Assert.Equal(p.Position, cluster.Committed("probeclassifier-t", "t", int.Parse(p.Partition, CultureInfo.InvariantCulture))));
    }

    [SkippableFact]
    public async Task What_retention_took_before_it_was_read_is_a_gap_with_its_positions()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        await cluster.SendAsync("t", 0, Enumerable.Repeat(Ping, 5));
        await using KafkaEngine engine = await KafkaEngine.ConnectAsync(cluster.Servers, new KafkaEngineOptions { Topic = "t" });
        await CountAsync(engine, until: 5);

        // A partition keeps 5 MiB there: of these, the last ones.
        string record = string.Join('\n', Enumerable.Repeat(Ping, 600));
        for (int i = 0; i < 10; i++)
            await cluster.SendAsync("t", 0, Enumerable.Repeat(record, 10));
        WatermarkOffsets there = cluster.Watermarks("t", 0);
        Assert.InRange(there.Low.Value, 10, 100);
        await CountAsync(engine, until: 105);
        MergedPartitions merged = await MergedPartitions.ReadAsync(engine.Snapshots, KafkaTestRun.Options);
        PartitionSnapshot covered = Assert.Single(merged.Partitions);
        Assert.Equal([new PartitionGap(5, there.Low.Value, there.Low.Value - 5)], covered.Gaps);
        Assert.Equal((there.Low.Value - 5, 105 - (there.Low.Value - 5)), (covered.Missing, covered.Records));
        Assert.Equal(5 + ((105 - there.Low.Value) * 600), merged.Rollup.Lines);
        Assert.StartsWith("gap: ", Assert.Single(merged.Failures).Message, StringComparison.Ordinal);

        // Who has read nothing before begins where the log does, and lacks nothing.
        var afresh = new MemoryStore();
        await CountAsync(engine, until: 105, afresh);
        PartitionSnapshot other = Assert.Single((await MergedPartitions.ReadAsync(afresh, KafkaTestRun.Options)).Partitions);
        Assert.Equal((there.Low.Value, 0), (other.First, other.Missing));
    }

    [SkippableFact]
    public async Task A_topic_that_was_made_anew_is_told_of()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        await using KafkaEngine engine = await KafkaEngine.ConnectAsync(cluster.Servers, new KafkaEngineOptions { Topic = "t" });
        var refused = await Assert.ThrowsAsync<PartitionFaultException>(() => engine.Log.OpenAsync("0", new ResumePoint(7, default), default).AsTask());
        Assert.True(refused.IsTransient);
        Assert.Equal("Kafka: partition 0 of t ends before 0, and its snapshot before 7: if the topic was made anew, use another one, or remove its snapshots", refused.Message);
    }

    [SkippableFact]
    public async Task A_slow_caller_slows_the_reader_and_gets_each_record_once()
    {
        const int Records = 3_000;
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        await cluster.SendAsync("t", 1, Enumerable.Range(0, Records).Select(i => i.ToString(CultureInfo.InvariantCulture).PadRight(1_500)));
        await using KafkaEngine engine = await KafkaEngine.ConnectAsync(cluster.Servers, new KafkaEngineOptions { Topic = "t", ReadAheadBytes = 1 << 20 });
        await using IPartitionReader reader = await engine.Log.OpenAsync("1", new ResumePoint(0, default), default);
        for (int i = 0; i < Records; i++)
        {
            // The whole is more than four times what may wait: it is paused in between.
            PartitionRecord record = (await reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token))!.Value;
            Assert.Equal((i, i + 1, 0), (record.Position, record.Next, record.Missing));
            Assert.StartsWith(i.ToString(CultureInfo.InvariantCulture) + " ", Encoding.Latin1.GetString(record.Payload.Span), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task Headers_say_when_and_whose_and_go_with_the_events()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t", "e");
        await cluster.SendAsync("t", 0, [Ping + "\n" + Ping], new Headers { { "time", "2026-11-24T05:00:01Z"u8.ToArray() }, { "host", "gw"u8.ToArray() } });
        await using KafkaEngine engine = await KafkaEngine.ConnectAsync(cluster.Servers, new KafkaEngineOptions { Topic = "t" });
        await using (IPartitionReader reader = await engine.Log.OpenAsync("0", new ResumePoint(0, default), default))
        {
            PartitionRecord record = (await reader.ReadAsync(default))!.Value;
            Assert.Equal(new DateTimeOffset(2026, 11, 24, 5, 0, 1, TimeSpan.Zero), record.Time);
            Assert.Equal("gw", Encoding.UTF8.GetString(record.Host.Span));
        }

        await CountAsync(engine, until: 1, publisher: await engine.OpenPublisherAsync("e"));
        Message<byte[], byte[]>[] events = [.. cluster.ReadAll("e").OrderBy(m => Encoding.UTF8.GetString(m.Key), StringComparer.Ordinal)];
        Assert.Equal(["t/0/0/0", "t/0/0/1"], events.Select(m => EventIds.Place(Encoding.UTF8.GetString(m.Key))));
        Assert.All(events, m => Assert.Equal("host=gw time=2026-11-24T05:00:01.000Z", string.Join(' ', m.Headers.Select(h => $"{h.Key}={Encoding.UTF8.GetString(h.GetValueBytes())}"))));
        Assert.All(events, m => Assert.StartsWith($"{{\"id\":\"{Encoding.UTF8.GetString(m.Key)}\"", Encoding.UTF8.GetString(m.Value), StringComparison.Ordinal));
    }

    /// <summary>Counts partition 0 up to a position, and makes its last snapshot.</summary>
    private static async Task CountAsync(KafkaEngine engine, long until, ISnapshotStore? store = null, IEventPublisher? publisher = null)
    {
        await using var worker = new PartitionWorker(new PartitionWorkerOptions { Partition = KafkaTestRun.Options }, engine.Log, store ?? engine.Snapshots, publisher);
        Task running = worker.Start("0");
        while (worker.Progress.Single().Next < until && !running.IsCompleted)
            await Task.Delay(10);
        await worker.StopAsync("0");
        Assert.Equal((until, null), (worker.Progress.Single().Covered, worker.Progress.Single().Failure));
    }

    /// <summary>A worker of the group.</summary>
    private sealed class Member(KafkaEngine engine, PartitionWorker worker, ConcurrentQueue<string> said) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _running = Task.CompletedTask;
        private int _held;

        public PartitionWorker Worker => worker;

        public int Held => Volatile.Read(ref _held);

        public static async Task<Member> StartAsync(KafkaCluster cluster, KafkaTestRun run, ConcurrentQueue<string> said)
        {
            KafkaEngine engine = await KafkaEngine.ConnectAsync(cluster.Servers, run.Engine, said.Enqueue);
            var worker = new PartitionWorker(
                new PartitionWorkerOptions { Partition = KafkaTestRun.Options, SnapshotEvery = TimeSpan.FromMilliseconds(100) }, engine.Log, engine.Snapshots, null, n => said.Enqueue(n.Message));
            var member = new Member(engine, worker, said);
            member._running = engine.OpenGroup(worker).RunAsync(
                message =>
                {
                    said.Enqueue(message);
                    Interlocked.Add(ref member._held, message.EndsWith("taken", StringComparison.Ordinal) ? 1 : -1);
                },
                member._stop.Token);
            return member;
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!condition())
            {
                Assert.False(_running.IsCompleted, _running.Exception?.ToString());
                Assert.False(patience.IsCancellationRequested, string.Join('\n', said));
                await Task.Delay(20);
            }
        }

        public async Task EndAsync()
        {
            await _stop.CancelAsync();
            await _running;
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            await worker.DisposeAsync();
            await engine.DisposeAsync();
            _stop.Dispose();
        }
    }
}
