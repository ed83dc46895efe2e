using System;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.Core;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Nats;

/// <summary>What the client throws, as faults that may pass: a server is away, a leader is being elected, an answer does not come.</summary>
internal static class NatsFault
{
    public static async ValueTask<T> Guard<T>(string what, Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (IsFault(e, cancellationToken))
        {
            throw Of(what, e);
        }
    }

    public static bool IsFault(Exception e, CancellationToken cancellationToken) =>
        e is NatsException or TimeoutException or System.IO.IOException or ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    public static PartitionFaultException Of(string what, Exception e) => new($"NATS: {what}: {e.Message}", isTransient: true, e);
}
