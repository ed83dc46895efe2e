using System;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Distributed;

/// <summary>
/// A log in partitions that can be read again from any position, always the same records in the same order. Thread-safe. What fails
/// throws <see cref="PartitionFaultException"/>.
/// </summary>
public interface IPartitionLog
{
    /// <summary>The engine's name, part of each snapshot: <c>file</c>, <c>nats</c>, <c>kafka</c>.</summary>
    string Engine { get; }

    /// <summary>What the partitions are of: a stream, a topic; part of each snapshot and event id. Empty where there is none.</summary>
    string Topic { get; }

    /// <summary>What positions count.</summary>
    PositionKind Positions { get; }

    /// <summary>Where a partition begins.</summary>
    /// <param name="partition">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<PartitionStart> FindStartAsync(string partition, CancellationToken cancellationToken);

    /// <summary>Opens a partition for reading from a position on.</summary>
    /// <param name="partition">Its name.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IPartitionReader> OpenAsync(string partition, ResumePoint from, CancellationToken cancellationToken);
}

/// <summary>Reads a partition, for one caller at a time.</summary>
public interface IPartitionReader : IAsyncDisposable
{
    /// <summary>
    /// The next record, when there is one; null at the end of a log that ends. One that was given before may come again. Reads no
    /// further ahead than a bound of its own, so that a slow caller slows it down.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for a record.</param>
    ValueTask<PartitionRecord?> ReadAsync(CancellationToken cancellationToken);
}
