using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Nats;

/// <summary>
/// Events as messages of a stream, each with its id as <c>Nats-Msg-Id</c>: the server drops one that comes again within its window for
/// duplicates, and what comes later is known by the id. Thread-safe.
/// </summary>
public sealed class NatsEventPublisher : IEventPublisher
{
    /// <summary>How many of a partition may be on their way at a time.</summary>
    private const int OnTheWay = 256;

    private readonly NatsJSContext _jetStream;
    private readonly string _stream;
    private readonly ConcurrentDictionary<string, List<Task>> _waiting = new(StringComparer.Ordinal);

    internal NatsEventPublisher(NatsJSContext jetStream, string stream)
    {
        _jetStream = jetStream;
        _stream = stream;
    }

    /// <inheritdoc/>
    public async ValueTask PublishAsync(EventBatch events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        List<Task> waiting = _waiting.GetOrAdd(events.Partition, _ => []);
        for (int i = 0; i < events.Count; i++)
        {
            if (waiting.Count >= OnTheWay)
                await FlushAsync(events.Partition, cancellationToken).ConfigureAwait(false);
            waiting.Add(PublishAsync($"{_stream}.{events.Partition}", events[i].ToArray(), events.IdOf(i), cancellationToken));
        }
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(string partition, CancellationToken cancellationToken)
    {
        if (!_waiting.TryGetValue(partition, out List<Task>? waiting))
            return;
        Task[] all = [.. waiting];
        waiting.Clear();
        await NatsFault.Guard(
            $"events of partition {partition}",
            async () =>
            {
                await Task.WhenAll(all).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishAsync(string subject, byte[] content, string id, CancellationToken cancellationToken)
    {
        PubAckResponse ack = await _jetStream.PublishAsync(subject, content, opts: new NatsJSPubOpts { MsgId = id }, cancellationToken: cancellationToken).ConfigureAwait(false);

        // A duplicate is there already, as it should be.
        if (ack.Error is { } error)
            throw new NatsJSApiException(error);
    }
}
