using System;
using System.Runtime.CompilerServices;

namespace ProbeClassifier.Rollups;

/// <summary>Runs in the order of their sources, those of a source in the order of their starts, and joined.</summary>
internal sealed class SortedRuns(RunPool pool)
{
    private const int Mask = RunPool.ChunkSize - 1;

    private SourceRun[]?[] _chunks = new SourceRun[]?[4];
    private SourceRun[] _last = [];
    private int _fill;

    public int Count { get; private set; }

    public int ChunkCount { get; private set; }

    public ref SourceRun this[int place] => ref _chunks[place >> RunPool.ChunkBits]![place & Mask];

    /// <summary>Adds a run at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in SourceRun run)
    {
        SourceRun[] last = _last;
        int fill = _fill;
        if ((uint)fill >= (uint)last.Length)
        {
            AddChunk();
            last = _last;
            fill = 0;
        }

        last[fill] = run;
        _fill = fill + 1;
        Count++;
    }

    /// <summary>The runs of a chunk.</summary>
    public Span<SourceRun> Chunk(int chunk) =>
        _chunks[chunk].AsSpan(0, chunk == ChunkCount - 1 ? _fill : RunPool.ChunkSize);

    /// <summary>Gives a chunk that has been read to a pool; its runs are gone.</summary>
    public void Release(int chunk, RunPool to)
    {
        if (_chunks[chunk] is { } array)
            to.Return(array);
        _chunks[chunk] = null;
    }

    /// <summary>Becomes empty.</summary>
    public void Forget()
    {
        Count = 0;
        ChunkCount = 0;
        _last = [];
        _fill = 0;
    }

    private void AddChunk()
    {
        if (ChunkCount == _chunks.Length)
            Array.Resize(ref _chunks, ChunkCount * 2);
        _chunks[ChunkCount++] = _last = pool.TakeChunk();
        _fill = 0;
    }
}
