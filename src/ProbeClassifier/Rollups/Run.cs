using System;

namespace ProbeClassifier.Rollups;

/// <summary>
/// A closed interval of UNIX seconds in which a source was active without a gap longer than the incident gap. It is packed into
/// 64 bits, start above end, so that runs sort as numbers.
/// </summary>
internal static class Run
{
    public static ulong Of(uint start, uint end) => ((ulong)start << 32) | end;

    public static uint Start(ulong run) => (uint)(run >> 32);

    public static uint End(ulong run) => (uint)run;

    /// <summary>Whether two intervals overlap or are not further apart than the gap: then they are one run.</summary>
    public static bool Touch(uint start, uint end, uint otherStart, uint otherEnd, uint gap) =>
        (ulong)end + gap >= otherStart && (ulong)otherEnd + gap >= start;

    /// <summary>Sorts runs and joins those that a gap does not part; returns how many are left, at the front.</summary>
    public static int Join(Span<ulong> runs, uint gap)
    {
        if (runs.Length < 2)
            return runs.Length;
        SortUnlessSorted(runs);
        int last = 0;
        for (int i = 1; i < runs.Length; i++)
        {
            if ((ulong)End(runs[last]) + gap >= Start(runs[i]))
                runs[last] = Of(Start(runs[last]), Math.Max(End(runs[last]), End(runs[i])));
            else
                runs[++last] = runs[i];
        }

        return last + 1;
    }

    /// <summary>Sorts what a log in order of time has left sorted.</summary>
    public static void SortUnlessSorted(Span<ulong> runs)
    {
        for (int i = 1; i < runs.Length; i++)
        {
            if (runs[i - 1] > runs[i])
            {
                runs.Sort();
                return;
            }
        }
    }
}
