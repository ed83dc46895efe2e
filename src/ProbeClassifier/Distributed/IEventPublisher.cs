using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Distributed;

/// <summary>
/// Takes tagged events. Called for several partitions at once. An event may come again with the same id and the same bytes, after a
/// crash or a takeover. What fails throws <see cref="PartitionFaultException"/>.
/// </summary>
public interface IEventPublisher
{
    /// <summary>Takes the events of one record. Waiting slows the partition down, and loses nothing.</summary>
    /// <param name="events">At least one; good until this returns.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask PublishAsync(EventBatch events, CancellationToken cancellationToken);

    /// <summary>
    /// Returns when all events of a partition that were given before are safe: a snapshot that covers them is written after this. Throws
    /// when one may be lost; the partition's are then given again.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask FlushAsync(string partition, CancellationToken cancellationToken);
}
