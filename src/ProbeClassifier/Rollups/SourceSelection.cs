using System;
using System.Collections.Generic;
using System.Numerics;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Where the prefix of sources to keep ends. Works through the range of hashes slice by slice, lowest first, so that it sorts
/// some hundred thousand sources at a time and not all of them.
/// </summary>
internal sealed class SourceSelection(SourceTable sources, uint gap)
{
    private const int SourcesPerSlice = 1 << 18;

    private readonly SourceWeight _weight = new(gap);
    private ulong[] _hashes = [];
    private long[] _weights = [];
    private int _count;

    /// <summary>The hash of the first source that is not within the limits; null when all are.</summary>
    public ulong? FindThreshold(int maxSources, long maxWeight)
    {
        // Nearly always a sum that cannot be below the weight is within the limits already.
        SortedRuns ipv4 = sources.IPv4();
        SortedRuns ipv6 = sources.IPv6();
        if (ipv4.Count + ipv6.Count <= maxSources && SourceWeight.Most(ipv4, gap) + SourceWeight.Most(ipv6, gap) <= maxWeight)
            return null;
        long number = 0;
        long weight = 0;
        foreach (SourceGroup source in All())
        {
            number++;
            weight += _weight.Of(source);
        }

        return number <= maxSources && weight <= maxWeight ? null : FindThreshold(number, maxSources, maxWeight);
    }

    private ulong FindThreshold(long all, int maxSources, long maxWeight)
    {
        int bits = BitOperations.Log2((uint)(all / SourcesPerSlice) + 1);
        long number = 0;
        long weight = 0;
        for (ulong slice = 0; ; slice++)
        {
            Collect(slice, bits);
            Array.Sort(_hashes, _weights, 0, _count);
            for (int i = 0; i < _count;)
            {
                // Sources of one hash stay or go together.
                ulong hash = _hashes[i];
                for (; i < _count && _hashes[i] == hash; i++)
                {
                    number++;
                    weight += _weights[i];
                }

                if (number > maxSources || weight > maxWeight)
                    return hash;
            }
        }
    }

    /// <summary>Sources whose hash begins with the slice's bits.</summary>
    private void Collect(ulong slice, int bits)
    {
        _count = 0;
        foreach (SourceGroup source in All())
        {
            ulong hash = sources.HashOf(source.Source);
            if (bits > 0 && hash >> (64 - bits) != slice)
                continue;
            if (_count == _hashes.Length)
            {
                Array.Resize(ref _hashes, Math.Max(1024, _count * 2));
                Array.Resize(ref _weights, _hashes.Length);
            }

            _hashes[_count] = hash;
            _weights[_count++] = _weight.Of(source);
        }
    }

    private IEnumerable<SourceGroup> All()
    {
        foreach (SourceGroup source in SourceOrder.IPv4(sources))
            yield return source;
        foreach (SourceGroup source in SourceOrder.IPv6Unordered(sources))
            yield return source;
    }
}
