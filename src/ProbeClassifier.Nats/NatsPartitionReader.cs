using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Nats;

/// <summary>
/// Reads a stream by sequence with an ordered consumer: what was acknowledged by whom plays no part. When nothing comes though there is
/// something, the consumer is made anew from the position wanted.
/// </summary>
internal sealed class NatsPartitionReader(
    NatsJSContext jetStream,
    NatsEngineOptions options,
    string partition,
    long position,
    Func<string, CancellationToken, ValueTask<StreamState>> stateOf) : IPartitionReader
{
    private readonly string _stream = options.StreamOf(partition);
    private long _wanted = position;
    private IAsyncEnumerator<INatsJSMsg<byte[]>>? _messages;
    private CancellationTokenSource? _consuming;
    private Task<bool>? _moving;

    public async ValueTask<PartitionRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (await TryMoveAsync(cancellationToken).ConfigureAwait(false))
                    return Record(_messages!.Current);
                await CloseAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (NatsFault.IsFault(e, cancellationToken))
        {
            throw NatsFault.Of($"the stream {_stream}", e);
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    /// <summary>Whether a record came; false when the consumer is of no more use.</summary>
    private async ValueTask<bool> TryMoveAsync(CancellationToken cancellationToken)
    {
        if (_messages is null)
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (_moving is null)
        {
            ValueTask<bool> move = _messages!.MoveNextAsync();
            if (move.IsCompletedSuccessfully)
                return await move.ConfigureAwait(false);
            _moving = move.AsTask();
        }

        Task<bool> moving = _moving;
        while (true)
        {
            try
            {
                bool moved = await moving.WaitAsync(options.Watchdog, cancellationToken).ConfigureAwait(false);
                _moving = null;
                return moved;
            }
            catch (TimeoutException)
            {
                if (moving.IsCompleted || (long)(await stateOf(partition, cancellationToken).ConfigureAwait(false)).LastSeq >= _wanted)
                    return false;
            }
        }
    }

    private PartitionRecord Record(INatsJSMsg<byte[]> message)
    {
        NatsJSMsgMetadata metadata = message.Metadata ?? throw new PartitionFaultException($"NATS: a message of {_stream} has no sequence number", isTransient: true);
        var sequence = (long)metadata.Sequence.Stream;
        var record = new PartitionRecord(message.Data ?? [], sequence, sequence + 1) { Time = metadata.Timestamp, Missing = Math.Max(0, sequence - _wanted), Behind = (long)metadata.NumPending };
        _wanted = Math.Max(_wanted, sequence + 1);
        return record;
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        INatsJSConsumer consumer = await jetStream.CreateOrderedConsumerAsync(
            _stream,
            new NatsJSOrderedConsumerOpts { DeliverPolicy = ConsumerConfigDeliverPolicy.ByStartSequence, OptStartSeq = (ulong)_wanted },
            cancellationToken).ConfigureAwait(false);
        _consuming = new CancellationTokenSource();
        _messages = consumer.ConsumeAsync<byte[]>(opts: new NatsJSConsumeOpts { MaxBytes = options.ReadAheadBytes }, cancellationToken: _consuming.Token).GetAsyncEnumerator(CancellationToken.None);
    }

    private async ValueTask CloseAsync()
    {
        if (_messages is null)
            return;
        await _consuming!.CancelAsync().ConfigureAwait(false);
        try
        {
            if (_moving is not null)
                await _moving.ConfigureAwait(false);
            await _messages.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (NatsFault.IsFault(e, CancellationToken.None))
        {
            // It is of no more use, whatever it says.
        }

        _consuming.Dispose();
        _moving = null;
        _messages = null;
    }
}
