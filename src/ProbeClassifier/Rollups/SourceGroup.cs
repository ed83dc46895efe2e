using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>A source and its cells, which are neighbours in a sorted list of all. Good until the table changes.</summary>
/// <param name="Source">The address.</param>
/// <param name="Table">Where the cells are.</param>
/// <param name="Order">Places of cells, in the low half of each.</param>
/// <param name="Start">The source's first in <paramref name="Order"/>.</param>
/// <param name="Count">How many cells; at least one.</param>
internal readonly record struct SourceGroup(ProbeAddress Source, CellTable Table, ulong[] Order, int Start, int Count)
{
    public ref Cell this[int i] => ref Table[(int)(uint)Order[Start + i]];

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
