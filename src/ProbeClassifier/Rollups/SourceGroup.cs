using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>A source and its runs, in the order of their starts. Good until the table changes.</summary>
/// <param name="Source">The address.</param>
/// <param name="Runs">Where the runs are.</param>
/// <param name="Start">The first of them.</param>
/// <param name="Count">How many; at least one.</param>
internal readonly record struct SourceGroup(ProbeAddress Source, SortedRuns Runs, int Start, int Count)
{
    public ref SourceRun this[int i] => ref Runs[Start + i];

    public long Events
    {
        get
        {
            long events = 0;
            for (int i = 0; i < Count; i++)
                events += this[i].Events;
            return events;
        }
    }
}
