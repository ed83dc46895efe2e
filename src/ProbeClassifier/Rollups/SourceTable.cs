using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The cells of the sources that are kept. Sources stand in the order of their keyed hash, and the longest prefix is kept whose
/// number and weight are within the limits. A source's weight only grows as events are added, so the prefix only shrinks: a
/// source of the final prefix was in that of every part, and its counts are exact; which sources these are does not depend on
/// order or split (docs/decisions/0003). Between looks at the whole, the table may hold more than the prefix, up to some slack.
/// </summary>
internal sealed class SourceTable(ProbeRollupOptions options, uint gap)
{
    /// <summary>Clock time that weighs one, in incident gaps: so many runs and one fit into it at the most.</summary>
    private const uint GapsPerSpan = 4;

    private readonly ulong _key = options.SelectionKey;
    private readonly uint _span = gap * GapsPerSpan;
    private long _reviewAtCells = Slack(Math.Min(options.MaxSources, options.MaxWeight));
    private long _reviewAtRuns = Slack(2 * options.MaxWeight);

    /// <summary>Sources with a hash at or above this are not kept; <see cref="ulong.MaxValue"/> while all are.</summary>
    public ulong Threshold { get; private set; } = ulong.MaxValue;

    public CellTable IPv4 { get; } = new(gap);

    public CellTable IPv6 { get; } = new(gap);

    /// <summary>The addresses that <see cref="IPv6"/> numbers.</summary>
    public AddressNumbers Numbers { get; } = new();

    public int CellCount => IPv4.Count + IPv6.Count;

    private long RunWords => IPv4.Runs.Allocated + IPv6.Runs.Allocated;

    /// <summary>Counts events of IPv4 sources, at most <see cref="CellTable.MaxBatch"/>. The span's order is lost.</summary>
    public void Add(Span<PendingEvent> events)
    {
        int missed = IPv4.AddKnown(events);
        foreach (PendingEvent e in events[..missed])
            IPv4Cell(e.Source, e.Kind, 1, Run.Of(e.Time, e.Time));
        ReviewIfLarge();
    }

    /// <summary>Counts events and the runs they make, joined or not; no runs when they have no time.</summary>
    public void Add(in ProbeAddress source, int kind, long events, params ReadOnlySpan<ulong> runs)
    {
        if (source.IsIPv4)
            IPv4Cell((uint)source.Low, kind, events, runs);
        else
            IPv6Cell(source, kind, events, runs);
        ReviewIfLarge();
    }

    /// <summary>Counts what another table has.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="kinds">This rollup's number for each of the other's kinds.</param>
    public void MergeFrom(SourceTable other, ReadOnlySpan<int> kinds)
    {
        LowerThreshold(other.Threshold);
        for (int place = 0; place < other.IPv4.Count; place++)
        {
            ref Cell cell = ref other.IPv4[place];
            IPv4Cell(cell.Source, kinds[cell.Kind], cell.Events, other.IPv4.JoinedRuns(ref cell));
            ReviewIfLarge();
        }

        for (int place = 0; place < other.IPv6.Count; place++)
        {
            ref Cell cell = ref other.IPv6[place];
            IPv6Cell(other.Numbers[cell.Source], kinds[cell.Kind], cell.Events, other.IPv6.JoinedRuns(ref cell));
            ReviewIfLarge();
        }
    }

    /// <summary>Drops the sources at or above a threshold that a part has found.</summary>
    public void LowerThreshold(ulong threshold)
    {
        if (threshold >= Threshold)
            return;
        Threshold = threshold;
        IPv4.Keep(number => (Admits(ProbeAddress.FromIPv4(number)), number));
        int[] numbers = Numbers.Keep(address => Admits(address));
        IPv6.Keep(number => (numbers[number] >= 0, (uint)numbers[number]));
    }

    /// <summary>Brings the table to the prefix exactly; before every look at the whole of it.</summary>
    public void Settle()
    {
        if (SourceSelection.FindThreshold(this, options.MaxSources, options.MaxWeight) is { } threshold)
            LowerThreshold(threshold);
        _reviewAtCells = Slack(Math.Max(CellCount, Math.Min(options.MaxSources, options.MaxWeight)));
        _reviewAtRuns = Slack(Math.Max(RunWords, 2 * options.MaxWeight));
    }

    /// <summary>A cell's part of its source's weight: itself, and the spans of the clock that its runs touch.</summary>
    public long WeightOf(CellTable table, ref Cell cell)
    {
        if (cell.More == 0)
            return cell.HasTime ? 2 + (cell.End / _span) - (cell.Start / _span) : 1;
        long weight = 1;
        long last = -1;
        foreach (ulong run in table.JoinedRuns(ref cell))
        {
            long first = Math.Max(Run.Start(run) / _span, last + 1);
            last = Run.End(run) / _span;
            weight += last - first + 1;
        }

        return weight;
    }

    /// <summary>A source's place in the order of keeping.</summary>
    public ulong HashOf(CellTable table, uint source) =>
        SelectionHash.Of(table == IPv4 ? ProbeAddress.FromIPv4(source) : Numbers[source], _key);

    private static long Slack(long limit) => limit + (limit / 4) + 16;

    private bool Admits(in ProbeAddress source) => Threshold == ulong.MaxValue || SelectionHash.Of(source, _key) < Threshold;

    private void IPv4Cell(uint source, int kind, long events, params ReadOnlySpan<ulong> runs)
    {
        int place = IPv4.Find(source, kind);
        if (place < 0)
        {
            if (!Admits(ProbeAddress.FromIPv4(source)))
                return;
            place = IPv4.Add(source, kind);
        }

        Extend(IPv4, place, events, runs);
    }

    private void IPv6Cell(in ProbeAddress source, int kind, long events, ReadOnlySpan<ulong> runs)
    {
        // A source gets a number only when it is kept, else spoofed ones would fill the memory.
        int number = Numbers.Find(source);
        if (number < 0)
        {
            if (!Admits(source))
                return;
            number = Numbers.Add(source);
        }

        int place = IPv6.Find((uint)number, kind);
        if (place < 0)
            place = IPv6.Add((uint)number, kind);
        Extend(IPv6, place, events, runs);
    }

    private static void Extend(CellTable table, int place, long events, ReadOnlySpan<ulong> runs)
    {
        ref Cell cell = ref table[place];
        cell.Events += events;
        foreach (ulong run in runs)
            table.Extend(ref cell, Run.Start(run), Run.End(run));
    }

    private void ReviewIfLarge()
    {
        if (CellCount > _reviewAtCells || RunWords > _reviewAtRuns)
            Settle();
    }
}
