using System;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;

namespace ProbeClassifier.Cli;

/// <summary>The run of a worker that reads from NATS.</summary>
internal static class NatsWorker
{
    public static async Task<int> RunAsync(ParseResult parsed, EngineWorkerOptions engines, NatsAddress where, PartitionWorkerOptions options, Stream? events)
    {
        engines.CheckForNats(parsed);
        var engineOptions = new NatsEngineOptions
        {
            Topic = where.Topic,
            Partitions = engines.Partitions(parsed),
            Replicas = engines.Replicas(parsed) ?? 1,
            Lease = engines.Lease(parsed, TimeSpan.FromHours(1)),
            Security = engines.Security(parsed, where),
        };
        NatsAddress.Check(engineOptions);
        string? stream = engines.Publish(parsed, events is not null);
        string name = engines.Name(parsed);
        TimeSpan every = engines.StatusEvery(parsed);
        using var stop = new StopSignals();
        try
        {
            await using NatsEngine engine = await NatsEngine.ConnectAsync(where.Servers, engineOptions, Message.Error, stop.Asked);
            IEventPublisher? publisher = stream is null ? null : await engine.OpenPublisherAsync(stream, stop.Asked);
            return await EngineRun.WorkAsync(options, engine.Log, engine.Snapshots, publisher, events, every, stop, async (worker, end) =>
            {
                NatsLeases leases = await engine.OpenLeasesAsync(worker, name, stop.Asked);
                await leases.RunAsync(Message.Say, end);
            });
        }
        catch (OperationCanceledException) when (stop.Asked.IsCancellationRequested)
        {
            // It was told to end before it had begun.
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }

        return ExitCode.Done;
    }
}
