using System;
using System.Collections.Generic;
using System.Numerics;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Lists of runs in a few large arrays: millions of short lists would otherwise be millions of objects. A list is a block of a
/// power of two of words, its count and size in the first; freed blocks wait in a chain for each size. The runs of a list are in
/// any order and joined when the block is full, and the block doubles only when joining did not halve them, so that a run costs
/// the logarithm of their number at the most, in whatever order events come.
/// </summary>
internal sealed class RunStore(uint gap)
{
    private const int ChunkBits = 15;
    private const int ChunkWords = 1 << ChunkBits;

    private readonly int[] _free = new int[32];
    private readonly Stack<int> _freeChunks = new();
    private ulong[]?[] _chunks = new ulong[4][];
    private int _chunkCount;
    private int _current = -1;
    private int _fill = ChunkWords;

    /// <summary>Words in blocks that are in use.</summary>
    public long Allocated { get; private set; }

    /// <summary>The runs of a list; none for list 0.</summary>
    public ReadOnlySpan<ulong> this[int list] => list == 0 ? default : Items(list)[..Count(list)];

    /// <summary>Adds a run to a list, 0 for a new one; returns the list, which may have moved.</summary>
    public int Add(int list, ulong run)
    {
        if (list == 0)
            list = Allocate(1);
        Span<ulong> items = Items(list);
        int count = Count(list);
        if (count == items.Length)
        {
            count = Run.Join(items, gap);
            if (count > items.Length / 2)
            {
                int larger = Allocate(BitOperations.Log2((uint)items.Length + 1) + 1);
                items[..count].CopyTo(Items(larger));
                Free(list);
                list = larger;
                items = Items(list);
            }
        }

        items[count] = run;
        SetCount(list, count + 1);
        return list;
    }

    /// <summary>The run that was added last.</summary>
    public ref ulong Last(int list) => ref Items(list)[Count(list) - 1];

    /// <summary>Puts other runs in a list's place; returns the new list, 0 when there are none.</summary>
    public int Replace(int list, ReadOnlySpan<ulong> runs)
    {
        if (list != 0)
            Free(list);
        if (runs.IsEmpty)
            return 0;
        list = Allocate(BitOperations.Log2((uint)runs.Length) + 1);
        runs.CopyTo(Items(list));
        SetCount(list, runs.Length);
        return list;
    }

    /// <summary>Frees a list.</summary>
    public void Free(int list)
    {
        int log = Log(list);
        Allocated -= 1L << log;
        if (log > ChunkBits)
        {
            _chunks[list >> ChunkBits] = null;
            _freeChunks.Push(list >> ChunkBits);
            return;
        }

        Chain(list, log);
    }

    private int Count(int list) => (int)(uint)Header(list);

    private int Log(int list) => (int)(Header(list) >> 32);

    private ref ulong Header(int list) => ref _chunks[list >> ChunkBits]![list & (ChunkWords - 1)];

    private void SetCount(int list, int count) => Header(list) = (Header(list) >> 32 << 32) | (uint)count;

    private Span<ulong> Items(int list) =>
        _chunks[list >> ChunkBits].AsSpan((list & (ChunkWords - 1)) + 1, (1 << Log(list)) - 1);

    private void Chain(int block, int log)
    {
        Header(block) = (uint)_free[log];
        _free[log] = block;
    }

    private int Allocate(int log)
    {
        Allocated += 1L << log;
        int block = _free[log];
        if (block != 0)
            _free[log] = (int)Header(block);
        else if (log > ChunkBits)
            block = NewChunk(1 << log) << ChunkBits;
        else
            block = Cut(log);
        Header(block) = (ulong)log << 32;
        return block;
    }

    private int Cut(int log)
    {
        if (_fill + (1 << log) > ChunkWords)
        {
            // What is left of the chunk serves smaller lists.
            while (ChunkWords - _fill >= 2)
            {
                int rest = BitOperations.Log2((uint)(ChunkWords - _fill));
                Chain((_current << ChunkBits) | _fill, rest);
                _fill += 1 << rest;
            }

            // Block 0 means none.
            _current = NewChunk(ChunkWords);
            _fill = _current == 0 ? 2 : 0;
            if (_fill + (1 << log) > ChunkWords)
                return Cut(log);
        }

        int block = (_current << ChunkBits) | _fill;
        _fill += 1 << log;
        return block;
    }

    private int NewChunk(int words)
    {
        if (!_freeChunks.TryPop(out int chunk))
        {
            // A big list must not be block 0 either.
            chunk = _chunkCount == 0 && words > ChunkWords ? 1 : _chunkCount;
            _chunkCount = chunk + 1;
        }

        if (chunk >= _chunks.Length)
            Array.Resize(ref _chunks, _chunks.Length * 2);
        _chunks[chunk] = new ulong[words];
        return chunk;
    }
}
