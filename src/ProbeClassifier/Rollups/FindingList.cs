using System;
using System.Collections.Generic;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The findings that weigh the most, out of those offered in any order: by the first weight, then the second; of equals the lower
/// address and the earlier time.
/// </summary>
internal sealed class FindingList<T>(int most, Func<T, (long First, long Second, ProbeAddress Source, DateTimeOffset Time)> weigh)
{
    private readonly PriorityQueue<T, (long First, long Second, ProbeAddress Source, DateTimeOffset Time)> _queue = new(Comparer<(long First, long Second, ProbeAddress Source, DateTimeOffset Time)>.Create(Compare));

    public void Offer(T finding)
    {
        (long, long, ProbeAddress, DateTimeOffset) weight = weigh(finding);
        if (_queue.Count < most)
            _queue.Enqueue(finding, weight);
        else if (_queue.TryPeek(out _, out (long, long, ProbeAddress, DateTimeOffset) least) && Compare(weight, least) > 0)
            _queue.DequeueEnqueue(finding, weight);
    }

    /// <summary>All that is kept, the heaviest first; the list is empty afterwards.</summary>
    public List<T> Sorted()
    {
        List<T> sorted = [];
        while (_queue.TryDequeue(out T? finding, out _))
            sorted.Add(finding);
        sorted.Reverse();
        return sorted;
    }

    /// <summary>The lighter comes first.</summary>
    private static int Compare(
        (long First, long Second, ProbeAddress Source, DateTimeOffset Time) a,
        (long First, long Second, ProbeAddress Source, DateTimeOffset Time) b)
    {
        int order = (a.First, a.Second).CompareTo((b.First, b.Second));
        return order != 0 ? order : (b.Source, b.Time).CompareTo((a.Source, a.Time));
    }
}
