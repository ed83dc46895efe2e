using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Kafka;

namespace ProbeClassifier.Tests.Distributed.Kafka;

/// <summary>The snapshot topic as a store, on brokers in memory. Those do not compact: SnapshotIndexTests do.</summary>
public sealed class KafkaSnapshotTests
{
    private static readonly SnapshotName Name = new("00000000000000aa", "3", 4711);

    [SkippableFact]
    public async Task What_is_stored_first_holds_for_all_and_can_be_removed()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        await using KafkaEngine one = await ConnectAsync(cluster);
        await using KafkaEngine other = await ConnectAsync(cluster);
        Assert.True(await one.Snapshots.PutAsync(Name, Bytes(1, 100), default));
        Assert.False(await one.Snapshots.PutAsync(Name, Bytes(1, 100), default));
        Assert.False(await other.Snapshots.PutAsync(Name, Bytes(2, 100), default));
        Assert.True(await other.Snapshots.PutAsync(Name with { Position = 9 }, Bytes(3, 0), default));
        foreach (KafkaEngine engine in (KafkaEngine[])[one, other])
        {
            Assert.Equal(Bytes(1, 100), await engine.Snapshots.GetAsync(Name, default));
            Assert.Equal(Bytes(3, 0), await engine.Snapshots.GetAsync(Name with { Position = 9 }, default));
            Assert.Null(await engine.Snapshots.GetAsync(Name with { Partition = "2" }, default));
            Assert.Equal([9, 4711], (await engine.Snapshots.ListAsync(Name.Family, "3", default)).Select(n => n.Position).Order());
            Assert.Empty(await engine.Snapshots.ListAsync(Name.Family, "2", default));
            Assert.Equal(2, (await engine.Snapshots.ListAsync(Name.Family, null, default)).Count);
            Assert.Equal([Name.Family], await engine.Snapshots.ListFamiliesAsync(default));
        }

        await one.Snapshots.RemoveAsync(Name with { Position = 9 }, default);
        await one.Snapshots.RemoveAsync(Name with { Position = 10 }, default);
        Assert.Equal([Name], await other.Snapshots.ListAsync(Name.Family, null, default));
        Assert.Null(await other.Snapshots.GetAsync(Name with { Position = 9 }, default));
    }

    [SkippableFact]
    public async Task Of_two_that_write_one_name_at_the_same_time_one_holds_for_both()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        await using KafkaEngine one = await ConnectAsync(cluster);
        await using KafkaEngine other = await ConnectAsync(cluster);
        for (int i = 0; i < 10; i++)
        {
            SnapshotName name = Name with { Position = i };
            bool[] stored = await Task.WhenAll(one.Snapshots.PutAsync(name, Bytes(1, 30_000), default).AsTask(), other.Snapshots.PutAsync(name, Bytes(2, 30_000), default).AsTask());
            Assert.Single(stored, s => s);
            byte[] held = Bytes(stored[0] ? 1 : 2, 30_000);
            Assert.Equal(held, await one.Snapshots.GetAsync(name, default));
            Assert.Equal(held, await other.Snapshots.GetAsync(name, default));
        }
    }

    [SkippableFact]
    public async Task A_snapshot_larger_than_a_message_goes_in_pieces_and_too_large_a_one_is_refused_with_advice()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        await using KafkaEngine small = await ConnectAsync(cluster, ("message.max.bytes", "20000"));
        byte[] content = Bytes(5, 100_000);
        Assert.True(await small.Snapshots.PutAsync(Name, content, default));
        Assert.True(cluster.Watermarks("t-snapshots", 3).High.Value > 20);
        Assert.Equal(content, await small.Snapshots.GetAsync(Name, default));
        await using (KafkaEngine other = await ConnectAsync(cluster))
            Assert.Equal(content, await other.Snapshots.GetAsync(Name, default));
        var refused = await Assert.ThrowsAsync<PartitionFaultException>(() => small.Snapshots.PutAsync(Name with { Position = 1 }, new byte[20_000_000], default).AsTask());
        Assert.False(refused.IsTransient);
        Assert.Contains("use more partitions, fewer sources, or a larger message.max.bytes", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_the_topic_has_dropped_is_not_there_any_more()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        await using KafkaEngine engine = await ConnectAsync(cluster);
        Assert.True(await engine.Snapshots.PutAsync(Name, Bytes(1, 900_000), default));
        for (int i = 1; i <= 8; i++)
            Assert.True(await engine.Snapshots.PutAsync(Name with { Position = Name.Position + i }, Bytes(i, 900_000), default));
        Assert.True(cluster.Watermarks("t-snapshots", 3).Low.Value > 0);
        Assert.Null(await engine.Snapshots.GetAsync(Name, default));
        Assert.DoesNotContain(Name, await engine.Snapshots.ListAsync(Name.Family, null, default));
        Assert.Equal(Bytes(8, 900_000), await engine.Snapshots.GetAsync(Name with { Position = Name.Position + 8 }, default));
    }

    [SkippableFact]
    public async Task A_topic_that_would_drop_snapshots_takes_none()
    {
        Assert.Null(KafkaTopics.WhyNotCompacted("t-snapshots", "compact"));
        string reason = KafkaTopics.WhyNotCompacted("t-snapshots", "compact,delete")!;
        Assert.Contains("cleanup.policy=compact,delete", reason, StringComparison.Ordinal);
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        await using KafkaEngine engine = await ConnectAsync(cluster);
        ((KafkaSnapshotStore)engine.Snapshots).Refuse(reason);
        var refused = await Assert.ThrowsAsync<PartitionFaultException>(() => engine.Snapshots.PutAsync(Name, Bytes(1, 10), default).AsTask());
        Assert.Equal((false, reason), (refused.IsTransient, refused.Message));
    }

    [SkippableFact]
    public async Task A_report_of_a_topic_without_workers_says_so()
    {
        using KafkaCluster cluster = KafkaCluster.StartOrSkip().With("t");
        var none = await Assert.ThrowsAsync<PartitionFaultException>(() => KafkaEngine.ConnectAsync(cluster.Servers, new KafkaEngineOptions { Topic = "other", IsReadOnly = true }));
        Assert.Equal("Kafka: there is no topic other; who ships lines makes it, with as many partitions as workers are to share", none.Message);
        var noSnapshots = await Assert.ThrowsAsync<PartitionFaultException>(() => KafkaEngine.ConnectAsync(cluster.Servers, new KafkaEngineOptions { Topic = "t-snapshots", IsReadOnly = true }));
        Assert.Equal("Kafka: there is no topic t-snapshots-snapshots: has a worker of the topic t-snapshots run?", noSnapshots.Message);
    }

    private static Task<KafkaEngine> ConnectAsync(KafkaCluster cluster, params (string Name, string Value)[] properties) => KafkaEngine.ConnectAsync(
        cluster.Servers, new KafkaEngineOptions { Topic = "t", IsReadOnly = true, Properties = properties.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal) });

    private static byte[] Bytes(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
