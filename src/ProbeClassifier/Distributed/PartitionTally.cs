using System.Threading;

namespace ProbeClassifier.Distributed;

/// <summary>
/// What a worker has done with a partition since it began, over all the times that it had it, so that a counter never falls. Written by
/// the one loop that has the partition, read by anybody.
/// </summary>
internal sealed class PartitionTally(string partition)
{
    /// <summary>In place of <see cref="Behind"/> where the log does not say.</summary>
    private const long Unknown = -1;

    private long _records;
    private long _lines;
    private long _bytes;
    private long _oversize;
    private long _snapshots;
    private long _redelivered;
    private long _restarts;
    private long _gaps;
    private long _missing;
    private long _behind = Unknown;
    private long _uncovered;

    public string Partition => partition;

    public long Records => Interlocked.Read(ref _records);

    public long Lines => Interlocked.Read(ref _lines);

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Oversize => Interlocked.Read(ref _oversize);

    public long Snapshots => Interlocked.Read(ref _snapshots);

    public long Redelivered => Interlocked.Read(ref _redelivered);

    public long Restarts => Interlocked.Read(ref _restarts);

    public long Gaps => Interlocked.Read(ref _gaps);

    public long Missing => Interlocked.Read(ref _missing);

    public long? Behind => Interlocked.Read(ref _behind) is var behind && behind == Unknown ? null : behind;

    public long Uncovered => Interlocked.Read(ref _uncovered);

    public void Took(in PartitionRecord record, long lines, long oversize)
    {
        if (!record.Continues)
            Interlocked.Increment(ref _records);
        Interlocked.Add(ref _lines, lines);
        Interlocked.Add(ref _oversize, oversize);
        Interlocked.Add(ref _bytes, record.Payload.Length);
        Interlocked.Exchange(ref _behind, record.Behind ?? Unknown);
        if (record.Missing == 0)
            return;
        Interlocked.Increment(ref _gaps);
        Interlocked.Add(ref _missing, record.Missing);
    }

    public void Redeliver() => Interlocked.Increment(ref _redelivered);

    public void Restart() => Interlocked.Increment(ref _restarts);

    public void Snapshot() => Interlocked.Increment(ref _snapshots);

    /// <summary>How far the snapshots are behind what is counted.</summary>
    public void Cover(long uncovered) => Interlocked.Exchange(ref _uncovered, uncovered);

    /// <summary>Nobody here knows any more how far it is behind.</summary>
    public void LetGo()
    {
        Interlocked.Exchange(ref _behind, Unknown);
        Interlocked.Exchange(ref _uncovered, 0);
    }
}
