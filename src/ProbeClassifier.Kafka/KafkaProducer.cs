using System;
using System.Threading;
using System.Threading.Tasks;
using Confluent.Kafka;

namespace ProbeClassifier.Kafka;

/// <summary>
/// An idempotent producer, made when it is first used. One that can never send again, as librdkafka calls a fatal error, makes room for
/// another: what it had not sent is sent again by who asked for it. Thread-safe.
/// </summary>
internal sealed class KafkaProducer(KafkaProperties properties) : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private IProducer<byte[], byte[]>? _current;
    private bool _isDisposed;

    /// <summary>Makes the client now, so that a property that it does not know is found.</summary>
    public void Check() => Current();

    /// <summary>Sends a message; returns when all replicas that are in sync have it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="message">The message; without a value it takes those of its key away.</param>
    /// <param name="cancellationToken">Gives up; the message may be sent or not.</param>
    public async Task SendAsync(TopicPartition to, Message<byte[], byte[]> message, CancellationToken cancellationToken)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await ProduceAsync(to, message, error => _ = error is null ? sent.TrySetResult() : sent.TrySetException(error), cancellationToken).ConfigureAwait(false);
        await sent.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Hands a message to the client, and waits only where its queue is full.</summary>
    /// <param name="to">Where to; partition -1 for the one of its key.</param>
    /// <param name="message">The message.</param>
    /// <param name="done">Told what became of it, on a thread of the client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask ProduceAsync(TopicPartition to, Message<byte[], byte[]> message, Action<KafkaException?> done, CancellationToken cancellationToken)
    {
        while (true)
        {
            IProducer<byte[], byte[]> producer = Current();
            try
            {
                producer.Produce(to, message, report => done(Failure(producer, report.Error)));
                return;
            }
            catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(Again, cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaException e) when (e.Error.IsFatal)
            {
                Retire(producer);
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _current?.Dispose();
            _current = null;
        }
    }

    private IProducer<byte[], byte[]> Current()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _current ??= properties.Producer();
        }
    }

    private KafkaException? Failure(IProducer<byte[], byte[]> producer, Error error)
    {
        if (!error.IsError)
            return null;
        if (error.IsFatal)
            Retire(producer);
        return new KafkaException(error);
    }

    private void Retire(IProducer<byte[], byte[]> producer)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_current, producer))
                return;
            _current = null;
        }

        // Not here: this may be one of its own threads, for whose end it waits.
        _ = Task.Run(producer.Dispose);
    }
}
