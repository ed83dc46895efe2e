using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;
using ProbeClassifier.Kafka;

namespace ProbeClassifier.Cli;

/// <summary>Workers and reports of Kafka. In the native binary KafkaRun.Native.cs stands in its place: decision 0012.</summary>
internal static class KafkaRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<int> WorkAsync(ParseResult parsed, EngineWorkerOptions engines, KafkaAddress where, PartitionWorkerOptions options, Stream? events)
    {
        engines.CheckForKafka(parsed);
        var engineOptions = new KafkaEngineOptions
        {
            Topic = where.Topic,
            Group = engines.Group(parsed),
            Properties = engines.Properties(parsed),
            Replicas = engines.Replicas(parsed),
            SessionTimeout = engines.Lease(parsed, TimeSpan.FromMinutes(30)),
        };
        Check(engineOptions);
        string? topic = engines.Publish(parsed, events is not null);
        if (topic is not null && engineOptions.WhyNotEvents(topic) is { } reason)
            throw new UsageException($"--publish {reason}");
        TimeSpan every = engines.StatusEvery(parsed);
        using var stop = new StopSignals();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop.Asked);
        try
        {
            await using KafkaEngine engine = await KafkaEngine.ConnectAsync(where.Servers, engineOptions, Message.Error, stop.Asked);
            using FileEventPublisher? file = events is null ? null : new FileEventPublisher(events);
            IEventPublisher? publisher = topic is null ? file : await engine.OpenPublisherAsync(topic, stop.Asked);
            await using var worker = new PartitionWorker(options, engine.Log, engine.Snapshots, publisher, Tell);
            using var metrics = new WorkerMetrics(worker);
            using var status = new WorkerStatus(worker, every);
            await engine.OpenGroup(worker).RunAsync(Message.Say, end.Token);
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
            return ExitCode.Done;
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
        catch (Exception e) when (IsWithoutLibrary(e))
        {
            throw WithoutLibrary(e);
        }
    }

    /// <summary>The newest snapshots of the topic.</summary>
    public static async Task<MergedPartitions> ReadAsync(KafkaAddress where, IReadOnlyDictionary<string, string> properties, PartitionOptions options)
    {
        var engineOptions = new KafkaEngineOptions { Topic = where.Topic, Properties = properties, IsReadOnly = true };
        Check(engineOptions);
        using var patience = new CancellationTokenSource(Patience);
        string said = "no broker has answered";
        try
        {
            await using KafkaEngine engine = await KafkaEngine.ConnectAsync(where.Servers, engineOptions, message => said = message, patience.Token);
            while (true)
            {
                try
                {
                    return await MergedPartitions.ReadAsync(engine.Snapshots, options, cancellationToken: patience.Token);
                }
                catch (PartitionFaultException e) when (e.IsTransient)
                {
                    // A broker went, or a leader is being elected.
                    said = e.Message;
                    await Task.Delay(TimeSpan.FromMilliseconds(500), patience.Token);
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new PartitionFaultException($"Kafka at {where.Servers} gave no snapshots within {Patience.TotalSeconds:0} seconds; it last said: {said}", isTransient: false);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
        catch (Exception e) when (IsWithoutLibrary(e))
        {
            throw WithoutLibrary(e);
        }
    }

    private static void Check(KafkaEngineOptions options)
    {
        if (options.Validate() is { Count: > 0 } errors)
            throw new UsageException(string.Join('\n', errors));
    }

    private static bool IsWithoutLibrary(Exception e) => e is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException };

    private static PartitionFaultException WithoutLibrary(Exception e) => new(
        $"Kafka: the client's native library, librdkafka, cannot be loaded: {(e.InnerException ?? e).Message}. The tool brings it for Linux (x64, arm64, s390x), macOS and Windows", isTransient: false, e);
}
