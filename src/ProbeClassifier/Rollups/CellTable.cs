using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Cells by source and kind: open addressing over 8-byte slots (32 bits of hash, 32 bits of place plus one) that point into
/// chunks of cells. Growing copies slots only. Cells have consecutive places, and keep them until <see cref="Keep"/>.
/// </summary>
internal sealed class CellTable(uint gap, int probeLimit = CellTable.FirstProbeLimit)
{
    public const int MaxBatch = 64;

    private const int ChunkBits = 14;
    private const int ChunkMask = (1 << ChunkBits) - 1;
    private const int FirstSlots = 1024;

    /// <summary>Far beyond what chance brings when half of the slots are full.</summary>
    private const int FirstProbeLimit = 256;

    /// <summary>A probe begins at a multiple of this: so many slots are compared at once.</summary>
    private const int BucketSlots = 8;

    private SeededHash _hash = SeededHash.Create();
    private ulong[] _slots = new ulong[FirstSlots];
    private Cell[][] _chunks = [];
    private ulong[] _joined = new ulong[16];
    private int _probeLimit = probeLimit;

    /// <summary>How many cells there are, at places from 0.</summary>
    public int Count { get; private set; }

    /// <summary>How often a long probe made the table take new secrets.</summary>
    public int Reseeded { get; private set; }

    public RunStore Runs { get; } = new(gap);

    public ref Cell this[int place] => ref _chunks[place >> ChunkBits][place & ChunkMask];

    /// <summary>
    /// Counts a batch, at most <see cref="MaxBatch"/>; events of cells that are not here move to the front, and their number is
    /// returned. All slots are fetched before the first is used: the memory then serves many at once.
    /// </summary>
    public int AddKnown(Span<PendingEvent> events)
    {
        Span<uint> places = stackalloc uint[MaxBatch];
        ReadOnlySpan<ulong> slots = _slots;
        SeededHash secrets = _hash;
        for (int i = 0; i < events.Length; i++)
        {
            // Nearly all cells are in their home bucket; 0 says that one may be elsewhere.
            ulong hash = secrets.Of(Key(events[i].Source, events[i].Kind));
            ReadOnlySpan<ulong> bucket = slots.Slice((int)hash & (slots.Length - BucketSlots), BucketSlots);
            places[i] = FindIn(bucket, (uint)(hash >> 32));
        }

        int missed = 0;
        Cell[][] chunks = _chunks;
        for (int i = 0; i < events.Length; i++)
        {
            PendingEvent e = events[i];
            uint place = places[i] - 1;
            if (place == uint.MaxValue || !IsAt((int)place, e.Source, e.Kind))
            {
                int found = Find(e.Source, e.Kind);
                if (found < 0)
                {
                    events[missed++] = e;
                    continue;
                }

                place = (uint)found;
            }

            ref Cell cell = ref chunks[place >> ChunkBits][place & ChunkMask];
            cell.Events++;
            Extend(ref cell, e.Time);
        }

        return missed;
    }

    /// <summary>The place of a cell, or -1.</summary>
    public int Find(uint source, int kind)
    {
        ulong hash = _hash.Of(Key(source, kind));
        ulong[] slots = _slots;
        for (int i = (int)hash & -BucketSlots; ; i++)
        {
            ulong slot = slots[i & (slots.Length - 1)];
            if (slot == 0)
                return -1;
            if ((uint)(slot >> 32) == (uint)(hash >> 32) && IsAt((int)(uint)slot - 1, source, kind))
                return (int)(uint)slot - 1;
        }
    }

    /// <summary>Adds a cell that is not here, without events; returns its place.</summary>
    public int Add(uint source, int kind)
    {
        if (Count >= _slots.Length / 2)
            Rehash(_slots.Length * 2);
        int place = Count++;
        int chunk = place >> ChunkBits;
        if (chunk >= _chunks.Length)
        {
            Array.Resize(ref _chunks, chunk + 1);
            _chunks[chunk] = new Cell[1 << ChunkBits];
        }

        this[place] = new Cell { Source = source, Kind = kind, Start = uint.MaxValue };
        if (Insert(place) > _probeLimit)
        {
            // Chance does not do this: somebody has found out the secrets, or is very lucky.
            Reseeded++;
            _probeLimit *= 2;
            _hash = SeededHash.Create();
            Rehash(_slots.Length);
        }

        return place;
    }

