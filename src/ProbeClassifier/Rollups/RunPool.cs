using System.Collections.Generic;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Lists of runs and the arrays they are made of, which go round: a merge gives back what it has read and takes what it writes.
/// So it needs no room for a second copy, and nothing is allocated once there are enough.
/// </summary>
internal sealed class RunPool
{
    /// <summary>A chunk of 80 KiB is below the size from which .NET no longer moves objects, and large enough that few are needed.</summary>
    public const int ChunkBits = 11;

    /// <summary>Runs in a chunk.</summary>
    public const int ChunkSize = 1 << ChunkBits;

    private readonly Stack<SourceRun[]> _chunks = new();
    private readonly Stack<SortedRuns> _lists = new();

    public SourceRun[] TakeChunk() => _chunks.TryPop(out SourceRun[]? chunk) ? chunk : new SourceRun[ChunkSize];

    /// <summary>An empty list.</summary>
    public SortedRuns TakeList() => _lists.TryPop(out SortedRuns? list) ? list : new SortedRuns(this);

    /// <summary>Chunks that wait to be used again.</summary>
    public int FreeChunks => _chunks.Count;

    /// <summary>Lets go of free chunks beyond a number: what comes from other tables would pile up.</summary>
    public void Trim(int chunks)
    {
        while (_chunks.Count > chunks)
            _chunks.Pop();
    }

    public void Return(SourceRun[] chunk) => _chunks.Push(chunk);

    /// <summary>Takes a list back whose chunks are all released.</summary>
    public void Return(SortedRuns list)
    {
        list.Forget();
        _lists.Push(list);
    }
}
