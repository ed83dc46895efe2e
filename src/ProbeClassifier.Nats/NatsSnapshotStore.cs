using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Nats;

/// <summary>
/// Snapshots in a key-value bucket. The key <c>FAMILY.PARTITION.POSITION</c> is created, never updated, and says what the snapshot's pieces
/// are called: those are named by their content and the size that they are cut to, and written before. So a snapshot may be larger than a message, and is there whole or not
/// at all.
/// </summary>
internal sealed class NatsSnapshotStore(INatsKVStore bucket, int maxPayload) : ISnapshotStore
{
    /// <summary>More would be some GB: rather more partitions, or fewer sources.</summary>
    private const int MostPieces = 4_096;

    private const string Pieces = "pieces";

    /// <summary>How many pieces, how large each but the last is, and the SHA-256 of all.</summary>
    private const int EntryBytes = 4 + 4 + SHA256.HashSizeInBytes;

    private readonly string _stream = "KV_" + bucket.Bucket;
    private readonly string _subject = $"$KV.{bucket.Bucket}.";

    /// <summary>Headers need room too.</summary>
    private readonly int _pieceBytes = Math.Max(1024, maxPayload - (16 * 1024));

    public ValueTask<bool> PutAsync(SnapshotName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => NatsFault.Guard(
        "the bucket of snapshots",
        async () =>
        {
            // What is there stays, whatever pieces this connection would cut.
            if (await TryGetAsync(Key(name), cancellationToken).ConfigureAwait(false) is { Length: > 0 })
                return false;
            byte[] hash = SHA256.HashData(content.Span);
            int count = (content.Length + _pieceBytes - 1) / _pieceBytes;
            if (count > MostPieces)
            {
                throw new PartitionFaultException(
                    string.Create(CultureInfo.InvariantCulture, $"a snapshot of partition {name.Partition} has {content.Length} bytes, more than {MostPieces} messages of {_pieceBytes}: use more partitions, fewer sources, or a larger max_payload"),
                    isTransient: false);
            }

            for (int i = 0; i < count; i++)
            {
                int start = i * _pieceBytes;
                await bucket.PutAsync(PieceKey(name, hash, _pieceBytes, i), content.Slice(start, Math.Min(_pieceBytes, content.Length - start)).ToArray(), cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            byte[] entry = new byte[EntryBytes];
            BinaryPrimitives.WriteInt32LittleEndian(entry, count);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(4), _pieceBytes);
            hash.CopyTo(entry.AsSpan(8));
            return (await bucket.TryCreateAsync(Key(name), entry, cancellationToken: cancellationToken).ConfigureAwait(false)).Success;
        },
        cancellationToken);

    public ValueTask<byte[]?> GetAsync(SnapshotName name, CancellationToken cancellationToken) => NatsFault.Guard<byte[]?>(
        "the bucket of snapshots",
        async () =>
        {
            if (await TryGetAsync(Key(name), cancellationToken).ConfigureAwait(false) is not { Length: EntryBytes } entry)
                return null;
            byte[] hash = entry[8..];
            int pieceBytes = BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(4));
            List<byte> content = [];
            for (int i = 0; i < BinaryPrimitives.ReadInt32LittleEndian(entry); i++)
            {
                // Removed meanwhile, by a worker that has a newer one.
                if (await TryGetAsync(PieceKey(name, hash, pieceBytes, i), cancellationToken).ConfigureAwait(false) is not { } piece)
                    return null;
                content.AddRange(piece);
            }

            return [.. content];
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<SnapshotName>> ListAsync(string family, string? partition, CancellationToken cancellationToken) => NatsFault.Guard<IReadOnlyList<SnapshotName>>(
        "the bucket of snapshots",
        async () =>
        {
            List<SnapshotName> names = [];
            foreach (string key in await KeysAsync($"{family}.{partition ?? "*"}.*", cancellationToken).ConfigureAwait(false))
            {
                string[] parts = key.Split('.');
                if (parts.Length == 3 && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long position))
                    names.Add(new SnapshotName(parts[0], parts[1], position));
            }

            return names;
        },
        cancellationToken);

    public async ValueTask RemoveAsync(SnapshotName name, CancellationToken cancellationToken) => await NatsFault.Guard(
        "the bucket of snapshots",
        async () =>
        {
            // Purged, not deleted: a mark for each would stay for ever. First the name, so that it never stands without its pieces.
            foreach (string key in (string[])[Key(name), $"{Pieces}.{Key(name)}.>"])
            {
                await bucket.JetStreamContext.PurgeStreamAsync(
                    _stream,
                    new StreamPurgeRequest { Filter = _subject + key },
                    cancellationToken).ConfigureAwait(false);
            }

            // Pieces of older ones whose name was never written, because their worker ended in between.
            foreach (string key in await KeysAsync($"{Pieces}.{name.Family}.{name.Partition}.>", cancellationToken).ConfigureAwait(false))
            {
                if (long.TryParse(key.Split('.')[3], NumberStyles.None, CultureInfo.InvariantCulture, out long position) && position < name.Position)
                    await bucket.JetStreamContext.PurgeStreamAsync(_stream, new StreamPurgeRequest { Filter = _subject + key }, cancellationToken).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<string>> ListFamiliesAsync(CancellationToken cancellationToken) => NatsFault.Guard<IReadOnlyList<string>>(
        "the bucket of snapshots",
        async () => [.. (await KeysAsync("*.*.*", cancellationToken).ConfigureAwait(false)).Select(k => k.Split('.')[0]).Distinct(StringComparer.Ordinal)],
        cancellationToken);

    private static string Key(SnapshotName name) => string.Create(CultureInfo.InvariantCulture, $"{name.Family}.{name.Partition}.{name.Position}");

    private static string PieceKey(SnapshotName name, byte[] hash, int pieceBytes, int piece) =>
        string.Create(CultureInfo.InvariantCulture, $"{Pieces}.{Key(name)}.{Convert.ToHexStringLower(hash)}.{pieceBytes}.{piece}");

    /// <summary>As the leader has them: a server that lags behind would show an older snapshot as the newest.</summary>
    private async ValueTask<IReadOnlyList<string>> KeysAsync(string pattern, CancellationToken cancellationToken)
    {
        INatsJSStream stream = await bucket.JetStreamContext.GetStreamAsync(_stream, new StreamInfoRequest { SubjectsFilter = _subject + pattern }, cancellationToken).ConfigureAwait(false);
        return stream.Info.State.Subjects is { } subjects ? [.. subjects.Keys.Select(s => s[_subject.Length..])] : [];
    }

    /// <summary>From any server; from the leader when that one does not have it.</summary>
    private async ValueTask<byte[]?> TryGetAsync(string key, CancellationToken cancellationToken)
    {
        NatsResult<NatsKVEntry<byte[]>> entry = await bucket.TryGetEntryAsync<byte[]>(key, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (entry.Success)
            return entry.Value.Value ?? [];
        if (entry.Error is not (NatsKVKeyNotFoundException or NatsKVKeyDeletedException))
            throw entry.Error;
        try
        {
            INatsJSStream stream = await bucket.JetStreamContext.GetStreamAsync(_stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            StreamMsgGetResponse answer = await stream.GetAsync(new StreamMsgGetRequest { LastBySubj = _subject + key }, cancellationToken).ConfigureAwait(false);
            return answer.Message.Data.ToArray();
        }
        catch (NatsJSApiException e) when (e.Error.Code == 404)
        {
            return null;
        }
    }
}
