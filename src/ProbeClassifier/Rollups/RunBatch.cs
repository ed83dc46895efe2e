using System;

namespace ProbeClassifier.Rollups;

/// <summary>Runs in the order in which they came, until there are enough to sort them together. It grows to its size as it is used.</summary>
internal sealed class RunBatch
{
    /// <summary>So many that they and their order about fit into the second-level cache.</summary>
    public const int MaxCount = 32_768;

    private const int FirstCount = 256;
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const int Passes = 3;
    private const int PlaceCount = Passes * Digits;

    /// <summary>Fewer are sorted by comparing.</summary>
    private const int FewRuns = 512;

    private SourceRun[] _runs = new SourceRun[FirstCount];
    private ulong[] _order = new ulong[FirstCount];
    private ulong[] _swap = [];

    public int Count { get; private set; }

    public bool IsFull => Count == MaxCount;

    /// <summary>Takes a run; the batch must not be full.</summary>
    public void Add(in SourceRun run)
    {
        if (Count == _runs.Length)
            Array.Resize(ref _runs, Math.Min(Count * 4, MaxCount));
        _runs[Count++] = run;
    }

    /// <summary>Becomes empty.</summary>
    public void Clear() => Count = 0;

    /// <summary>Writes all, sorted, and is empty.</summary>
    /// <param name="joiner">Where to.</param>
    /// <param name="isKept">Which sources; null for all.</param>
    public void WriteTo(RunJoiner joiner, Func<uint, bool>? isKept)
    {
        if (_order.Length < _runs.Length)
            _order = new ulong[_runs.Length];
        Span<ulong> order = _order.AsSpan(0, Count);
        for (int i = 0; i < order.Length; i++)
            order[i] = ((ulong)_runs[i].Source << 32) | (uint)i;
        SortBySource(order);
        for (int i = 0; i < order.Length;)
        {
            int start = i;
            uint source = (uint)(order[i] >> 32);
            while (i < order.Length && (uint)(order[i] >> 32) == source)
                i++;
            if (isKept == null || isKept(source))
                WriteSource(joiner, order[start..i]);
        }

        Count = 0;
    }

    private void WriteSource(RunJoiner joiner, Span<ulong> order)
    {
        ulong last = 0;
        bool isSorted = true;
        foreach (ref ulong run in order)
        {
            run = ((ulong)_runs[(int)(uint)run].Start << 32) | (uint)run;
            isSorted &= run >= last;
            last = run;
        }

        if (!isSorted)
            order.Sort();
        joiner.BeginSource();
        foreach (ulong run in order)
            joiner.Join(_runs[(int)(uint)run]);
    }

    /// <summary>By the upper 32 bits; equal ones stay as they are. Three passes over digits of eleven bits and less.</summary>
    private void SortBySource(Span<ulong> order)
    {
        if (order.Length < FewRuns)
        {
            order.Sort();
            return;
        }

        if (_swap.Length < _order.Length)
            _swap = new ulong[_order.Length];
        Span<int> places = stackalloc int[PlaceCount];
        places.Clear();
        foreach (ulong run in order)
        {
            places[(int)(run >> 32) & (Digits - 1)]++;
            places[Digits + ((int)(run >> (32 + DigitBits)) & (Digits - 1))]++;
            places[(2 * Digits) + (int)(run >> (32 + (2 * DigitBits)))]++;
        }

        Span<ulong> from = order;
        Span<ulong> to = _swap.AsSpan(0, order.Length);
        for (int pass = 0; pass < Passes; pass++)
        {
            Span<int> place = places.Slice(pass * Digits, Digits);
            int sum = 0;
            foreach (ref int count in place)
                (count, sum) = (sum, sum + count);
            int shift = 32 + (pass * DigitBits);
            foreach (ulong run in from)
                to[place[(int)(run >> shift) & (Digits - 1)]++] = run;
            Span<ulong> swap = from;
            from = to;
            to = swap;
        }

        // Three passes end in the other array.
        from.CopyTo(order);
    }
}
