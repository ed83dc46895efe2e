using System;

namespace ProbeClassifier.Rollups;

/// <summary>A closed interval of UNIX seconds in which a source was active without a gap longer than the incident gap.</summary>
internal readonly record struct Run(uint Start, uint End)
{
    /// <summary>Sorts runs and joins those that a gap does not part; returns how many are left, at the front.</summary>
    public static int Join(Span<Run> runs, uint gap)
    {
        if (runs.Length < 2)
            return runs.Length;
        runs.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        int last = 0;
        for (int i = 1; i < runs.Length; i++)
        {
            if ((ulong)runs[last].End + gap >= runs[i].Start)
                runs[last] = new Run(runs[last].Start, Math.Max(runs[last].End, runs[i].End));
            else
                runs[++last] = runs[i];
        }

        return last + 1;
    }
}
