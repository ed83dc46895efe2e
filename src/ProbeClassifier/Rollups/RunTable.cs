using System;
using System.Collections.Generic;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Runs by source, built like a log-structured merge tree: an event makes a run longer that is at hand; else a run moves to a
/// batch; a full batch is sorted; sorted ones of like size are merged. All of it but the runs at hand is read and written in
/// order, so the cost of an event is not one of memory latency, and no choice of addresses makes it worse than the sorting.
/// </summary>
internal sealed class RunTable
{
    private const int MaxOpen = 4096;
    private const int FirstOpen = 64;
    private const int SpareChunks = 8;

    private readonly uint _gap;
    private readonly RunPool _pool = new();
    private readonly RunJoiner _joiner;
    private readonly RunBatch _batch = new();
    private readonly List<SortedRuns> _sorted = [];
    private SourceRun[] _open = new SourceRun[FirstOpen];

    public RunTable(uint gap)
    {
        _gap = gap;
        _joiner = new RunJoiner(_pool, gap);
    }

    /// <summary>Which sources are kept; null for all. Others vanish when their batch is sorted.</summary>
    public Func<uint, bool>? IsKept { get; set; }

    /// <summary>How many runs are sorted; after <see cref="Settle"/> all, and as few as possible.</summary>
    public int Count { get; private set; }

    /// <summary>Chunks that are held and hold nothing.</summary>
    internal int FreeChunks => _pool.FreeChunks;

    /// <summary>Counts events with a time.</summary>
    public void Add(ReadOnlySpan<PendingEvent> events)
    {
        uint gap = _gap;
        foreach (PendingEvent e in events)
        {
            uint key = SourceRun.KeyOf(e.Kind, hasTime: true);
            SourceRun[] all = _open;
            ref SourceRun open = ref all[((e.Source + (key * 0x9E37_79B9)) * 0x85EB_CA6B >> 20) & (uint)(all.Length - 1)];
            bool touches = (ulong)e.Time + gap >= open.Start && (ulong)open.End + gap >= e.Time;
            if (open.Source == e.Source & open.Key == key & touches)
            {
                open.Events++;
                open.Start = Math.Min(open.Start, e.Time);
                open.End = Math.Max(open.End, e.Time);
                open.Hosts |= e.Target.HostWord;
                open.Ports |= e.Target.PortWord;
            }
            else
            {
                SourceRun closed = open;
                open = new SourceRun
                {
                    Source = e.Source,
                    Key = key,
                    Start = e.Time,
                    End = e.Time,
                    Events = 1,
                    Hosts = e.Target.HostWord,
                    Ports = e.Target.PortWord,
                };
                if (closed.Events > 0)
                    Add(closed);
            }
        }
    }

    /// <summary>Counts a run.</summary>
    public void Add(in SourceRun run)
    {
        if (_batch.IsFull)
            SortBatch();
        _batch.Add(run);
        if (_batch.Count > _open.Length && _open.Length < MaxOpen)
            OpenMore();
    }

    /// <summary>Counts what another table has, whose sources have the same numbers.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="kinds">This rollup's number for each of the other's kinds.</param>
    /// <param name="takes">Whether the other's memory is taken over, and it is empty afterwards; else it stays as it is.</param>
    public void MergeFrom(RunTable other, ReadOnlySpan<int> kinds, bool takes = false)
    {
        other.Flush();
        foreach (SortedRuns runs in other._sorted)
        {
            uint? last = null;
            bool isKept = true;
            for (var cursor = new RunCursor(runs, takes ? _pool : null); cursor.HasRun; cursor.Next())
            {
                SourceRun run = cursor.Run;
                if (run.Source != last)
                {
                    last = run.Source;
                    isKept = IsKept == null || IsKept(run.Source);
                }

                if (!isKept)
                    continue;
                run.Key = SourceRun.KeyOf(kinds[run.Kind], run.HasTime);
                _joiner.Copy(run);
            }

            Push(_joiner.Finish());
        }

        if (!takes)
            return;
        other.Forget();

        // A merge gives back what it reads, so it needs few more; a table that takes again and again must not keep all that it took.
        _pool.Trim((Count >> RunPool.ChunkBits) + SpareChunks);
    }

    /// <summary>Everything sorted, a source's runs together and joined. Good until the table changes.</summary>
    public SortedRuns Settle()
    {
        Flush();
        while (_sorted.Count > 1)
            MergeLast();
        return _sorted.Count > 0 ? _sorted[0] : new SortedRuns(_pool);
    }

    /// <summary>Keeps some sources, and numbers them anew in an order that is the old one.</summary>
    /// <param name="number">A source's new number; negative for one that goes.</param>
    public void Keep(Func<uint, long> number)
    {
        Flush();
        SortedRuns[] all = [.. _sorted];
        _sorted.Clear();
        Count = 0;
        foreach (SortedRuns runs in all)
        {
            uint? last = null;
            long kept = -1;
            for (var cursor = new RunCursor(runs, _pool); cursor.HasRun; cursor.Next())
            {
                SourceRun run = cursor.Run;
                if (run.Source != last)
                {
                    last = run.Source;
                    kept = number(run.Source);
                }

                if (kept < 0)
                    continue;
                run.Source = (uint)kept;
                _joiner.Copy(run);
            }

            _pool.Return(runs);
            Push(_joiner.Finish());
        }
    }

    /// <summary>Becomes empty, and keeps some of its memory for what comes.</summary>
    public void Clear()
    {
        Array.Clear(_open);
        _batch.Clear();
        foreach (SortedRuns runs in _sorted)
        {
            for (int chunk = 0; chunk < runs.ChunkCount; chunk++)
                runs.Release(chunk, _pool);
            _pool.Return(runs);
        }

        Forget();
        _pool.Trim(SpareChunks);
        IsKept = null;
    }

    private void Forget()
    {
        _sorted.Clear();
        Count = 0;
    }

    /// <summary>Sorts what waits.</summary>
    private void Flush()
    {
        foreach (ref SourceRun open in _open.AsSpan())
        {
            if (open.Events == 0)
                continue;
            if (_batch.IsFull)
                SortBatch();
            _batch.Add(open);
            open = default;
        }

        SortBatch();
    }

    private void SortBatch()
    {
        _batch.WriteTo(_joiner, IsKept);
        Push(_joiner.Finish());
    }

    /// <summary>Merges so that each is less than half of the one before: there are few, and a run is merged few times.</summary>
    private void Push(SortedRuns runs)
    {
        if (runs.Count == 0)
        {
            _pool.Return(runs);
            return;
        }

        _sorted.Add(runs);
        Count += runs.Count;
        while (_sorted.Count > 1 && _sorted[^1].Count >= _sorted[^2].Count / 2)
            MergeLast();
    }

    private void MergeLast()
    {
        SortedRuns last = _sorted[^1];
        SortedRuns before = _sorted[^2];
        _sorted.RemoveRange(_sorted.Count - 2, 2);
        Count -= last.Count + before.Count;
        SortedRuns merged = _joiner.Merge(before, last);
        _sorted.Add(merged);
        Count += merged.Count;
    }

    private void OpenMore()
    {
        SourceRun[] open = _open;
        _open = new SourceRun[open.Length * 4];
        foreach (ref SourceRun run in open.AsSpan())
        {
            if (run.Events > 0)
                Add(run);
        }
    }
}