    /// <summary>Adds an interval of activity to a cell.</summary>
    public void Extend(ref Cell cell, uint start, uint end)
    {
        if (!cell.HasTime)
        {
            (cell.Start, cell.End) = (start, end);
            return;
        }

        if (Run.Touch(cell.Start, cell.End, start, end, gap))
        {
            (cell.Start, cell.End) = (Math.Min(cell.Start, start), Math.Max(cell.End, end));
            return;
        }

        if (cell.More != 0)
        {
            // Two logs read in turn go back and forth between two runs.
            ref ulong last = ref Runs.Last(cell.More);
            (uint lastStart, uint lastEnd) = (Run.Start(last), Run.End(last));
            if (Run.Touch(lastStart, lastEnd, start, end, gap))
            {
                last = Run.Of(cell.Start, cell.End);
                (cell.Start, cell.End) = (Math.Min(lastStart, start), Math.Max(lastEnd, end));
                return;
            }
        }

        cell.More = Runs.Add(cell.More, Run.Of(cell.Start, cell.End));
        (cell.Start, cell.End) = (start, end);
    }

    /// <summary>A cell's runs in order of time, joined; good until the next call. The cell then holds them so, too.</summary>
    public ReadOnlySpan<ulong> JoinedRuns(ref Cell cell)
    {
        if (!cell.HasTime)
            return default;
        ReadOnlySpan<ulong> more = Runs[cell.More];
        if (_joined.Length <= more.Length)
            _joined = new ulong[more.Length * 2];
        more.CopyTo(_joined);
        _joined[more.Length] = Run.Of(cell.Start, cell.End);
        if (more.IsEmpty)
            return _joined.AsSpan(0, 1);
        int count = Run.Join(_joined.AsSpan(0, more.Length + 1), gap);
        cell.More = Runs.Replace(cell.More, _joined.AsSpan(0, count - 1));
        (cell.Start, cell.End) = (Run.Start(_joined[count - 1]), Run.End(_joined[count - 1]));
        return _joined.AsSpan(0, count);
    }

    /// <summary>Keeps the cells whose source has a new number, and gives them that.</summary>
    public void Keep(Func<uint, (bool Keep, uint Number)> number)
    {
        int kept = 0;
        for (int place = 0; place < Count; place++)
        {
            ref Cell cell = ref this[place];
            (bool keep, uint source) = number(cell.Source);
            if (keep)
            {
                cell.Source = source;
                this[kept++] = cell;
            }
            else if (cell.More != 0)
            {
                Runs.Free(cell.More);
            }
        }

        // A table at its limit drops a fifth again and again, and grows back: it keeps its room, or would leave much to collect.
        bool isMuchSmaller = kept < Count / 4;
        Count = kept;
        int slots = isMuchSmaller ? FirstSlots : _slots.Length;
        while (kept > slots / 2)
            slots *= 2;
        if (isMuchSmaller)
            Array.Resize(ref _chunks, (kept + ChunkMask) >> ChunkBits);
        Rehash(slots);
    }

    /// <summary>The low half of the slot with a tag in a bucket; 0 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FindIn(ReadOnlySpan<ulong> bucket, uint tag)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            int i = 0;
            while (i < bucket.Length && (uint)(bucket[i] >> 32) != tag)
                i++;
            return i < bucket.Length ? (uint)bucket[i] : 0;
        }

        Vector512<ulong> tags = Vector512.Create(bucket) >>> 32;
        ulong hits = Vector512.Equals(tags, Vector512.Create((ulong)tag)).ExtractMostSignificantBits() | (1ul << BucketSlots);
        int hit = BitOperations.TrailingZeroCount(hits);
        return hit < BucketSlots ? (uint)bucket[hit] : 0;
    }

    private static ulong Key(uint source, int kind) => ((ulong)source << 32) | (uint)kind;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsAt(int place, uint source, int kind)
    {
        ref Cell cell = ref this[place];
        return cell.Source == source && cell.Kind == kind;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Extend(ref Cell cell, uint time)
    {
        // In order, an event falls into the run or shortly behind it; which of the two is nobody's guess, hence no branch.
        if (time < cell.Start || (ulong)time > (ulong)cell.End + gap)
        {
            Extend(ref cell, time, time);
            return;
        }

        long beyond = (long)cell.End - time;
        cell.End -= (uint)(beyond & (beyond >> 63));
    }

    /// <summary>Returns how many slots were in the way.</summary>
    private int Insert(int place)
    {
        ref Cell cell = ref this[place];
        ulong hash = _hash.Of(Key(cell.Source, cell.Kind));
        ulong[] slots = _slots;
        int home = (int)hash & -BucketSlots;
        int i = home;
        while (slots[i & (slots.Length - 1)] != 0)
            i++;
        slots[i & (slots.Length - 1)] = (hash >> 32 << 32) | (uint)(place + 1);
        return i - home;
    }

    private void Rehash(int slots)
    {
        if (slots == _slots.Length)
            Array.Clear(_slots);
        else
            _slots = new ulong[slots];
        for (int place = 0; place < Count; place++)
            Insert(place);
    }
}
