using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>The events of one source of one kind.</summary>
internal struct Cell
{
    /// <summary>Kind and source: see <see cref="SourceCells"/>.</summary>
    public ulong Key;

    public long Events;

    /// <summary>The run being extended; a start above the end means that no event had a time.</summary>
    public uint Start;

    public uint End;

    /// <summary>1 + the index of the other runs, 0 for none.</summary>
    public int More;
}

/// <summary>
/// A hash table of cells, keyed by source and kind: an index of 8-byte slots (32 bits of hash, 32 bits of place) over cells in
/// chunks. An IPv4 source is its own key; an IPv6 source is numbered first. The hash is seeded anew in each process, because
/// attackers choose addresses.
/// </summary>
internal sealed class SourceCells(uint gap)
{
    private const int ChunkBits = 14;
    private const int ChunkMask = (1 << ChunkBits) - 1;
    private const ulong IPv6Flag = 1UL << 63;

    private static readonly ulong Seed = RandomOdd();
    private static readonly ulong Factor = RandomOdd();

    private readonly Dictionary<ProbeAddress, uint> _ipv6Numbers = [];
    private readonly List<ProbeAddress> _ipv6 = [];
    private readonly List<RunBuffer> _more = [];
    private ulong[] _slots = new ulong[1024];
    private int _mask = 1023;
    private Cell[][] _chunks = new Cell[4][];

    public int Count { get; private set; }

    /// <summary>Runs kept beyond each cell's own.</summary>
    public long ExtraRuns { get; private set; }

    public ref Cell this[int index] => ref _chunks[index >> ChunkBits][index & ChunkMask];

    public static int KindOf(ulong key) => (int)((key & ~IPv6Flag) >> 32);

    public ProbeAddress SourceOf(ulong key) =>
        (key & IPv6Flag) != 0 ? _ipv6[(int)(uint)key] : ProbeAddress.FromIPv4((uint)key);

    /// <summary>The key of a cell; numbers an IPv6 source that was not seen before unless told not to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong KeyOf(in ProbeAddress source, int kind)
    {
        if (source.IsIPv4)
            return ((ulong)kind << 32) | (uint)source.Low;
        return IPv6Flag | ((ulong)kind << 32) | NumberOf(source);
    }

    /// <summary>Whether a source has a number yet: if not, no cell of it is here.</summary>
    public bool Knows(in ProbeAddress source) => source.IsIPv4 || _ipv6Numbers.ContainsKey(source);

    /// <summary>The place of a cell, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        ulong hash = Hash(key);
        ulong[] slots = _slots;
        int slot = (int)hash & _mask;
        while (true)
        {
            ulong entry = slots[slot];
            if (entry == 0)
                return -1;
            if ((uint)(entry >> 32) == (uint)(hash >> 32) && this[(int)(uint)entry - 1].Key == key)
                return (int)(uint)entry - 1;
            slot = (slot + 1) & _mask;
        }
    }

    /// <summary>Adds a cell that is not here, without events.</summary>
    public int Add(ulong key)
    {
        if (Count >= (_mask + 1) / 2)
            Grow();
        int index = Count++;
        int chunk = index >> ChunkBits;
        if (chunk == _chunks.Length)
            Array.Resize(ref _chunks, chunk * 2);
        _chunks[chunk] ??= new Cell[1 << ChunkBits];
        this[index] = new Cell { Key = key, Start = uint.MaxValue };
        Insert(Hash(key), index);
        return index;
    }

    /// <summary>Adds an event's time to a cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Extend(ref Cell cell, uint time)
    {
        // In order, an event falls into the run or shortly behind it.
        if (time >= cell.Start && time - cell.Start <= (ulong)(cell.End - cell.Start) + gap)
        {
            if (time > cell.End)
                cell.End = time;
            return;
        }

        ExtendSlowly(ref cell, new Run(time, time));
    }

    /// <summary>Adds a run to a cell.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ExtendSlowly(ref Cell cell, Run run)
    {
        if (cell.Start > cell.End)
        {
            (cell.Start, cell.End) = (run.Start, run.End);
            return;
        }

        if ((ulong)cell.End + gap >= run.Start && (ulong)run.End + gap >= cell.Start)
        {
            (cell.Start, cell.End) = (Math.Min(cell.Start, run.Start), Math.Max(cell.End, run.End));
            return;
        }

        if (cell.More == 0)
        {
            _more.Add(new RunBuffer());
            cell.More = _more.Count;
        }

        ExtraRuns += _more[cell.More - 1].Add(new Run(cell.Start, cell.End), gap);
        (cell.Start, cell.End) = (run.Start, run.End);
    }

    /// <summary>Appends a cell's runs, unjoined.</summary>
    public void CopyRuns(in Cell cell, List<Run> runs)
    {
        if (cell.Start > cell.End)
            return;
        runs.Add(new Run(cell.Start, cell.End));
        if (cell.More == 0)
            return;
        foreach (Run run in _more[cell.More - 1].Runs)
            runs.Add(run);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong key)
    {
        ulong x = (key ^ Seed) * Factor;
        return (x ^ (x >> 29)) * 0x9E37_79B9_7F4A_7C15 ^ (x >> 32);
    }

    private static ulong RandomOdd()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes) | 1;
    }

    private uint NumberOf(in ProbeAddress source)
    {
        if (_ipv6Numbers.TryGetValue(source, out uint number))
            return number;
        number = (uint)_ipv6.Count;
        _ipv6.Add(source);
        _ipv6Numbers.Add(source, number);
        return number;
    }

    private void Insert(ulong hash, int index)
    {
        int slot = (int)hash & _mask;
        while (_slots[slot] != 0)
            slot = (slot + 1) & _mask;
        _slots[slot] = (hash >> 32 << 32) | (uint)(index + 1);
    }

    private void Grow()
    {
        _slots = new ulong[_slots.Length * 2];
        _mask = _slots.Length - 1;
        for (int i = 0; i < Count; i++)
            Insert(Hash(this[i].Key), i);
    }
}
