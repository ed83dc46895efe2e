using System;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>What the client throws, as faults that may pass: a broker is away, a leader is being elected, an answer does not come.</summary>
internal static class KafkaFault
{
    /// <summary>Makes a call that waits, on a thread of the pool; it ends by itself within its own time.</summary>
    public static async ValueTask<T> Guard<T>(string what, Func<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(call, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFault(e))
        {
            throw Of(what, e);
        }
    }

    public static bool IsFault(Exception e) => e is KafkaException or TimeoutException or ObjectDisposedException;

    public static PartitionFaultException Of(string what, Exception e) => e is KafkaException { Error.Code: ErrorCode.MsgSizeTooLarge }
        ? new($"Kafka: {what}: {e.Message}: set the property message.max.bytes to what the topic takes, or raise the topic's max.message.bytes", isTransient: false, e)
        : new($"Kafka: {what}: {e.Message}", isTransient: true, e);
}
