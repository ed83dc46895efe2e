using System;
using System.Collections.Generic;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>The heaviest of those offered in any order.</summary>
internal sealed class Heaviest<T>(int most)
{
    private readonly PriorityQueue<T, Weight> _queue = new(Weight.LightestFirst);

    public void Offer(T item, Weight weight)
    {
        if (_queue.Count < most)
            _queue.Enqueue(item, weight);
        else if (_queue.TryPeek(out _, out Weight least) && Weight.LightestFirst.Compare(weight, least) > 0)
            _queue.DequeueEnqueue(item, weight);
    }

    /// <summary>All that is kept, the heaviest first; none is left afterwards.</summary>
    public List<T> Take()
    {
        List<T> sorted = [];
        while (_queue.TryDequeue(out T? item, out _))
            sorted.Add(item);
        sorted.Reverse();
        return sorted;
    }
}

/// <summary>Heavier is what has the greater first figure, then the second; of equals the lower address, then the earlier time.</summary>
internal readonly record struct Weight(long First, long Second, ProbeAddress Source, DateTimeOffset Time)
{
    public static readonly Comparer<Weight> LightestFirst = Comparer<Weight>.Create(static (a, b) =>
    {
        if (a.First != b.First)
            return a.First.CompareTo(b.First);
        return a.Second != b.Second ? a.Second.CompareTo(b.Second) : (b.Source, b.Time).CompareTo((a.Source, a.Time));
    });
}
