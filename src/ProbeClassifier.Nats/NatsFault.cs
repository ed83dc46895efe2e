using System;
using System.Security.Authentication;
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

    /// <summary>What a server, or the check of its certificate, has against this connection: trying again would not help. Null when it is no such thing.</summary>
    public static string? Refusal(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is NatsServerException { IsAuthError: true })
                return "the server refuses this user or these credentials; check them, and the server's accounts";
            if (cause is AuthenticationException)
                return $"no TLS with the server: {cause.Message.TrimEnd('.')}; check the authority's certificates, the server's name, and whether it asks for a client certificate";
        }

        return null;
    }

    public static PartitionFaultException Of(string what, Exception e) => new($"NATS: {what}: {e.Message}", isTransient: true, e);
}
