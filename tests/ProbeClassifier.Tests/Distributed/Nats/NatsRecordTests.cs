using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed.Nats;

/// <summary>Records and snapshots that are odd, too large or gone, on a real server.</summary>
public sealed class NatsRecordTests
{
    private readonly ConcurrentQueue<PartitionNotice> _notices = [];

    [SkippableFact]
    public async Task Poison_is_counted_for_what_it_is_and_what_stands_behind_it_is_read()
    {
        using NatsServer server = NatsServer.StartOrSkip("max_payload: 8MB");
        await using NatsTopic topic = await NatsTopic.OpenAsync(server, new NatsEngineOptions { Topic = "poison", ReadAheadBytes = 1 << 20, Watchdog = TimeSpan.FromSeconds(1) });
        var random = new Random(1);
        byte[] binary = new byte[100_000];
        random.NextBytes(binary);
        byte[] line = Encoding.Latin1.GetBytes(CliLines.Telnet);
        await topic.PutAsync(0, line);
        await topic.PutAsync(0, binary);
        await topic.PutAsync(0, []);
        await topic.PutAsync(0, new byte[50_000]);
        await topic.PutAsync(0, "\n\n\n"u8.ToArray());
        await topic.PutAsync(0, line);

        // One line, nearly as long as servers are advised to take, and many times what the reader asks for at once.
        await topic.PutAsync(0, Encoding.Latin1.GetBytes(new string('x', 8_000_000)));
        await topic.PutAsync(0, Encoding.Latin1.GetBytes(CliLines.Ping));
        await using PartitionWorker worker = Worker(topic);
        _ = worker.Start("0");
        await topic.CountedAsync(worker);
        PartitionProgress progress = Assert.Single(worker.Progress);
        Assert.True(progress is { Missing: 0, Oversize: > 0 }, $"{progress}\n{string.Join('\n', _notices)}\n{server.Log}");
        await worker.StopAllAsync();
        MergedPartitions merged = await MergedPartitions.ReadAsync(topic.Engine.Snapshots, NatsRun.Options);
        Assert.Equal(topic.LocalReport(), FakeEngine.Text(merged.ToReport()));
        Assert.Equal(3, merged.ToReport().Summary.Events);
    }

