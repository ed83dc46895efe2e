using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Confluent.Kafka;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>
/// Reads all partitions that are open with one consumer, to which they are given by hand, on one thread: what is opened and closed is
/// done between two reads there, so that no record of an earlier reader comes to a later one.
/// </summary>
internal sealed class KafkaFetcher : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly KafkaEngineOptions _options;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly KafkaNotices _notices;
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly Dictionary<int, KafkaPartitionReader> _readers = [];
    private readonly Thread _thread;
    private volatile bool _isEnding;

    public KafkaFetcher(IConsumer<byte[], byte[]> consumer, KafkaEngineOptions options, KafkaNotices notices)
    {
        _options = options;
        _consumer = consumer;
        _notices = notices;
        _thread = new Thread(Run) { IsBackground = true, Name = "Kafka fetcher" };
        _thread.Start();
    }

    /// <summary>Where a partition begins and ends, as its leader has it.</summary>

    public WatermarkOffsets Watermarks(int partition) => _consumer.QueryWatermarkOffsets(Of(partition), Patience);

    public KafkaPartitionReader Open(int partition, long position)
    {
        var reader = new KafkaPartitionReader(this, partition, position, _options.ReadAheadBytes);
        _orders.Enqueue(() =>
        {
            // A reader that has not been closed yet is of no more use: its partition was opened again.
            if (_readers.Remove(partition, out KafkaPartitionReader? before))
            {
                _consumer.IncrementalUnassign([Of(partition)]);
                before.Give(new PartitionFaultException("Kafka: the partition was opened again", isTransient: true));
            }

            _readers[partition] = reader;
            _consumer.IncrementalAssign([new TopicPartitionOffset(Of(partition), position)]);
        });
        return reader;
    }

    public void Close(KafkaPartitionReader reader) => _orders.Enqueue(() =>
    {
        if (!Has(reader))
            return;
        _readers.Remove(reader.Partition);
        _consumer.IncrementalUnassign([Of(reader.Partition)]);
    });

    public void Resume(KafkaPartitionReader reader) => _orders.Enqueue(() =>
    {
        if (Has(reader))
            _consumer.Resume([Of(reader.Partition)]);
    });

    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
        _consumer.Dispose();
    }

    private void Run()
    {
        while (!_isEnding)
        {
            try
            {
                while (_orders.TryDequeue(out Action? order))
                    order();
                if (_consumer.Consume(Turn) is { } result && _readers.TryGetValue(result.Partition.Value, out KafkaPartitionReader? reader))
                    Give(reader, result);
            }
            catch (ConsumeException e) when (!e.Error.IsFatal && e.ConsumerRecord is { Partition.Value: >= 0 } at)
            {
                // What is said of a partition that was closed meanwhile is of no interest.
                if (_readers.TryGetValue(at.Partition.Value, out KafkaPartitionReader? failed))
                    Explain(failed, e.Error);
            }
            catch (KafkaException e)
            {
                // Of no partition in particular. Whoever reads begins again at its newest snapshot, which is always right. A client that
                // is of no more use says so each time: not as fast as it can.
                _notices.Say(e.Error);
                Thread.Sleep(Turn);
                foreach (KafkaPartitionReader open in _readers.Values)
                    open.Give(KafkaFault.Of(_options.Topic, e));
            }
        }

        foreach (KafkaPartitionReader open in _readers.Values)
            open.Give(new PartitionFaultException("Kafka: the engine was disposed of", isTransient: true));
    }

    private void Give(KafkaPartitionReader reader, ConsumeResult<byte[], byte[]> result)
    {
        Message<byte[], byte[]> message = result.Message;
        if (reader.Give(message.Value ?? [], result.Offset.Value, RecordHeaders.TimeOf(message), RecordHeaders.HostOf(message), Behind(result)))
            _consumer.Pause([Of(reader.Partition)]);
    }

    /// <summary>
    /// A broker refuses an offset below the log's beginning: only so can records be missing. An offset that is passed over within the
    /// log was never a record's, or compaction's.
    /// </summary>
    private void Explain(KafkaPartitionReader reader, Error error)
    {
        try
        {
            if (error.Code is not (ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange))
                throw new KafkaException(error);
            WatermarkOffsets there = Watermarks(reader.Partition);
            if (reader.Wanted > there.High.Value)
                throw KafkaPartitionLog.PastTheEnd(_options.Topic, reader.Partition, reader.Wanted, there.High.Value);
            long from = Math.Max(reader.Wanted, there.Low.Value);
            reader.Missing = from - reader.Wanted;
            _consumer.IncrementalUnassign([Of(reader.Partition)]);
            _consumer.IncrementalAssign([new TopicPartitionOffset(Of(reader.Partition), from)]);
        }
        catch (PartitionFaultException e)
        {
            reader.Give(e);
        }
        catch (KafkaException e)
        {
            reader.Give(KafkaFault.Of(_options.Topic, e));
        }
    }

    private bool Has(KafkaPartitionReader reader) => _readers.TryGetValue(reader.Partition, out KafkaPartitionReader? open) && ReferenceEquals(open, reader);

    private TopicPartition Of(int partition) => new(_options.Topic, partition);

    /// <summary>What the partition had behind a record when it was fetched; null where the client has not been told.</summary>
    private long? Behind(ConsumeResult<byte[], byte[]> result)
    {
        Offset high = _consumer.GetWatermarkOffsets(result.TopicPartition).High;
        return high.IsSpecial ? null : Math.Max(0, high.Value - result.Offset.Value - 1);
    }
}
