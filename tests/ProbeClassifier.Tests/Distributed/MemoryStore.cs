using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>Snapshots in memory, as a store across machines keeps them; it can refuse what is too large, and fail once.</summary>
internal sealed class MemoryStore : ISnapshotStore
{
    private readonly Dictionary<SnapshotName, byte[]> _snapshots = [];

    public int? MostBytes { get; set; }

    public bool FailsNext { get; set; }

    public TaskCompletionSource? NextFailure { get; set; }

    public TaskCompletionSource<SnapshotName>? NextPut { get; set; }

    public Dictionary<SnapshotName, byte[]> Snapshots
    {
        get
        {
            lock (_snapshots)
                return new(_snapshots);
        }
    }

    public void Replace(SnapshotName name, byte[] content)
    {
        lock (_snapshots)
            _snapshots[name] = content;
    }

    public ValueTask<bool> PutAsync(SnapshotName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_snapshots)
        {
            if (FailsNext)
            {
                FailsNext = false;
                NextFailure?.TrySetResult();
                throw new PartitionFaultException("the store is away", isTransient: true);
            }

            if (content.Length > MostBytes)
                throw new PartitionFaultException($"the snapshot has {content.Length} bytes, the store takes {MostBytes}", isTransient: false);
            bool isNew = _snapshots.TryAdd(name, content.ToArray());
            NextPut?.TrySetResult(name);
            return ValueTask.FromResult(isNew);
        }
    }

    public ValueTask<IReadOnlyList<SnapshotName>> ListAsync(string family, string? partition, CancellationToken cancellationToken)
    {
        lock (_snapshots)
        {
            return ValueTask.FromResult<IReadOnlyList<SnapshotName>>([.. _snapshots.Keys.Where(n => string.Equals(n.Family, family, StringComparison.Ordinal)
                && (partition is null || string.Equals(n.Partition, partition, StringComparison.Ordinal)))]);
        }
    }

    public ValueTask<byte[]?> GetAsync(SnapshotName name, CancellationToken cancellationToken)
    {
        lock (_snapshots)
            return ValueTask.FromResult(_snapshots.GetValueOrDefault(name));
    }

    public ValueTask RemoveAsync(SnapshotName name, CancellationToken cancellationToken)
    {
        lock (_snapshots)
            _snapshots.Remove(name);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<string>> ListFamiliesAsync(CancellationToken cancellationToken)
    {
        lock (_snapshots)
            return ValueTask.FromResult<IReadOnlyList<string>>([.. _snapshots.Keys.Select(n => n.Family).Distinct(StringComparer.Ordinal)]);
    }
}