    [SkippableFact]
    public async Task A_snapshot_larger_than_a_message_goes_in_pieces_and_one_too_large_is_refused_with_advice()
    {
        using NatsServer server = NatsServer.StartOrSkip("max_payload: 8KB");
        await using NatsTopic topic = await NatsTopic.OpenAsync(server, new NatsEngineOptions { Topic = "large" });
        string[] lines = Encoding.Latin1.GetString(new LogLines(3).Block(2_000, hostile: true)).Split('\n')[..^1];
        foreach (string[] some in lines.Chunk(5).Where(c => c.Sum(l => l.Length + 1) < 8_000))
            await topic.PutAsync(0, Encoding.Latin1.GetBytes(string.Concat(some.Select(l => l + "\n"))));
        await using PartitionWorker worker = Worker(topic);
        _ = worker.Start("0");
        await topic.CountedAsync(worker);
        await worker.StopAllAsync();
        SnapshotName newest = (await topic.Engine.Snapshots.ListAsync(NatsRun.Options.Family, "0", default)).MaxBy(n => n.Position);
        Assert.True((await topic.Engine.Snapshots.GetAsync(newest, default))!.Length > 8 * 8192);
        Assert.Equal(topic.LocalReport(), FakeEngine.Text((await MergedPartitions.ReadAsync(topic.Engine.Snapshots, NatsRun.Options)).ToReport()));

        var refused = await Assert.ThrowsAsync<PartitionFaultException>(async () => await topic.Engine.Snapshots.PutAsync(newest with { Position = 9 }, new byte[5_000_000], default));
        Assert.False(refused.IsTransient);
        Assert.Contains("5000000 bytes, more than 4096 messages of 1024: use more partitions, fewer sources, or a larger max_payload", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_retention_took_is_a_number_in_the_report_and_in_the_positions()
    {
        using NatsServer server = NatsServer.StartOrSkip();
        await using NatsTopic topic = await NatsTopic.OpenAsync(server, new NatsEngineOptions { Topic = "gaps" });
        for (int i = 0; i < 10; i++)
            await topic.PutAsync(0, Encoding.Latin1.GetBytes(CliLines.Telnet));
        await using (PartitionWorker first = Worker(topic))
        {
            _ = first.Start("0");
            await topic.CountedAsync(first);
            await first.StopAllAsync();
        }

        // Nobody reads; the stream may hold four, and then is cleared of one more.
        StreamConfig config = (await topic.JetStream.GetStreamAsync(topic.Stream(0))).Info.Config;
        config.MaxMsgs = 4;
        await topic.JetStream.UpdateStreamAsync(config);
        for (int i = 0; i < 10; i++)
            await topic.PutAsync(0, Encoding.Latin1.GetBytes(CliLines.Ping));
        await topic.JetStream.PurgeStreamAsync(topic.Stream(0), new StreamPurgeRequest { Seq = 18 });
        await using (PartitionWorker second = Worker(topic))
        {
            _ = second.Start("0");
            await topic.CountedAsync(second);
            await second.StopAllAsync();
        }

        Assert.Contains(_notices, n => n.IsError && n.Message == "7 records before 18 are gone from the log: they are missing from the counts, and counted as missing");
        using var folder = new TemporaryFolder();
        CommandResult report = CommandLine.Run("report", "--year", "2026", topic.Address, "--timezone", "UTC", "--positions", folder.At("positions.json"));
        Assert.Equal(3, report.ExitCode);
        Assert.Contains("gap: 7 records from 11 to before 18 were gone from the log before they were read", string.Join(' ', report.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("partition 0: from 1 to before 21, 7 missing", report.Error, StringComparison.Ordinal);
        JsonElement positions = JsonDocument.Parse(File.ReadAllText(folder.At("positions.json"))).RootElement;
        Assert.Equal(7, positions.GetProperty("missing").GetInt64());
        JsonElement gap = Assert.Single(positions.GetProperty("partitions")[0].GetProperty("gaps").EnumerateArray());
        Assert.Equal((11, 18, 7), (gap.GetProperty("from").GetInt64(), gap.GetProperty("to").GetInt64(), gap.GetProperty("records").GetInt64()));
        Assert.Equal(13, (await MergedPartitions.ReadAsync(topic.Engine.Snapshots, NatsRun.Options)).ToReport().Summary.Events);
    }

    [SkippableFact]
    public async Task A_snapshot_stays_whole_when_another_server_takes_other_sizes()
    {
        using NatsServer server = NatsServer.StartOrSkip();
        await using NatsTopic topic = await NatsTopic.OpenAsync(server, new NatsEngineOptions { Topic = "sizes" });
        INatsKVStore bucket = await new NatsKVContext(topic.JetStream).GetStoreAsync("sizes-snapshots");
        byte[] content = new byte[100_000];
        new Random(1).NextBytes(content);
        var name = new SnapshotName("00000000000000aa", "0", 7);
        var small = new NatsSnapshotStore(bucket, maxPayload: 32 * 1024);
        var large = new NatsSnapshotStore(bucket, maxPayload: 64 * 1024);
        Assert.True(await small.PutAsync(name, content, default));
        Assert.False(await large.PutAsync(name, content, default));
        Assert.Equal(content, await large.GetAsync(name, default));

        // One whose name somebody was about to write when it ended: its pieces are there, cut otherwise.
        await topic.JetStream.PurgeStreamAsync("KV_sizes-snapshots", new StreamPurgeRequest { Filter = "$KV.sizes-snapshots.00000000000000aa.0.7" });
        Assert.Null(await small.GetAsync(name, default));
        Assert.True(await large.PutAsync(name, content, default));
        Assert.Equal(content, await small.GetAsync(name, default));

        // What was left goes with the next one that is removed, and what is newer stays.
        await small.PutAsync(name with { Position = 8 }, content, default);
        await topic.JetStream.PurgeStreamAsync("KV_sizes-snapshots", new StreamPurgeRequest { Filter = "$KV.sizes-snapshots.00000000000000aa.0.7" });
        await small.PutAsync(name with { Position = 9 }, content, default);
        await small.RemoveAsync(name with { Position = 8 }, default);
        List<string> keys = [];
        await foreach (string key in bucket.GetKeysAsync())
            keys.Add(key);
        Assert.All(keys, k => Assert.Contains(".0.9", k, StringComparison.Ordinal));
        Assert.Equal(content, await small.GetAsync(name with { Position = 9 }, default));
    }

    [SkippableFact]
    public async Task A_lease_that_the_bucket_does_not_have_is_refused()
    {
        using NatsServer server = NatsServer.StartOrSkip();
        await using NatsTopic topic = await NatsTopic.OpenAsync(server, new NatsEngineOptions { Topic = "leases" });
        await using PartitionWorker worker = Worker(topic);
        await topic.Engine.OpenLeasesAsync(worker, "a");
        await topic.Engine.OpenLeasesAsync(worker, "b");
        await using NatsEngine other = await NatsEngine.ConnectAsync(server.Url, new NatsEngineOptions { Topic = "leases", Lease = TimeSpan.FromSeconds(2) });
        var refused = await Assert.ThrowsAsync<PartitionFaultException>(() => other.OpenLeasesAsync(worker, "c"));
        Assert.False(refused.IsTransient);
        Assert.Contains("run for 00:00:15, which the first worker chose, and this one's for 00:00:02", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_stream_made_anew_is_refused_with_both_times_though_it_has_more_records()
    {
        using NatsServer server = NatsServer.StartOrSkip();
        await using NatsTopic topic = await NatsTopic.OpenAsync(server, new NatsEngineOptions { Topic = "anew" });
        for (int i = 0; i < 3; i++)
            await topic.PutAsync(0, Encoding.Latin1.GetBytes(CliLines.Telnet));
        await using (PartitionWorker first = Worker(topic))
        {
            _ = first.Start("0");
            await topic.CountedAsync(first);
            await first.StopAllAsync();
        }

        await topic.JetStream.DeleteStreamAsync(topic.Stream(0));
        await topic.JetStream.CreateStreamAsync(new StreamConfig(topic.Stream(0), ["anew.0"]));
        for (int i = 0; i < 5; i++)
            await topic.PutAsync(0, Encoding.Latin1.GetBytes(CliLines.Ping));
        await using PartitionWorker second = Worker(topic);
        await second.Start("0").WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("other records have its numbers", Assert.Single(second.Progress).Failure, StringComparison.Ordinal);
        Assert.Equal(3, (await MergedPartitions.ReadAsync(topic.Engine.Snapshots, NatsRun.Options)).ToReport().Summary.Events);
    }

    [SkippableFact]
    public async Task One_host_that_sends_nine_lines_in_ten_is_counted_whole_in_bounded_memory_and_its_end_is_told()
    {
        using NatsServer server = NatsServer.StartOrSkip();
        await using NatsTopic topic = await NatsTopic.OpenAsync(server, new NatsEngineOptions { Topic = "skew", Partitions = 4 });

        // 100 MB of one host and 11 MB of three others.
        string line = CliLines.Telnet;
        byte[] hot = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(line, 50_000 / line.Length)));
        byte[] cold = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(CliLines.Ping, 11_000 / CliLines.Ping.Length)));
        await Task.WhenAll(FillAsync(2, hot, 2_000), FillAsync(0, cold, 333), FillAsync(1, cold, 333), FillAsync(3, cold, 333));

        // The heap may have 80 MB: less than what the hot partition alone holds.
        using var worker = new WorkerProcess(
            [("DOTNET_GCHeapHardLimit", "0x5000000")], topic.Address, "--partitions", "4", "--year", "2026", "--timezone", "UTC", "--status-every", "1s", "--snapshot-lines", "50000");
        await worker.SaysAsync("partition 2: has caught up with its log at 2000");
        await worker.SaysAsync("none behind");
        worker.End();
        MergedPartitions merged = await MergedPartitions.ReadAsync(topic.Engine.Snapshots, NatsRun.Options);
        Assert.Equal(topic.LocalReport(), FakeEngine.Text(merged.ToReport()));

        async Task FillAsync(int partition, byte[] record, int times)
        {
            for (int i = 0; i < times; i++)
                await topic.PutAsync(partition, record);
        }
    }

    private PartitionWorker Worker(NatsTopic topic) =>
        new(new PartitionWorkerOptions { Partition = NatsRun.Options }, topic.Engine.Log, topic.Engine.Snapshots, publisher: null, _notices.Enqueue);
}
