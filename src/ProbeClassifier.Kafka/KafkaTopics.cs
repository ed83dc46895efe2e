using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>What topics there are, and those made that are needed.</summary>
internal sealed class KafkaTopics(Handle handle, KafkaEngineOptions options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly IAdminClient _admin = new DependentAdminClientBuilder(handle).Build();

    /// <summary>How many partitions the topic has; null when it is not there.</summary>
    public async ValueTask<int?> CountAsync(string topic, CancellationToken cancellationToken)
    {
        Metadata metadata = await KafkaFault.Guard("the brokers", () => _admin.GetMetadata(topic, Patience), cancellationToken).ConfigureAwait(false);
        if (metadata.Topics.FirstOrDefault(t => string.Equals(t.Topic, topic, StringComparison.Ordinal)) is not { } found || found.Error.Code == ErrorCode.UnknownTopicOrPart)
            return null;
        if (found.Error.IsError)
            throw new PartitionFaultException($"Kafka: the topic {topic}: {found.Error.Reason}", isTransient: true);
        return found.Partitions.Count;
    }

    /// <summary>Makes a topic that is not there, and returns how many partitions it has.</summary>
    public async ValueTask<int> MakeAsync(string topic, int partitions, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (await CountAsync(topic, cancellationToken).ConfigureAwait(false) is { } there)
            return there;
        if (options.IsReadOnly)
            throw new PartitionFaultException($"Kafka: there is no topic {topic}: has a worker of the topic {options.Topic} run?", isTransient: false);
        try
        {
            // No factor means what the brokers have as their default.
            var wanted = new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = (short)(options.Replicas ?? -1), Configs = settings };
            await _admin.CreateTopicsAsync([wanted], new CreateTopicsOptions { RequestTimeout = Patience, OperationTimeout = Patience }).ConfigureAwait(false);
        }
        catch (CreateTopicsException e) when (e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
        {
            // Another worker was quicker.
        }
        catch (CreateTopicsException e)
        {
            throw new PartitionFaultException($"Kafka: the topic {topic} cannot be made: {e.Results[0].Error.Reason}", isTransient: true, e);
        }
        catch (KafkaException e)
        {
            throw new PartitionFaultException($"Kafka: the topic {topic} cannot be made: {e.Message}", isTransient: true, e);
        }

        return await CountAsync(topic, cancellationToken).ConfigureAwait(false)
            ?? throw new PartitionFaultException($"Kafka: the topic {topic} was made and is not known to all brokers yet", isTransient: true);
    }

    /// <summary>Why a topic is no place for snapshots: it drops old records. Null when it keeps the newest of each key, or nobody can say.</summary>
    public async Task<string?> WhyNotCompactedAsync(string topic)
    {
        try
        {
            List<DescribeConfigsResult> answer = await _admin.DescribeConfigsAsync(
                [new ConfigResource { Type = ResourceType.Topic, Name = topic }],
                new DescribeConfigsOptions { RequestTimeout = Patience }).ConfigureAwait(false);
            return WhyNotCompacted(topic, answer[0].Entries.TryGetValue("cleanup.policy", out ConfigEntryResult? policy) ? policy.Value : null);
        }
        catch (Exception e) when (KafkaFault.IsFault(e))
        {
            // It may not be allowed to ask.
            return null;
        }
    }

    public static string? WhyNotCompacted(string topic, string? policy) => policy is null or "compact"
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"Kafka: the topic {topic} has cleanup.policy={policy} and would drop the newest snapshot of a quiet partition, with its counts; expected compact: kafka-configs --alter --topic {topic} --add-config cleanup.policy=compact");

    public void Dispose() => _admin.Dispose();
}
