using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Nats;

/// <summary>
/// Reads a stream by sequence with an ordered consumer: what was acknowledged by whom plays no part. When nothing comes though there is
/// something, or something was passed over, the next record is fetched alone, and the consumer made anew behind it.
/// </summary>
internal sealed class NatsPartitionReader(
    NatsJSContext jetStream,
    NatsEngineOptions options,
    string partition,
    long position,
    Func<string, CancellationToken, ValueTask<StreamState>> stateOf) : IPartitionReader
{
    /// <summary>The largest record takes its time; it ends with the first that comes.</summary>
    private static readonly TimeSpan AlonePatience = TimeSpan.FromSeconds(30);

    private readonly string _stream = options.StreamOf(partition);
    private long _wanted = position;
    private IAsyncEnumerator<INatsJSMsg<byte[]>>? _messages;
    private CancellationTokenSource? _consuming;
    private Task<bool>? _moving;
    private bool _isAlone;

    public async ValueTask<PartitionRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (_isAlone)
                {
                    _isAlone = false;
                    if (await FetchAloneAsync(cancellationToken).ConfigureAwait(false) is { } message)
                    {
                        await CheckGoneAsync(SequenceOf(message), cancellationToken).ConfigureAwait(false);
                        return Record(message);
                    }
                }
                else if (await TryMoveAsync(cancellationToken).ConfigureAwait(false) && SequenceOf(_messages!.Current) <= _wanted)
                {
                    return Record(_messages.Current);
                }
                else
                {
                    // The server passes over a record that is larger than what is asked for at once, and a gap looks the same from here.
                    await CloseAsync().ConfigureAwait(false);
                    _isAlone = true;
                }
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

    /// <summary>The next record that there is, whatever its size: what is missing before it is gone. Null when none came.</summary>
    private async ValueTask<INatsJSMsg<byte[]>?> FetchAloneAsync(CancellationToken cancellationToken)
    {
        INatsJSConsumer consumer = await ConsumerAsync(cancellationToken).ConfigureAwait(false);
        return await consumer.NextAsync<byte[]>(opts: new NatsJSNextOpts { Expires = AlonePatience }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A gap is told only of records that the stream itself says are gone: what a server passed over is there, and is read again.</summary>
    private async ValueTask CheckGoneAsync(long found, CancellationToken cancellationToken)
    {
        if (found <= _wanted)
            return;
        INatsJSStream stream = await jetStream.GetStreamAsync(_stream, new StreamInfoRequest { DeletedDetails = true }, cancellationToken).ConfigureAwait(false);
        StreamState state = stream.Info.State;
        HashSet<long> deleted = [.. (state.Deleted ?? []).Select(d => (long)d)];
        for (long sequence = Math.Max(_wanted, (long)state.FirstSeq); sequence < found; sequence++)
        {
            if (!deleted.Contains(sequence))
                throw new PartitionFaultException(string.Create(CultureInfo.InvariantCulture, $"NATS: record {sequence} of the stream {_stream} is there and was not delivered; is it larger than servers and clients take?"), isTransient: true);
        }
    }

    private long SequenceOf(INatsJSMsg<byte[]> message) => (long)MetadataOf(message).Sequence.Stream;

    private NatsJSMsgMetadata MetadataOf(INatsJSMsg<byte[]> message) =>
        message.Metadata ?? throw new PartitionFaultException($"NATS: a message of {_stream} has no sequence number", isTransient: true);

    private PartitionRecord Record(INatsJSMsg<byte[]> message)
    {
        NatsJSMsgMetadata metadata = MetadataOf(message);
        var sequence = (long)metadata.Sequence.Stream;
        var record = new PartitionRecord(message.Data ?? [], sequence, sequence + 1) { Time = metadata.Timestamp, Missing = Math.Max(0, sequence - _wanted), Behind = (long)metadata.NumPending };
        _wanted = Math.Max(_wanted, sequence + 1);
        return record;
    }

    private ValueTask<INatsJSConsumer> ConsumerAsync(CancellationToken cancellationToken) => jetStream.CreateOrderedConsumerAsync(
        _stream,
        new NatsJSOrderedConsumerOpts { DeliverPolicy = ConsumerConfigDeliverPolicy.ByStartSequence, OptStartSeq = (ulong)_wanted },
        cancellationToken);

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        INatsJSConsumer consumer = await ConsumerAsync(cancellationToken).ConfigureAwait(false);
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
