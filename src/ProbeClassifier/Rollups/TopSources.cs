using System.Collections.Generic;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>The sources with the most events, ties to the lower address, out of those offered in any order.</summary>
internal sealed class TopSources(int most)
{
    /// <summary>The least comes first: fewest events, and of equals the higher address.</summary>
    private static readonly Comparer<(long Events, ProbeAddress Source)> LeastFirst = Comparer<(long Events, ProbeAddress Source)>.Create(
        static (a, b) => a.Events != b.Events ? a.Events.CompareTo(b.Events) : b.Source.CompareTo(a.Source));

    private readonly PriorityQueue<SourceGroup, (long Events, ProbeAddress Source)> _queue = new(LeastFirst);

    public void Offer(in SourceGroup source, long events)
    {
        (long, ProbeAddress) rank = (events, source.Source);
        if (_queue.Count < most)
            _queue.Enqueue(source, rank);
        else if (_queue.TryPeek(out _, out (long, ProbeAddress) least) && LeastFirst.Compare(rank, least) > 0)
            _queue.DequeueEnqueue(source, rank);
    }

    public List<SourceGroup> Sorted()
    {
        List<SourceGroup> sorted = [];
        while (_queue.TryDequeue(out SourceGroup source, out _))
            sorted.Add(source);
        sorted.Reverse();
        return sorted;
    }
}
