using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Distributed;

/// <summary>The snapshots of one partition: which is the newest that is good, a new one, and old ones away.</summary>
internal sealed class PartitionHistory(string partition, PartitionWorkerOptions options, IPartitionLog log, ISnapshotStore store, Action<string, bool> say)
{
    private readonly SortedSet<long> _positions = [];

    /// <summary>The newest snapshot; for a partition that has none, one of nothing, stored first so that all workers begin alike.</summary>
    public async ValueTask<PartitionSnapshot> LoadAsync(CancellationToken cancellationToken)
    {
        string family = options.Partition.Family;
        bool isUnread = false;
        _positions.Clear();
        foreach (SnapshotName name in await store.ListAsync(family, partition, cancellationToken))
            _positions.Add(name.Position);
        foreach (long position in _positions.Reverse().ToArray())
        {
            byte[]? content = await store.GetAsync(new SnapshotName(family, partition, position), cancellationToken);
            isUnread |= content is null;
            if (content is not null && Read(content, position) is { } snapshot)
                return snapshot;
        }

        if (isUnread)
            throw new PartitionFaultException("its snapshots are listed and cannot be read yet", isTransient: true);

        PartitionStart start = await log.FindStartAsync(partition, cancellationToken);
        var first = new PartitionSnapshot
        {
            Engine = log.Engine,
            Topic = log.Topic,
            Partition = partition,
            Identity = start.Identity,
            First = start.Position,
            Position = start.Position,
            Reference = DateTimeOffset.FromUnixTimeSeconds(start.Reference.ToUnixTimeSeconds()),
            Records = 0,
            Bytes = 0,
            Missing = 0,
            Gaps = [],
            HistoryIsWhole = true,
            History = default,
            Rollup = new ProbeRollup(options.Partition.Rollup).ToSnapshot(),
        };
        return await PutAsync(first, cancellationToken) ?? first;
    }

    /// <summary>
    /// Stores a snapshot. When one of its name is there that is not the same, that one holds: the partition's history is what is stored.
    /// It is then returned, else null.
    /// </summary>
    public async ValueTask<PartitionSnapshot?> PutAsync(PartitionSnapshot snapshot, CancellationToken cancellationToken)
    {
        SnapshotName name = snapshot.NameIn(options.Partition);
        byte[] content = snapshot.ToBytes(options.Partition);
        PartitionSnapshot? other = null;
        if (!await store.PutAsync(name, content, cancellationToken)
            && await store.GetAsync(name, cancellationToken) is { } stored
            && !stored.AsSpan().SequenceEqual(content))
        {
            other = Read(stored, snapshot.Position);
            if (other is not null && snapshot.Missing == other.Missing && snapshot.First == other.First && snapshot.Position > snapshot.First)
                say(string.Create(CultureInfo.InvariantCulture, $"another worker counted otherwise up to {snapshot.Position}: it goes on from what is stored. Are all workers of one version?"), true);
        }

        _positions.Add(snapshot.Position);
        while (_positions.Count > options.SnapshotsKept)
        {
            await store.RemoveAsync(name with { Position = _positions.Min }, cancellationToken);
            _positions.Remove(_positions.Min);
        }

        return other;
    }

    /// <summary>A snapshot that can be gone on from; a damaged one is told of and passed over.</summary>
    private PartitionSnapshot? Read(byte[] content, long position)
    {
        try
        {
            PartitionSnapshot snapshot = PartitionSnapshot.FromBytes(content, options.Partition);
            if (!string.Equals(snapshot.Engine, log.Engine, StringComparison.Ordinal) || !string.Equals(snapshot.Topic, log.Topic, StringComparison.Ordinal))
                throw new PartitionFaultException($"its snapshots are of {snapshot.Engine} {snapshot.Topic}, not of {log.Engine} {log.Topic}: use another store for another log", isTransient: false);
            snapshot.ToRollup(options.Partition);
            return snapshot;
        }
        catch (SnapshotException e)
        {
            say(string.Create(CultureInfo.InvariantCulture, $"the snapshot up to {position}: {e.Message}; the one before it is used"), true);
            return null;
        }
    }
}
