using System;
using System.Collections.Concurrent;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>
/// Events as messages of a topic, each with its id as key: the producer sends none twice within a run, what comes again after a crash is
/// known by its key, and a compacted topic drops it. The headers <c>host</c> and <c>time</c> are those of the record. Thread-safe.
/// </summary>
public sealed class KafkaEventPublisher : IEventPublisher
{
    /// <summary>How many of a partition may be on their way at a time.</summary>
    private const int OnTheWay = 10_000;

    private readonly KafkaProducer _producer;
    private readonly TopicPartition _to;
    private readonly ConcurrentDictionary<string, PendingSends> _pending = new(StringComparer.Ordinal);

    internal KafkaEventPublisher(KafkaProducer producer, string topic)
    {
        _producer = producer;
        _to = new TopicPartition(topic, Partition.Any);
    }

    /// <inheritdoc/>
    public async ValueTask PublishAsync(EventBatch events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        PendingSends pending = _pending.GetOrAdd(events.Partition, _ => new PendingSends());
        Headers headers = HeadersOf(events);
        try
        {
            for (int i = 0; i < events.Count; i++)
            {
                await pending.UntilBelowAsync(OnTheWay, cancellationToken).ConfigureAwait(false);
                pending.Begin();
                var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(events.IdOf(i)), Value = events[i].ToArray(), Headers = headers };
                try
                {
                    await _producer.ProduceAsync(_to, message, pending.End, cancellationToken).ConfigureAwait(false);
                }
                catch
                {
                    pending.End(null);
                    throw;
                }
            }
        }
        catch (Exception e) when (KafkaFault.IsFault(e))
        {
            throw KafkaFault.Of(What(events.Partition), e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(string partition, CancellationToken cancellationToken)
    {
        if (!_pending.TryGetValue(partition, out PendingSends? pending))
            return;
        await pending.UntilBelowAsync(1, cancellationToken).ConfigureAwait(false);
        if (pending.TakeFailure() is { } failure)
            throw KafkaFault.Of(What(partition), failure);
    }

    private static Headers HeadersOf(EventBatch events)
    {
        var headers = new Headers();
        if (!events.Host.IsEmpty)
            headers.Add(RecordHeaders.Host, events.Host.ToArray());
        if (events.Time is { } time)
            headers.Add(RecordHeaders.Time, RecordHeaders.Write(time));
        return headers;
    }

    private string What(string partition) => $"events of partition {partition} to {_to.Topic}";
}
