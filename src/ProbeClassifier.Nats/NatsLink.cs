using System;
using System.Threading.Tasks;
using NATS.Client.Core;

namespace ProbeClassifier.Nats;

/// <summary>A connection that tells when it is lost and when it is there again. One that was there once is made again for ever.</summary>
internal static class NatsLink
{
    public static NatsConnection Make(string url, NatsSecurity security, Action<string>? notices)
    {
        NatsOpts options = security.Apply(NatsOpts.Default with
        {
            Url = url,
            Name = "probeclassifier",
            ReconnectWaitMin = TimeSpan.FromMilliseconds(250),
            ReconnectWaitMax = TimeSpan.FromSeconds(5),

            // Whoever was let in once may be let in again: accounts and certificates are renewed while workers run.
            IgnoreAuthErrorAbort = true,
        });
        var connection = new NatsConnection(options);
        if (notices is null)
            return connection;
        bool wasThere = false;
        connection.ConnectionOpened += (_, _) =>
        {
            if (wasThere)
                notices($"NATS at {url}: connected again");
            wasThere = true;
            return ValueTask.CompletedTask;
        };
        connection.ConnectionDisconnected += (_, _) =>
        {
            if (wasThere)
                notices($"NATS at {url}: the connection is lost; tried again until a server answers");
            return ValueTask.CompletedTask;
        };
        return connection;
    }
}
