using System;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Writes sorted runs, and joins those of a source and a key that a gap does not part. As a source's runs come in the order of
/// their starts, only the last one of a key can be touched by the next.
/// </summary>
internal sealed class RunJoiner(RunPool pool, uint gap)
{
    private SortedRuns _runs = pool.TakeList();

    /// <summary>Where the last run of a key was written; it counts only if it is in the source under way.</summary>
    private int[] _last = new int[256];
    private int _first;

    /// <summary>Begins the next source.</summary>
    public void BeginSource() => _first = _runs.Count;

    /// <summary>Writes a run of the source under way, or makes the last of its key longer.</summary>
    public void Join(in SourceRun run)
    {
        int[] all = _last;
        if (run.Key >= (uint)all.Length)
            all = MakeRoom(run.Key);
        int count = _runs.Count;
        int place = all[run.Key];
        if (place >= _first && place < count)
        {
            ref SourceRun last = ref _runs[place];
            if (last.Key == run.Key && run.Start <= (ulong)last.End + gap)
            {
                last.End = Math.Max(last.End, run.End);
                last.Events += run.Events;
                last.Hosts |= run.Hosts;
                last.Ports |= run.Ports;
                return;
            }
        }

        all[run.Key] = count;
        _runs.Add(run);
    }

    /// <summary>Writes a run that nothing can touch.</summary>
    public void Copy(in SourceRun run) => _runs.Add(run);

    /// <summary>What was written since the last call.</summary>
    public SortedRuns Finish()
    {
        SortedRuns runs = _runs;
        _runs = pool.TakeList();
        _first = 0;
        return runs;
    }

    /// <summary>Joins two; they are gone afterwards.</summary>
    public SortedRuns Merge(SortedRuns first, SortedRuns second)
    {
        var a = new RunCursor(first, pool);
        var b = new RunCursor(second, pool);
        while (a.HasRun && b.HasRun)
        {
            uint source = a.Run.Source;
            if (source < b.Run.Source)
                Take(ref a);
            else if (source > b.Run.Source)
                Take(ref b);
            else
                MergeSource(ref a, ref b, source);
        }

        while (a.HasRun)
            Take(ref a);
        while (b.HasRun)
            Take(ref b);
        pool.Return(first);
        pool.Return(second);
        return Finish();
    }

    private void MergeSource(ref RunCursor a, ref RunCursor b, uint source)
    {
        BeginSource();
        while (true)
        {
            ref SourceRun runA = ref a.Run;
            ref SourceRun runB = ref b.Run;
            if (runA.Start <= runB.Start)
            {
                Join(runA);
                a.Next();
                if (a.HasRun && a.Run.Source == source)
                    continue;
                JoinRest(ref b, source);
                return;
            }

            Join(runB);
            b.Next();
            if (b.HasRun && b.Run.Source == source)
                continue;
            JoinRest(ref a, source);
            return;
        }
    }

    private void JoinRest(ref RunCursor cursor, uint source)
    {
        do
        {
            Join(cursor.Run);
            cursor.Next();
        }
        while (cursor.HasRun && cursor.Run.Source == source);
    }

    private void Take(ref RunCursor cursor)
    {
        Copy(cursor.Run);
        cursor.Next();
    }

    private int[] MakeRoom(uint key)
    {
        Array.Resize(ref _last, (int)Math.Max(key + 1, 2 * (uint)_last.Length));
        return _last;
    }
}
