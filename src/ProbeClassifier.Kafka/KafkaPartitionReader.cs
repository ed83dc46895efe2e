using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Kafka;

/// <summary>What the fetcher has for one partition. The fetcher's thread gives, one caller takes.</summary>
internal sealed class KafkaPartitionReader(KafkaFetcher fetcher, int partition, long position, int readAheadBytes) : IPartitionReader
{
    /// <summary>About what a record costs beside its text.</summary>
    private const int RecordBytes = 128;

    private readonly Channel<(PartitionRecord Record, PartitionFaultException? Fault)> _records = Channel.CreateUnbounded<(PartitionRecord, PartitionFaultException?)>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = false });

    private long _waiting;
    private int _isPaused;

    public int Partition => partition;

    /// <summary>The offset wanted next; of the fetcher's thread.</summary>
    public long Wanted { get; private set; } = position;

    /// <summary>Records that retention took before the next one; of the fetcher's thread.</summary>
    public long Missing { get; set; }

    public async ValueTask<PartitionRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        (PartitionRecord record, PartitionFaultException? fault) = await _records.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (fault is not null)
            throw fault;
        if (Interlocked.Add(ref _waiting, -Cost(record)) < readAheadBytes / 2 && Interlocked.CompareExchange(ref _isPaused, 0, 1) == 1)
            fetcher.Resume(this);
        return record;
    }

    public ValueTask DisposeAsync()
    {
        fetcher.Close(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives a record; true when it is to be the last one for now.</summary>
    public bool Give(ReadOnlyMemory<byte> payload, long offset, DateTimeOffset? time, ReadOnlyMemory<byte> host, long? behind)
    {
        if (offset < Wanted)
            return false;
        var record = new PartitionRecord(payload, offset, offset + 1) { Time = time, Host = host, Missing = Missing, Behind = behind };
        Wanted = offset + 1;
        Missing = 0;
        bool isFull = Interlocked.Add(ref _waiting, Cost(record)) >= readAheadBytes && Interlocked.Exchange(ref _isPaused, 1) == 0;
        _records.Writer.TryWrite((record, null));
        return isFull;
    }

    public void Give(PartitionFaultException fault) => _records.Writer.TryWrite((default, fault));

    private static int Cost(in PartitionRecord record) => record.Payload.Length + RecordBytes;
}
