using System;

namespace ProbeClassifier.Parquet.Columns;

/// <summary>An array that grows by doubling and is used again.</summary>
internal struct Growing<T>
{
    private T[] _items;

    public int Count { get; private set; }

    public readonly ReadOnlyMemory<T> Memory => _items.AsMemory(0, Count);

    public void Add(T item) => Room(1)[0] = item;

    /// <summary>Room for some more, which are counted as added.</summary>
    public Span<T> Room(int more)
    {
        int needed = Count + more;
        if (_items is null || needed > _items.Length)
            Array.Resize(ref _items, Math.Max(needed, Math.Max(256, Count * 2)));
        Span<T> room = _items.AsSpan(Count, more);
        Count = needed;
        return room;
    }

    /// <summary>Takes back room at the end that was not used.</summary>
    public void Drop(int last) => Count -= last;

    public void Clear() => Count = 0;
}
