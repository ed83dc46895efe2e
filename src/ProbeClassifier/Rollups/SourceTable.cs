using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The runs of the sources that are kept. Sources stand in the order of their keyed hash, and the longest prefix is kept whose
/// number and weight are within the limits. A source's weight only grows as events are added, so the prefix only shrinks: a
/// source of the final prefix was in that of every part, and its counts are exact; which sources these are does not depend on
/// order or split (docs/decisions/0003). Between looks at the whole, the table may hold more than the prefix, up to some slack.
/// </summary>
internal sealed class SourceTable(ProbeRollupOptions options, uint gap)
{
    private readonly ulong _key = options.SelectionKey;
    private readonly RunTable _ipv4 = new(gap);
    private readonly RunTable _ipv6 = new(gap);
    private long _reviewAt = Slack(Math.Min(options.MaxSources, options.MaxWeight));

    /// <summary>Sources with a hash at or above this are not kept; <see cref="ulong.MaxValue"/> while all are.</summary>
    public ulong Threshold { get; private set; } = ulong.MaxValue;

    /// <summary>The addresses that numbers stand for in the runs of IPv6 sources.</summary>
    public AddressNumbers Numbers { get; private set; } = new();

    /// <summary>Runs that are sorted; a bounded number more may wait.</summary>
    public int RunCount => _ipv4.Count + _ipv6.Count;

    /// <summary>Counts events of IPv4 sources.</summary>
    public void Add(ReadOnlySpan<PendingEvent> events)
    {
        _ipv4.Add(events);
        ReviewIfLarge();
    }

    /// <summary>Counts a run; <see cref="SourceRun.Source"/> is found here.</summary>
    public void Add(in ProbeAddress source, SourceRun run)
    {
        if (source.IsIPv4)
        {
            run.Source = (uint)source.Low;
            _ipv4.Add(run);
        }
        else if (NumberOf(source) is >= 0 and var number)
        {
            run.Source = (uint)number;
            _ipv6.Add(run);
        }

        ReviewIfLarge();
    }

    /// <summary>Counts what another table has.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="kinds">This rollup's number for each of the other's kinds.</param>
    /// <param name="takes">Whether the other one's memory is taken over, and it must not be used any more.</param>
    public void MergeFrom(SourceTable other, ReadOnlySpan<int> kinds, bool takes)
    {
        LowerThreshold(other.Threshold);
        _ipv4.MergeFrom(other._ipv4, kinds, takes);
        for (var cursor = new RunCursor(other._ipv6.Settle(), pool: null); cursor.HasRun; cursor.Next())
        {
            SourceRun run = cursor.Run;
            run.Key = SourceRun.KeyOf(kinds[run.Kind], run.HasTime);
            Add(other.Numbers[run.Source], run);
        }

        ReviewIfLarge();
    }

    /// <summary>Becomes empty, and keeps some of its memory for what comes.</summary>
    public void Clear()
    {
        _ipv4.Clear();
        _ipv6.Clear();
        if (Numbers.Count > 0)
            Numbers = new AddressNumbers();
        Threshold = ulong.MaxValue;
        _reviewAt = Slack(Math.Min(options.MaxSources, options.MaxWeight));
    }

    /// <summary>Drops the sources at or above a threshold that a part has found.</summary>
    public void LowerThreshold(ulong threshold)
    {
        if (threshold >= Threshold)
            return;
        Threshold = threshold;
        _ipv4.IsKept = source => IsKept(ProbeAddress.FromIPv4(source));
        _ipv4.Keep(source => IsKept(ProbeAddress.FromIPv4(source)) ? source : -1);

        // Numbers stay in the order that they were in.
        _ipv6.Settle();
        int[] numbers = Numbers.Keep(address => IsKept(address));
        _ipv6.Keep(number => numbers[number]);
    }

    /// <summary>Brings the table to the prefix exactly; before every look at the whole of it.</summary>
    public void Settle()
    {
        if (new SourceSelection(this, gap).FindThreshold(options.MaxSources, options.MaxWeight) is { } threshold)
            LowerThreshold(threshold);
        _reviewAt = Slack(Math.Max(RunCount, Math.Min(options.MaxSources, options.MaxWeight)));
    }

    /// <summary>All runs of IPv4 sources; good until the table changes.</summary>
    public SortedRuns IPv4() => _ipv4.Settle();

    /// <summary>All runs of IPv6 sources, in the order of their numbers; good until the table changes.</summary>
    public SortedRuns IPv6() => _ipv6.Settle();

    /// <summary>A source's place in the order of keeping.</summary>
    public ulong HashOf(in ProbeAddress source) => SelectionHash.Of(source, _key);

    private static long Slack(long limit) => limit + (limit / 4) + 16;

    private bool IsKept(in ProbeAddress source) => Threshold == ulong.MaxValue || HashOf(source) < Threshold;

    private int NumberOf(in ProbeAddress source)
    {
        // A source gets a number only when it is kept, else spoofed ones would fill the memory.
        int number = Numbers.Find(source);
        return number >= 0 || !IsKept(source) ? number : Numbers.Add(source);
    }

    private void ReviewIfLarge()
    {
        if (RunCount > _reviewAt)
            Settle();
    }
}
