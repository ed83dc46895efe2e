using System;

namespace ProbeClassifier.Rollups;

/// <summary>Goes through sorted runs once, from the first to the last.</summary>
internal ref struct RunCursor
{
    private readonly SortedRuns _runs;
    private readonly RunPool? _pool;
    private Span<SourceRun> _chunk;
    private int _number = -1;
    private int _at;

    /// <param name="runs">What to read.</param>
    /// <param name="pool">Who gets the arrays of what has been read, which is gone then; null to leave it.</param>
    public RunCursor(SortedRuns runs, RunPool? pool)
    {
        (_runs, _pool) = (runs, pool);
        NextChunk();
    }

    public readonly bool HasRun => _at < _chunk.Length;

    /// <summary>Good until <see cref="Next"/>.</summary>
    public readonly ref SourceRun Run => ref _chunk[_at];

    public void Next()
    {
        if (++_at == _chunk.Length)
            NextChunk();
    }

    private void NextChunk()
    {
        if (_pool != null && _number >= 0)
            _runs.Release(_number, _pool);
        _number++;
        _at = 0;
        _chunk = _number < _runs.ChunkCount ? _runs.Chunk(_number) : default;
    }
}
