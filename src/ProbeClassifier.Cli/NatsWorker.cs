using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;
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
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop.Asked);
        try
        {
            await using NatsEngine engine = await NatsEngine.ConnectAsync(where.Servers, engineOptions, Message.Error, stop.Asked);
            using FileEventPublisher? file = events is null ? null : new FileEventPublisher(events);
            IEventPublisher? publisher = stream is null ? file : await engine.OpenPublisherAsync(stream, stop.Asked);
            await using var worker = new PartitionWorker(options, engine.Log, engine.Snapshots, publisher, Tell);
            using var metrics = new WorkerMetrics(worker);
            using var status = new WorkerStatus(worker, every);
            NatsLeases leases = await engine.OpenLeasesAsync(worker, name, stop.Asked);
            await leases.RunAsync(Message.Say, end.Token);
            return worker.Progress.Any(p => p.Failure is not null) ? ExitCode.Failed : ExitCode.Done;

            void Tell(PartitionNotice notice)
            {
                Message.Say($"partition {notice.Partition}: {notice.Message}");

                // Where events cannot go, no partition can: another worker takes them all.
                if (file?.Failure is not null)
                    _ = end.CancelAsync();
            }
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
