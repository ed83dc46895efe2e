using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ProbeClassifier.Tests.Distributed.Kafka;

/// <summary>
/// Three brokers that librdkafka plays on loopback, within one client of this process; others come by their ports. A topic has four
/// partitions and is made when it is first asked for; a partition keeps 5 MiB.
/// </summary>
internal sealed class KafkaCluster : IDisposable
{
    public const int Partitions = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IProducer<byte[], byte[]> _host;
    private readonly IAdminClient _admin;

    private KafkaCluster()
    {
        _host = new ProducerBuilder<byte[], byte[]>(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["test.mock.num.brokers"] = "3",
            ["bootstrap.servers"] = "localhost:1",
            ["message.max.bytes"] = "4000000",
            ["linger.ms"] = "1",
        }).SetLogHandler((_, _) => { }).Build();
        _admin = new DependentAdminClientBuilder(_host.Handle).Build();
        Servers = string.Join(',', _admin.GetMetadata(Patience).Brokers.Select(b => FormattableString.Invariant($"{b.Host}:{b.Port}")));
    }

    public string Servers { get; }

    /// <summary>Starts it, or skips the test where the native library cannot be loaded.</summary>
    public static KafkaCluster StartOrSkip()
    {
        string? missing = null;
        try
        {
            _ = Library.Version;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            missing = e.Message;
        }

        Skip.If(missing is not null, $"librdkafka cannot be loaded here: {missing}");
        return new KafkaCluster();
    }

    /// <summary>Makes a topic, and those that workers of it need: the brokers in memory know no other way.</summary>
    public KafkaCluster With(params string[] topics)
    {
        foreach (string topic in topics.SelectMany(t => (string[])[t, t + "-snapshots"]))
            Assert.Equal(Partitions, _admin.GetMetadata(topic, Patience).Topics.Single().Partitions.Count);
        return this;
    }

    public async Task SendAsync(string topic, int partition, IEnumerable<string> records, Headers? headers = null)
    {
        var to = new TopicPartition(topic, partition);
        await Task.WhenAll(records.Select(r => _host.ProduceAsync(to, new Message<byte[], byte[]> { Value = Encoding.Latin1.GetBytes(r), Headers = headers })));
    }

    /// <summary>Where a partition begins and ends.</summary>
    public WatermarkOffsets Watermarks(string topic, int partition)
    {
        using IConsumer<byte[], byte[]> consumer = Consumer("watermarks");
        return consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), Patience);
    }

    /// <summary>What the group has committed for a partition.</summary>
    public long Committed(string group, string topic, int partition)
    {
        using IConsumer<byte[], byte[]> consumer = Consumer(group);
        return consumer.Committed([new TopicPartition(topic, partition)], Patience).Single().Offset.Value;
    }

    /// <summary>All messages of a topic.</summary>
    public List<Message<byte[], byte[]>> ReadAll(string topic)
    {
        List<Message<byte[], byte[]>> all = [];
        using IConsumer<byte[], byte[]> consumer = Consumer("reader");
        for (int p = 0; p < Partitions; p++)
        {
            WatermarkOffsets there = consumer.QueryWatermarkOffsets(new TopicPartition(topic, p), Patience);
            Assert.Equal(0, there.Low.Value);
            consumer.Assign(new TopicPartitionOffset(topic, p, 0));
            for (long next = 0; next < there.High.Value; next++)
                all.Add((consumer.Consume(Patience) ?? throw new TimeoutException(topic)).Message);
        }

        return all;
    }

    public void Dispose()
    {
        _admin.Dispose();
        _host.Dispose();
    }

    private IConsumer<byte[], byte[]> Consumer(string group) =>
        new ConsumerBuilder<byte[], byte[]>(new Dictionary<string, string>(StringComparer.Ordinal) { ["bootstrap.servers"] = Servers, ["group.id"] = group, ["enable.auto.commit"] = "false" }).Build();
}
