using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>What became of lines that no kind of event counts; all of it adds up.</summary>
internal sealed class LineCounts
{
    private readonly long[] _unparsed = new long[16];

    /// <summary>Lines that are no events.</summary>
    public long Other { get; set; }

    /// <summary>Events that repeats stand for, on top of lines.</summary>
    public long Repeated { get; set; }

    /// <summary>Of the others, events outside the period.</summary>
    public long OutsidePeriod { get; set; }

    /// <summary>Lines that were cut at the limit.</summary>
    public long Oversize { get; set; }

    /// <summary>Repeats of nothing.</summary>
    public long UnresolvedRepeats { get; set; }

    /// <summary>Events without a usable time.</summary>
    public long WithoutTime { get; set; }

    /// <summary>Lines that were recognised and not understood, by <see cref="UnparsedReason"/>.</summary>
    public Span<long> UnparsedByReason => _unparsed;

    /// <summary>Lines that were recognised and not understood.</summary>
    public long Unparsed
    {
        get
        {
            long sum = 0;
            foreach (long count in _unparsed)
                sum += count;
            return sum;
        }
    }

    /// <summary>Counts a line that was not understood.</summary>
    public void AddUnparsed(UnparsedReason reason) => _unparsed[(int)reason & 15]++;

    /// <summary>Adds others; they stay as they are.</summary>
    public void Add(LineCounts other)
    {
        Other += other.Other;
        Repeated += other.Repeated;
        OutsidePeriod += other.OutsidePeriod;
        Oversize += other.Oversize;
        UnresolvedRepeats += other.UnresolvedRepeats;
        WithoutTime += other.WithoutTime;
        for (int reason = 0; reason < _unparsed.Length; reason++)
            _unparsed[reason] += other._unparsed[reason];
    }

    /// <summary>Counts none.</summary>
    public void Clear()
    {
        Other = Repeated = OutsidePeriod = Oversize = UnresolvedRepeats = WithoutTime = 0;
        Array.Clear(_unparsed);
    }
}
