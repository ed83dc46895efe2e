using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Confluent.Kafka;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>Reads the snapshot topic, to its end and at offsets. All calls wait; for one caller at a time.</summary>
internal sealed class SnapshotTopic(IConsumer<byte[], byte[]> consumer, string topic, int partitions) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    private readonly long[] _next = new long[partitions];

    public int Partitions => partitions;

    public SnapshotIndex Index { get; } = new();

    /// <summary>Where the snapshots of a partition are: always in the same one.</summary>
    public int PartitionOf(string partition) =>
        int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number % partitions : 0;

    /// <summary>Reads on to where the topic ends now.</summary>
    public void CatchUp(int partition, CancellationToken cancellationToken)
    {
        var of = new TopicPartition(topic, partition);
        WatermarkOffsets there = consumer.QueryWatermarkOffsets(of, Patience);
        if (_next[partition] > there.High.Value)
        {
            Index.Forget(partition);
            _next[partition] = 0;
        }

        if (_next[partition] >= there.High.Value)
            return;
        consumer.Assign(new TopicPartitionOffset(of, Math.Max(_next[partition], there.Low.Value)));
        try
        {
            while (_next[partition] < there.High.Value)
            {
                ConsumeResult<byte[], byte[]> result = Next(of, cancellationToken);
                if (result.IsPartitionEOF)
                {
                    _next[partition] = Math.Max(_next[partition], result.Offset.Value);
                    break;
                }

                Index.Take(result.Message.Key, result.Message.Value is not null, partition, result.Offset.Value);
                _next[partition] = result.Offset.Value + 1;
            }
        }
        finally
        {
            consumer.Unassign();
        }
    }

    /// <summary>A snapshot's bytes; null when the topic has dropped a piece of it.</summary>
    public byte[]? Read(SnapshotIndex.Content content, CancellationToken cancellationToken)
    {
        var of = new TopicPartition(topic, content.Partition);
        List<byte[]> pieces = [];
        long next = -1;
        try
        {
            foreach (long offset in content.Offsets)
            {
                if (offset != next)
                    consumer.Assign(new TopicPartitionOffset(of, offset));
                ConsumeResult<byte[], byte[]> result = Next(of, cancellationToken);
                if (result.IsPartitionEOF || result.Offset.Value != offset || result.Message.Value is null)
                    return null;
                pieces.Add(result.Message.Value);
                next = offset + 1;
            }
        }
        finally
        {
            consumer.Unassign();
        }

        return pieces is [var only] ? only : Joined(pieces);
    }

    public void Dispose() => consumer.Dispose();

    private static byte[] Joined(List<byte[]> pieces)
    {
        byte[] all = new byte[pieces.Sum(p => (long)p.Length)];
        int at = 0;
        foreach (byte[] piece in pieces)
        {
            piece.CopyTo(all, at);
            at += piece.Length;
        }

        return all;
    }

    private ConsumeResult<byte[], byte[]> Next(TopicPartition of, CancellationToken cancellationToken)
    {
        long begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (consumer.Consume(Turn) is { } result && result.TopicPartition == of)
                return result;
        }

        throw new PartitionFaultException(string.Create(CultureInfo.InvariantCulture, $"Kafka: partition {of.Partition.Value} of {topic} gave nothing within {Patience.TotalSeconds:0} seconds"), isTransient: true);
    }
}
