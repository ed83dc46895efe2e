using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>Clients of Kafka, and what a worker needs of them. Thread-safe.</summary>
public sealed class KafkaEngine : IAsyncDisposable
{
    private readonly KafkaProperties _properties;
    private readonly KafkaNotices _notices;
    private readonly KafkaFetcher _fetcher;
    private readonly KafkaTopics _topics;
    private readonly KafkaProducer _producer;
    private readonly int _partitions;
    private readonly KafkaSnapshotStore _snapshots;
    private readonly Task _checking;

    private KafkaEngine(KafkaEngineOptions options, KafkaProperties properties, KafkaNotices notices, KafkaFetcher fetcher, KafkaTopics topics, KafkaProducer producer, (int Lines, int Snapshots) partitions)
    {
        Options = options;
        _properties = properties;
        _notices = notices;
        _fetcher = fetcher;
        _topics = topics;
        _producer = producer;
        _partitions = partitions.Lines;
        Log = new KafkaPartitionLog(fetcher, options);
        _snapshots = new KafkaSnapshotStore(
            new SnapshotTopic(properties.Snapshots(), options.SnapshotTopic, partitions.Snapshots), options.SnapshotTopic, producer, properties.MessageBytes);
        _checking = options.IsReadOnly ? Task.CompletedTask : CheckAsync();
    }

    /// <summary>Which topics.</summary>
    public KafkaEngineOptions Options { get; }

    /// <summary>The partitions.</summary>
    public IPartitionLog Log { get; }

    /// <summary>The snapshots.</summary>
    public ISnapshotStore Snapshots => _snapshots;

    /// <summary>The names of all partitions that the topic had when this connected: 0, 1, 2 …</summary>
    public IReadOnlyList<string> Partitions => [.. Enumerable.Range(0, _partitions).Select(p => p.ToString(CultureInfo.InvariantCulture))];

    /// <summary>
    /// Connects. The topic of snapshots is made if it is not there; the topic of the lines is waited for, as the brokers are, as long as
    /// it takes.
    /// </summary>
    /// <param name="servers">Some of the brokers with commas between, as <c>host:9092,other:9092</c>.</param>
    /// <param name="options">Which topics.</param>
    /// <param name="notices">Told when brokers do not answer or the topic is not there, also later; null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or no client knows a property; the message names it.</exception>
    /// <exception cref="DllNotFoundException">The client's native library is not there for this system.</exception>
    public static async Task<KafkaEngine> ConnectAsync(string servers, KafkaEngineOptions options, Action<string>? notices = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(servers);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join('\n', errors), nameof(options));
        var gate = new KafkaNotices(notices, options.Properties.ContainsKey("debug"));
        var properties = new KafkaProperties(servers, options, gate);
        var producer = new KafkaProducer(properties);
        KafkaFetcher? fetcher = null;
        KafkaTopics? topics = null;
        try
        {
            producer.Check();
            var consumer = KafkaProperties.Checked(() => properties.Lines());
            topics = new KafkaTopics(consumer.Handle, options);
            fetcher = new KafkaFetcher(consumer, options, gate);
            while (true)
            {
                try
                {
                    return new KafkaEngine(options, properties, gate, fetcher, topics, producer, await PrepareAsync(topics, options, cancellationToken).ConfigureAwait(false));
                }
                catch (PartitionFaultException e) when (e.IsTransient)
                {
                    gate.Say($"{e.Message}; tried again in a second");
                    await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            topics?.Dispose();
            fetcher?.Dispose();
            producer.Dispose();
            throw;
        }
    }

    /// <summary>A publisher of events into a topic of their own, made with as many partitions when it is not there.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<KafkaEventPublisher> OpenPublisherAsync(string topic, CancellationToken cancellationToken = default)
    {
        if (Options.WhyNotEvents(topic) is { } reason)
            throw new ArgumentException(reason, nameof(topic));
        await _topics.MakeAsync(topic, _partitions, [], cancellationToken).ConfigureAwait(false);
        return new KafkaEventPublisher(_producer, topic);
    }

    /// <summary>Membership in the group that hands out the partitions to a worker and to others of the same group.</summary>
    /// <param name="worker">The worker.</param>
    public KafkaGroup OpenGroup(PartitionWorker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return new KafkaGroup(_properties, _notices, Options, worker);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _checking.ConfigureAwait(false);
        await Task.Run(() =>
        {
            _topics.Dispose();
            _fetcher.Dispose();
            _snapshots.Dispose();
            _producer.Dispose();
        }).ConfigureAwait(false);
    }

    private static async Task<(int Lines, int Snapshots)> PrepareAsync(KafkaTopics topics, KafkaEngineOptions options, CancellationToken cancellationToken)
    {
        if (await topics.CountAsync(options.Topic, cancellationToken).ConfigureAwait(false) is not { } partitions)
            throw new PartitionFaultException($"Kafka: there is no topic {options.Topic}; who ships lines makes it, with as many partitions as workers are to share", !options.IsReadOnly);

        // Segments are closed early: the one that is written to is never compacted.
        Dictionary<string, string> compacted = new(StringComparer.Ordinal)
        {
            ["cleanup.policy"] = "compact",
            ["segment.ms"] = "3600000",
            ["segment.bytes"] = "134217728",
            ["min.cleanable.dirty.ratio"] = "0.1",
        };
        return (partitions, await topics.MakeAsync(options.SnapshotTopic, partitions, compacted, cancellationToken).ConfigureAwait(false));
    }

    private async Task CheckAsync()
    {
        if (await _topics.WhyNotCompactedAsync(Options.SnapshotTopic).ConfigureAwait(false) is { } reason)
        {
            _notices.Say(reason);
            _snapshots.Refuse(reason);
        }
    }
}
