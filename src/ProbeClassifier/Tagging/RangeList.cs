using System;
using System.Collections.Generic;
using System.Linq;

namespace ProbeClassifier.Tagging;

/// <summary>Ranges in order, merged where they touch, so that equal sets have equal lists.</summary>
internal sealed class RangeList
{
    private readonly ValueRange[] _ranges;

    public RangeList(IReadOnlyList<ValueRange> ranges)
    {
        var merged = new List<ValueRange>();
        foreach (ValueRange range in ranges.OrderBy(r => r.First).ThenBy(r => r.Last))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = new ValueRange(merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        _ranges = [.. merged];
    }

    public bool IsEmpty => _ranges.Length == 0;

    public ReadOnlySpan<ValueRange> Ranges => _ranges;

    public bool Contains(ushort value)
    {
        int low = 0;
        int high = _ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (value < _ranges[middle].First)
                high = middle - 1;
            else if (value > _ranges[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    public override string ToString() => string.Join(",", _ranges);
}
