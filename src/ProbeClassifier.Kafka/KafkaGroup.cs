using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>
/// Hands out partitions by a consumer group, which moves only those that change their worker. Membership saves work and no more: counts
/// are the same if two have a partition. Up to where snapshots go is committed, for those who look at the lag; nobody reads it here.
/// </summary>
public sealed class KafkaGroup
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    private readonly KafkaProperties _properties;
    private readonly KafkaNotices _notices;
    private readonly KafkaEngineOptions _options;
    private readonly PartitionWorker _worker;
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _stored = new(StringComparer.Ordinal);

    internal KafkaGroup(KafkaProperties properties, KafkaNotices notices, KafkaEngineOptions options, PartitionWorker worker)
    {
        _properties = properties;
        _notices = notices;
        _options = options;
        _worker = worker;
    }

    /// <summary>Takes what the group gives and hands over what it takes back, until asked to end; then hands all over and leaves.</summary>
    /// <param name="notices">Told what is taken and given back.</param>
    /// <param name="stop">Asks for an orderly end.</param>
    public Task RunAsync(Action<string>? notices, CancellationToken stop) =>
        Task.Factory.StartNew(() => Run(notices, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(Action<string>? notices, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using IConsumer<byte[], byte[]> member = _properties.Member()
                .SetPartitionsAssignedHandler((_, given) => Take(given, notices))
                .SetPartitionsRevokedHandler((c, back) => LetGo(c, back.Select(p => Name(p.TopicPartition)), notices))
                .SetPartitionsLostHandler((c, lost) => LetGo(c, lost.Select(p => Name(p.TopicPartition)), notices))
                .Build();
            member.Subscribe(_options.Topic);
            while (!stop.IsCancellationRequested && TryTurn(member, stop))
            {
            }

            LetGo(member, _held, notices);
            Leave(member);
        }
    }

    /// <summary>A turn of polling; false when the consumer is of no more use.</summary>
    private bool TryTurn(IConsumer<byte[], byte[]> member, CancellationToken stop)
    {
        try
        {
            // Lines are read by the fetcher. What comes here nevertheless says which partition is still to be paused.
            if (member.Consume(Turn) is { } result)
                member.Pause([result.TopicPartition]);
            Store(member);
            return true;
        }
        catch (KafkaException e)
        {
            _notices.Say($"Kafka: group {_options.GroupName}: {e.Error.Reason}");
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
            return !e.Error.IsFatal;
        }
    }

    /// <summary>At the end, where nothing comes: the group is for who has which partition.</summary>
    private IEnumerable<TopicPartitionOffset> Take(List<TopicPartition> given, Action<string>? notices)
    {
        foreach (TopicPartition partition in given)
        {
            _held.Add(Name(partition));
            notices?.Invoke($"partition {Name(partition)}: taken");
            _ = _worker.Start(Name(partition));
        }

        return given.Select(p => new TopicPartitionOffset(p, Offset.End));
    }

    /// <summary>Hands partitions over: their last snapshots are made, then the group may give them to others.</summary>
    private void LetGo(IConsumer<byte[], byte[]> member, IEnumerable<string> partitions, Action<string>? notices)
    {
        string[] names = [.. partitions.Where(_held.Contains)];
        Task.WhenAll(names.Select(_worker.StopAsync)).GetAwaiter().GetResult();
        Store(member);
        foreach (string name in names)
        {
            _held.Remove(name);
            _stored.Remove(name);
            notices?.Invoke($"partition {name}: let go");
        }
    }

    /// <summary>Says up to where the newest snapshots go; the client commits it in its own time, and when it leaves.</summary>
    private void Store(IConsumer<byte[], byte[]> member)
    {
        foreach (PartitionProgress progress in _worker.Progress)
        {
            if (progress.Covered <= _stored.GetValueOrDefault(progress.Partition))
                continue;
            try
            {
                member.StoreOffset(new TopicPartitionOffset(_options.Topic, int.Parse(progress.Partition, CultureInfo.InvariantCulture), progress.Covered));
                _stored[progress.Partition] = progress.Covered;
            }
            catch (KafkaException)
            {
                // It is not this member's any more.
            }
        }
    }

    private void Leave(IConsumer<byte[], byte[]> member)
    {
        try
        {
            member.Close();
        }
        catch (KafkaException e)
        {
            // The group finds out by itself.
            _notices.Say($"Kafka: group {_options.GroupName}: {e.Error.Reason}");
        }
    }

    private static string Name(TopicPartition partition) => partition.Partition.Value.ToString(CultureInfo.InvariantCulture);
}
