using System;

namespace ProbeClassifier.Rollups;

/// <summary>
/// What a source weighs: for each kind of its events one, and one for each span of the clock that its runs of the kind touch.
/// Adding events never lowers it, which the number of runs would not do: an event may join two.
/// </summary>
internal sealed class SourceWeight(uint gap)
{
    /// <summary>Clock time that weighs one, in incident gaps: so many runs and one fit into it at the most.</summary>
    private const uint GapsPerSpan = 4;

    private readonly uint _span = gap * GapsPerSpan;
    private int _source;

    /// <summary>By kind: the source that last had it, and the last span counted.</summary>
    private (int Source, long Span)[] _last = new (int, long)[256];

    /// <summary>No less than the sum of all weights, found fast: as if each run were the only one of its kind, and began with a span.</summary>
    public static long Most(SortedRuns runs, uint gap)
    {
        long seconds = 0;
        for (int chunk = 0; chunk < runs.ChunkCount; chunk++)
        {
            foreach (ref SourceRun run in runs.Chunk(chunk))
                seconds += run.End - run.Start;
        }

        // A run touches at most two spans more than it is long.
        return (seconds / (gap * GapsPerSpan)) + (3L * runs.Count) + 1;
    }

    public long Of(in SourceGroup source)
    {
        _source++;
        long weight = 0;
        for (int i = 0; i < source.Count; i++)
        {
            ref SourceRun run = ref source[i];
            if (run.Kind >= _last.Length)
                Array.Resize(ref _last, Math.Max(run.Kind + 1, _last.Length * 2));
            ref (int Source, long Span) last = ref _last[run.Kind];
            if (last.Source != _source)
            {
                last = (_source, -1);
                weight++;
            }

            if (!run.HasTime)
                continue;
            long first = Math.Max(run.Start / _span, last.Span + 1);
            last.Span = Math.Max(last.Span, run.End / _span);
            weight += Math.Max(0, last.Span - first + 1);
        }

        return weight;
    }
}
