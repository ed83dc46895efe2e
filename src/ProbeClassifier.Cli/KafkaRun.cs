using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Kafka;

namespace ProbeClassifier.Cli;

/// <summary>Workers and reports of Kafka. In the native binary KafkaRun.Native.cs stands in its place: decision 0012.</summary>
internal static class KafkaRun
{
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
        try
        {
            await using KafkaEngine engine = await KafkaEngine.ConnectAsync(where.Servers, engineOptions, Message.Error, stop.Asked);
            IEventPublisher? publisher = topic is null ? null : await engine.OpenPublisherAsync(topic, stop.Asked);
            return await EngineRun.WorkAsync(
                options, engine.Log, engine.Snapshots, publisher, events, every, stop, (worker, end) => engine.OpenGroup(worker).RunAsync(Message.Say, end));
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
        try
        {
            return await EngineRun.ReadAsync($"Kafka at {where.Servers}", options, async (say, patience) =>
            {
                KafkaEngine engine = await KafkaEngine.ConnectAsync(where.Servers, engineOptions, say, patience);
                return (engine, engine.Snapshots);
            });
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
