using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>A topic's partitions by offset; what any group has committed plays no part.</summary>
internal sealed class KafkaPartitionLog(KafkaFetcher fetcher, KafkaEngineOptions options) : IPartitionLog
{
    public string Engine => "kafka";

    public string Topic => options.Topic;

    public PositionKind Positions => PositionKind.Records;

    public async ValueTask<PartitionStart> FindStartAsync(string partition, CancellationToken cancellationToken) =>
        new((await WatermarksAsync(Number(partition), cancellationToken).ConfigureAwait(false)).Low, DateTimeOffset.UnixEpoch);

    public async ValueTask<IPartitionReader> OpenAsync(string partition, ResumePoint from, CancellationToken cancellationToken)
    {
        int number = Number(partition);
        WatermarkOffsets there = await WatermarksAsync(number, cancellationToken).ConfigureAwait(false);
        if (from.Position > there.High)
            throw PastTheEnd(options.Topic, number, from.Position, there.High);
        return fetcher.Open(number, from.Position);
    }

    /// <summary>A broker that lags behind says so too, and catches up.</summary>
    public static PartitionFaultException PastTheEnd(string topic, int partition, long position, long end) => new(
        string.Create(CultureInfo.InvariantCulture, $"Kafka: partition {partition} of {topic} ends before {end}, and its snapshot before {position}: if the topic was made anew, use another one, or remove its snapshots"),
        isTransient: true);

    private static int Number(string partition) => int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new PartitionFaultException($"Kafka: \"{partition}\" is no partition; expected a number from 0", isTransient: false);

    private ValueTask<WatermarkOffsets> WatermarksAsync(int partition, CancellationToken cancellationToken) =>
        KafkaFault.Guard(string.Create(CultureInfo.InvariantCulture, $"partition {partition} of {options.Topic}"), () => fetcher.Watermarks(partition), cancellationToken);
}
