using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>
/// Snapshots in a compacted topic, all of a partition in one partition of it. The order of the log is what decides: a snapshot is written
/// and read back, and of two of one name that differ the one holds that was whole first. Larger ones than a message go in pieces, and are
/// there whole or not at all.
/// </summary>
internal sealed class KafkaSnapshotStore(SnapshotTopic topic, string name, KafkaProducer producer, int messageBytes) : ISnapshotStore, IDisposable
{
    /// <summary>More would be some GB: rather more partitions, or fewer sources.</summary>
    public const int MostPieces = 4_096;

    private const int AtOnce = 16;

    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The key needs room too.</summary>
    private readonly int _pieceBytes = Math.Max(1024, messageBytes - (16 * 1024));

    private volatile string? _refusal;

    /// <summary>Takes no further snapshot, and says why: the topic is no place for them.</summary>
    public void Refuse(string reason) => _refusal = reason;

    public async ValueTask<bool> PutAsync(SnapshotName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (_refusal is { } refusal)
            throw new PartitionFaultException(refusal, isTransient: false);
        int pieces = Math.Max(1, (content.Length + _pieceBytes - 1) / _pieceBytes);
        if (pieces > MostPieces)
        {
            throw new PartitionFaultException(
                string.Create(CultureInfo.InvariantCulture, $"a snapshot of partition {name.Partition} has {content.Length} bytes, more than {MostPieces} messages of {_pieceBytes}: use more partitions, fewer sources, or a larger message.max.bytes and max.message.bytes"),
                isTransient: false);
        }

        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not null)
            return false;
        string hash = SnapshotKey.HashOf(content.Span);
        for (int first = 0; first < pieces; first += AtOnce)
        {
            await SendAsync(
                name.Partition,
                Enumerable.Range(first, Math.Min(AtOnce, pieces - first)).Select(i => (new SnapshotKey(name, hash, i, pieces), (byte[]?)Piece(content, i))),
                cancellationToken).ConfigureAwait(false);
        }

        return string.Equals((await FindAsync(name, cancellationToken).ConfigureAwait(false))?.Hash, hash, StringComparison.Ordinal);
    }

    public ValueTask<byte[]?> GetAsync(SnapshotName name, CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            topic.CatchUp(topic.PartitionOf(name.Partition), cancellationToken);
            while (topic.Index.Find(name) is { } content)
            {
                if (topic.Read(content, cancellationToken) is { } bytes)
                    return bytes;
                topic.Index.Forget(name, content);
            }

            return null;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<SnapshotName>> ListAsync(string family, string? partition, CancellationToken cancellationToken) => AloneAsync<IReadOnlyList<SnapshotName>>(
        () =>
        {
            CatchUp(partition, cancellationToken);
            return [.. topic.Index.Names.Where(n => string.Equals(n.Family, family, StringComparison.Ordinal)
                && (partition is null || string.Equals(n.Partition, partition, StringComparison.Ordinal)))];
        },
        cancellationToken);

    public async ValueTask RemoveAsync(SnapshotName name, CancellationToken cancellationToken)
    {
        IReadOnlyList<(SnapshotName Name, SnapshotIndex.Content Content)> all = await AloneAsync(
            () =>
            {
                CatchUp(name.Partition, cancellationToken);
                return topic.Index.UpTo(name);
            },
            cancellationToken).ConfigureAwait(false);
        foreach ((SnapshotName of, SnapshotIndex.Content content) in all)
        {
            for (int first = 0; first < content.Offsets.Length; first += AtOnce)
            {
                await SendAsync(
                    name.Partition,
                    Enumerable.Range(first, Math.Min(AtOnce, content.Offsets.Length - first)).Select(i => (new SnapshotKey(of, content.Hash, i, content.Offsets.Length), (byte[]?)null)),
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public ValueTask<IReadOnlyList<string>> ListFamiliesAsync(CancellationToken cancellationToken) => AloneAsync<IReadOnlyList<string>>(
        () =>
        {
            CatchUp(null, cancellationToken);
            return [.. topic.Index.Names.Select(n => n.Family).Distinct(StringComparer.Ordinal)];
        },
        cancellationToken);

    public void Dispose()
    {
        topic.Dispose();
        _gate.Dispose();
    }

    private ValueTask<SnapshotIndex.Content?> FindAsync(SnapshotName name, CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            CatchUp(name.Partition, cancellationToken);
            return topic.Index.Find(name);
        },
        cancellationToken);

    private void CatchUp(string? partition, CancellationToken cancellationToken)
    {
        foreach (int one in partition is null ? Enumerable.Range(0, topic.Partitions) : [topic.PartitionOf(partition)])
            topic.CatchUp(one, cancellationToken);
    }

    private byte[] Piece(ReadOnlyMemory<byte> content, int piece)
    {
        int start = piece * _pieceBytes;
        return content.Slice(start, Math.Min(_pieceBytes, content.Length - start)).ToArray();
    }

    private async Task SendAsync(string partition, IEnumerable<(SnapshotKey Key, byte[]? Value)> messages, CancellationToken cancellationToken)
    {
        var to = new TopicPartition(name, topic.PartitionOf(partition));
        try
        {
            await Task.WhenAll(messages.Select(m => producer.SendAsync(to, new Message<byte[], byte[]> { Key = m.Key.ToBytes(), Value = m.Value! }, cancellationToken))).ConfigureAwait(false);
        }
        catch (Exception e) when (KafkaFault.IsFault(e))
        {
            throw KafkaFault.Of(name, e);
        }
    }

    private async ValueTask<T> AloneAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await KafkaFault.Guard(name, call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}
