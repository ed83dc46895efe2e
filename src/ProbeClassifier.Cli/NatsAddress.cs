using System;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;

namespace ProbeClassifier.Cli;

/// <summary><c>nats://HOST:PORT[,HOST:PORT…]/TOPIC</c>.</summary>
internal sealed record NatsAddress(string Servers, string Topic)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static bool IsOne(string text) => text.StartsWith("nats://", StringComparison.Ordinal) || text.StartsWith("tls://", StringComparison.Ordinal);

    public static NatsAddress Parse(string text)
    {
        int slash = text.LastIndexOf('/');
        if (!IsOne(text) || text[slash - 1] == '/')
            throw new UsageException($"\"{text}\" names no log; expected like nats://localhost:4222/probes: servers with commas between, and the topic; or kafka://");
        string scheme = text[..(text.IndexOf("://", StringComparison.Ordinal) + 3)];
        string servers = text[scheme.Length..slash].Replace(",", "," + scheme, StringComparison.Ordinal);
        return new NatsAddress(scheme + servers.Replace(scheme + scheme, scheme, StringComparison.Ordinal), text[(slash + 1)..]);
    }

    public static void Check(NatsEngineOptions options)
    {
        if (options.Validate() is { Count: > 0 } errors)
            throw new UsageException(string.Join('\n', errors));
    }

    /// <summary>The newest snapshots of the topic.</summary>
    public async Task<MergedPartitions> ReadAsync(PartitionOptions options)
    {
        var where = new NatsEngineOptions { Topic = Topic, IsReadOnly = true };
        Check(where);
        using var patience = new CancellationTokenSource(Patience);
        string said = "nothing";
        try
        {
            await using NatsEngine engine = await NatsEngine.ConnectAsync(Servers, where, message => said = message, patience.Token);
            while (true)
            {
                try
                {
                    return await MergedPartitions.ReadAsync(engine.Snapshots, options, cancellationToken: patience.Token);
                }
                catch (PartitionFaultException e) when (e.IsTransient)
                {
                    // A server went, or a leader is being elected.
                    said = e.Message;
                    await Task.Delay(TimeSpan.FromMilliseconds(500), patience.Token);
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new PartitionFaultException($"NATS at {Servers} gave no snapshots within {Patience.TotalSeconds:0} seconds; it last said: {said}", isTransient: false);
        }
    }
}
