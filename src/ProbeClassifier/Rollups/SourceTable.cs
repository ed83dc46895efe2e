using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The cells of the sources that are kept. Sources stand in the order of their keyed hash, and the longest prefix is kept whose
/// number and weight are within the limits. A source's weight (its cells, and the clock spans its runs cover) only grows as
/// events are added, so the prefix only shrinks: a source in the final prefix was in that of every part, and its counts are
/// exact; which sources these are does not depend on order or split (docs/decisions/0003).
/// </summary>
internal sealed class SourceTable
{
    /// <summary>Clock spans that weigh one, in incident gaps: so many runs fit into one span at the most, and a little more.</summary>
    private const uint GapsPerSpan = 6;

    private readonly uint _gap;
    private readonly int _maxSources;
    private readonly long _maxWeight;
    private readonly ulong _key;
    private SourceCells _cells;
    private long _reviewAt;

    public SourceTable(uint gap, int maxSources, long maxWeight, ulong key)
    {
        _gap = gap;
        _maxSources = maxSources;
        _maxWeight = maxWeight;
        _key = key;
        _cells = new SourceCells(gap);
        _reviewAt = FirstReview;
    }

    /// <summary>Sources with a hash at or above this are not kept; <see cref="ulong.MaxValue"/> while all are.</summary>
    public ulong Threshold { get; private set; } = ulong.MaxValue;

    public SourceCells Cells => _cells;

    /// <summary>With one cell a source and a quarter of slack, this is where a limit may first be exceeded.</summary>
    private long FirstReview => Math.Min(_maxSources, _maxWeight / 2) + Math.Max(16, Math.Min(_maxSources, _maxWeight / 2) / 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in ProbeAddress source, int kind, uint count, uint time)
    {
        ulong key = _cells.KeyOf(source, kind);
        int index = _cells.Find(key);
        if (index < 0 && (index = AddCell(source, key)) < 0)
            return;
        ref Cell cell = ref _cells[index];
        cell.Events += count;
        _cells.Extend(ref cell, time);
    }

    public void AddWithoutTime(in ProbeAddress source, int kind, uint count)
    {
        ulong key = _cells.KeyOf(source, kind);
        int index = _cells.Find(key);
        if (index >= 0 || (index = AddCell(source, key)) >= 0)
            _cells[index].Events += count;
    }

    /// <summary>Adds a whole cell; used by merging and by snapshots.</summary>
    public void AddCell(in ProbeAddress source, int kind, long events, ReadOnlySpan<Run> runs)
    {
        ulong key = _cells.KeyOf(source, kind);
        int index = _cells.Find(key);
        if (index < 0 && (index = AddCell(source, key)) < 0)
            return;
        ref Cell cell = ref _cells[index];
        cell.Events += events;
        foreach (Run run in runs)
            _cells.ExtendSlowly(ref cell, run);
    }

    public void MergeFrom(SourceTable other, int[] kinds)
    {
        LowerThreshold(other.Threshold);
        List<Run> runs = [];
        for (int i = 0; i < other._cells.Count; i++)
        {
            Cell cell = other._cells[i];
            runs.Clear();
            other._cells.CopyRuns(cell, runs);
            AddCell(
                other._cells.SourceOf(cell.Key),
                kinds[SourceCells.KindOf(cell.Key)],
                cell.Events,
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(runs));
        }
    }

    /// <summary>Drops what is beyond a threshold that another part found.</summary>
    public void LowerThreshold(ulong threshold)
    {
        if (threshold >= Threshold)
            return;
        Threshold = threshold;
        Rebuild();
    }

    /// <summary>Brings the table to the prefix exactly; before every look at the whole of it.</summary>
    public void Settle() => Review();

    /// <summary>The kept sources in the order of their addresses, each with the places of its cells.</summary>
    public List<SourceGroup> Groups()
    {
        (ProbeAddress Source, int Index)[] order = new (ProbeAddress, int)[_cells.Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = (_cells.SourceOf(_cells[i].Key), i);
        Array.Sort(order, static (a, b) => a.Source.CompareTo(b.Source));
        List<SourceGroup> groups = [];
        for (int i = 0; i < order.Length;)
        {
            int start = i;
            while (i < order.Length && order[i].Source == order[start].Source)
                i++;
            int[] cells = new int[i - start];
            for (int k = 0; k < cells.Length; k++)
                cells[k] = order[start + k].Index;
            groups.Add(new SourceGroup(order[start].Source, cells));
        }

        return groups;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int AddCell(in ProbeAddress source, ulong key)
    {
        if (Threshold != ulong.MaxValue && SelectionHash.Of(source, _key) >= Threshold)
            return -1;
        if (_cells.Count + _cells.ExtraRuns >= _reviewAt)
        {
            Review();
            if (SelectionHash.Of(source, _key) >= Threshold)
                return -1;

            // The review may have numbered kinds' keys anew for IPv6 sources.
            key = _cells.KeyOf(source, SourceCells.KindOf(key));
        }

        return _cells.Add(key);
    }

    private void Review()
    {
        List<SourceGroup> groups = Groups();
        (ulong Hash, long Weight)[] sources = new (ulong, long)[groups.Count];
        List<Run> runs = [];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = (SelectionHash.Of(groups[i].Source, _key), WeightOf(groups[i], runs));
        Array.Sort(sources, static (a, b) => a.Hash.CompareTo(b.Hash));
        long weight = 0;
        for (int i = 0; i < sources.Length; i++)
        {
            weight += sources[i].Weight;
            if (i < _maxSources && weight <= _maxWeight)
                continue;
            Threshold = sources[i].Hash;
            Rebuild();
            break;
        }

        long kept = _cells.Count + _cells.ExtraRuns;
        _reviewAt = Math.Max(FirstReview, kept + Math.Max(16, kept / 4));
    }

    private long WeightOf(SourceGroup group, List<Run> runs)
    {
        uint span = _gap * GapsPerSpan;
        long weight = 0;
        foreach (int index in group.Cells)
        {
            runs.Clear();
            _cells.CopyRuns(_cells[index], runs);
            int count = Run.Join(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(runs), _gap);
            weight++;
            long last = -1;
            for (int i = 0; i < count; i++)
            {
                long first = runs[i].Start / span;
                long end = runs[i].End / span;
                weight += end - Math.Max(first, last + 1) + 1;
                last = end;
            }
        }

        return weight;
    }

    private void Rebuild()
    {
        SourceCells old = _cells;
        _cells = new SourceCells(_gap);
        List<Run> runs = [];
        for (int i = 0; i < old.Count; i++)
        {
            Cell cell = old[i];
            ProbeAddress source = old.SourceOf(cell.Key);
            if (SelectionHash.Of(source, _key) >= Threshold)
                continue;
            ref Cell copy = ref _cells[_cells.Add(_cells.KeyOf(source, SourceCells.KindOf(cell.Key)))];
            copy.Events = cell.Events;
            runs.Clear();
            old.CopyRuns(cell, runs);
            int count = Run.Join(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(runs), _gap);
            for (int r = 0; r < count; r++)
                _cells.ExtendSlowly(ref copy, runs[r]);
        }
    }
}

/// <summary>A source and the places of its cells.</summary>
internal readonly record struct SourceGroup(ProbeAddress Source, int[] Cells);
