using System;
using System.Collections.Generic;
using System.Numerics;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Where the prefix of sources to keep ends. Works through the range of hashes slice by slice, lowest first, so that it sorts
/// some hundred thousand cells at a time and not all of them.
/// </summary>
internal sealed class SourceSelection
{
    private const int CellsPerSlice = 1 << 18;

    private readonly SourceTable _sources;
    private ulong[] _hashes = new ulong[1024];
    private int[] _places = new int[1024];
    private int _count;

    private SourceSelection(SourceTable sources)
    {
        _sources = sources;
    }

    /// <summary>The hash of the first source that is not within the limits; null when all are.</summary>
    public static ulong? FindThreshold(SourceTable sources, int maxSources, long maxWeight)
    {
        if (sources.CellCount <= maxSources && WeightOf(sources.IPv4, sources) + WeightOf(sources.IPv6, sources) <= maxWeight)
            return null;
        return new SourceSelection(sources).Find(maxSources, maxWeight);
    }

    private static long WeightOf(CellTable table, SourceTable sources)
    {
        long weight = 0;
        for (int place = 0; place < table.Count; place++)
            weight += sources.WeightOf(table, ref table[place]);
        return weight;
    }

    private ulong? Find(int maxSources, long maxWeight)
    {
        int bits = BitOperations.Log2((uint)(_sources.CellCount / CellsPerSlice) + 1);
        long number = 0;
        long weight = 0;
        for (ulong slice = 0; slice >> bits == 0; slice++)
        {
            _count = 0;
            Collect(_sources.IPv4, slice, bits, 0);
            Collect(_sources.IPv6, slice, bits, -1);
            Array.Sort(_hashes, _places, 0, _count);
            for (int i = 0; i < _count;)
            {
                int start = i;
                while (i < _count && _hashes[i] == _hashes[start])
                    weight += WeightAt(i++);
                number += CountSources(start, i);
                if (number > maxSources || weight > maxWeight)
                    return _hashes[start];
            }
        }

        return null;
    }

    /// <summary>Cells whose hash begins with the slice's bits; places are inverted for IPv6.</summary>
    private void Collect(CellTable table, ulong slice, int bits, int invert)
    {
        for (int place = 0; place < table.Count; place++)
        {
            ulong hash = _sources.HashOf(table, table[place].Source);
            if (bits > 0 && hash >> (64 - bits) != slice)
                continue;
            if (_count == _hashes.Length)
            {
                Array.Resize(ref _hashes, _count * 2);
                Array.Resize(ref _places, _count * 2);
            }

            _hashes[_count] = hash;
            _places[_count++] = place ^ invert;
        }
    }

    private CellTable TableAt(int i) => _places[i] >= 0 ? _sources.IPv4 : _sources.IPv6;

    private ref Cell CellAt(int i) => ref TableAt(i)[_places[i] >= 0 ? _places[i] : ~_places[i]];

    private long WeightAt(int i) => _sources.WeightOf(TableAt(i), ref CellAt(i));

    /// <summary>Distinct sources of one hash: one, unless somebody looks for collisions.</summary>
    private int CountSources(int start, int end)
    {
        HashSet<(bool, uint)>? distinct = null;
        (bool, uint) first = (_places[start] >= 0, CellAt(start).Source);
        for (int i = start + 1; i < end; i++)
        {
            (bool, uint) source = (_places[i] >= 0, CellAt(i).Source);
            if (source != first)
                (distinct ??= [first]).Add(source);
        }

        return distinct?.Count ?? 1;
    }
}
