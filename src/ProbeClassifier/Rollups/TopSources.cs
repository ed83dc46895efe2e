using System.Collections.Generic;

namespace ProbeClassifier.Rollups;

/// <summary>The sources with the most events, ties to the lower address, out of those offered in the order of addresses.</summary>
internal sealed class TopSources(int most)
{
    private readonly PriorityQueue<(SourceGroup Source, long Events), (long Events, long Order)> _queue = new();
    private long _order;

    public void Offer(SourceGroup source, long events)
    {
        // The least is dropped first: fewest events, and of equals the one that came last.
        _queue.Enqueue((source, events), (events, -_order++));
        if (_queue.Count > most)
            _queue.Dequeue();
    }

    public List<(SourceGroup Source, long Events)> Sorted()
    {
        List<(SourceGroup, long)> sorted = [];
        while (_queue.TryDequeue(out (SourceGroup Source, long Events) source, out _))
            sorted.Add(source);
        sorted.Reverse();
        return sorted;
    }
}
