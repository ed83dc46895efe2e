using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Live;

/// <summary>
/// Totals since the start that only grow, for counters: keys come from closed lists (tags and dialects), never from a log.
/// </summary>
internal sealed class LiveTotals
{
    private readonly Dictionary<string, long> _tags = [];
    private readonly Dictionary<(ProbeDialect Dialect, ReportSection Section), long> _events = [];
    private readonly long[] _unparsed = new long[16];

    public long Bytes { get; private set; }

    public long Lines { get; private set; }

    public long Oversize { get; private set; }

    public long OutsidePeriod { get; private set; }

    public IReadOnlyList<KeyValuePair<string, long>> Tags => [.. _tags];

    public IReadOnlyList<KeyValuePair<(ProbeDialect Dialect, ReportSection Section), long>> Events => [.. _events];

    public IReadOnlyList<KeyValuePair<UnparsedReason, long>> Unparsed =>
        [.. _unparsed.Select((count, reason) => KeyValuePair.Create((UnparsedReason)reason, count)).Where(p => p.Value > 0)];

    public void Add(WindowCounts counts)
    {
        ProbeRollup rollup = counts.Rollup;
        rollup.Settle();
        Bytes += counts.Bytes;
        Lines += rollup.Lines;
        Oversize += rollup.Counts.Oversize;
        OutsidePeriod += rollup.Counts.OutsidePeriod;
        for (int reason = 0; reason < _unparsed.Length; reason++)
            _unparsed[reason] += rollup.Counts.UnparsedByReason[reason];
        for (int i = 1; i <= rollup.Kinds.Length; i++)
        {
            EventKind kind = rollup.Kinds[i];
            Add(_events, (kind.Dialect, kind.Tags.Section), kind.Events);
            foreach (ProbeTag tag in kind.Tags.Tags)
                Add(_tags, tag.Id, kind.Events);
        }
    }

    private static void Add<TKey>(Dictionary<TKey, long> counts, TKey key, long events)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + events;
}
