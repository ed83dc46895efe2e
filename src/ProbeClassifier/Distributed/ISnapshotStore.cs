using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Distributed;

/// <summary>
/// Keeps snapshots by name, each written once and never changed. Thread-safe, also across machines. What fails throws
/// <see cref="PartitionFaultException"/>.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>Writes a snapshot whole and lastingly, if there is none of its name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Gives up; it may be there or not.</param>
    /// <returns>False when there was one of that name: it stays as it is.</returns>
    ValueTask<bool> PutAsync(SnapshotName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The names of a family's snapshots, in any order.</summary>
    /// <param name="family">The family.</param>
    /// <param name="partition">Of this partition only; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<SnapshotName>> ListAsync(string family, string? partition, CancellationToken cancellationToken);

    /// <summary>A snapshot's bytes; null when there is none of that name (any more).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<byte[]?> GetAsync(SnapshotName name, CancellationToken cancellationToken);

    /// <summary>Removes a snapshot that a newer one has made needless; nothing happens when it is not there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask RemoveAsync(SnapshotName name, CancellationToken cancellationToken);

    /// <summary>The families that have snapshots: for the message to one who asks for another.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<string>> ListFamiliesAsync(CancellationToken cancellationToken);
}

/// <summary>
/// What a snapshot is called. Two of one name are of the same lines, so it does not matter who wrote it.
/// </summary>
/// <param name="Family">What lines are read and counted by: <see cref="PartitionOptions.Family"/>.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Position">The position of the first record that it does not cover.</param>
public readonly record struct SnapshotName(string Family, string Partition, long Position);
