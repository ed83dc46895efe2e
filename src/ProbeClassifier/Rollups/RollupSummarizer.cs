using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Cells to figures. Every group (a tag, a section, a dialect …) is a set of kinds; its sources are those with a cell of such a
/// kind, and their incidents the runs of these cells joined.
/// </summary>
internal sealed class RollupSummarizer
{
    private readonly ProbeRollup _rollup;
    private readonly RuleSet _rules;
    private readonly int _top;
    private readonly int[][] _groupsOfKind;
    private readonly GroupTotal[] _groups;
    private readonly int _sectionsAt;
    private readonly int _dialectsAt;
    private readonly int _actionsAt;
    private readonly int _directionsAt;
    private readonly bool[] _isSunrpc;

    /// <summary>The source that a group last saw, by number, and the end of its incident under way.</summary>
    private readonly int[] _touched;
    private readonly long[] _open;
    private int _source;

    /// <summary>Starts of a source's runs over their places in <see cref="_ends"/>.</summary>
    private ulong[] _order = new ulong[64];
    private (uint End, int Kind)[] _ends = new (uint, int)[64];

    public RollupSummarizer(ProbeRollup rollup, int top)
    {
        _rollup = rollup;
        _rules = rollup.Options.Rules;
        _top = top;
        _sectionsAt = _rules.Tags.Count;
        _dialectsAt = _sectionsAt + 7;
        _actionsAt = _dialectsAt + EventKinds.MaxDialects;
        _directionsAt = _actionsAt + EventKinds.MaxActions;
        _groups = new GroupTotal[_directionsAt + EventKinds.MaxDirections];
        _touched = new int[_groups.Length];
        _open = new long[_groups.Length];
        for (int i = 0; i < _groups.Length; i++)
            _groups[i] = new GroupTotal();
        _groupsOfKind = new int[rollup.Kinds.Length + 1][];
        _isSunrpc = new bool[rollup.Kinds.Length + 1];
        for (int kind = 1; kind <= rollup.Kinds.Length; kind++)
            AddKind(kind, rollup.Kinds[kind]);
    }

    public RollupSummary Summarize()
    {
        var top = new TopSources(_top);
        var followers = new TopSources(_top);
        long sunrpc = 0;
        long followerCount = 0;
        foreach (SourceGroup source in SourceOrder.Of(_rollup.Sources))
        {
            AddSource(source);
            long events = source.Events;
            top.Offer(source, events);
            int sunrpcCells = 0;
            for (int i = 0; i < source.Count; i++)
                sunrpcCells += _isSunrpc[source[i].Kind] ? 1 : 0;
            if (sunrpcCells == 0)
                continue;
            sunrpc++;
            if (sunrpcCells == source.Count)
                continue;
            followerCount++;
            followers.Offer(source, events);
        }

        bool exact = _rollup.Sources.Threshold == ulong.MaxValue;
        double share = exact ? 1 : Math.Max(1, _rollup.Sources.Threshold) / Math.Pow(2, 64);
        long Scale(long count) => exact ? count : (long)Math.Round(count / share);
        GroupCount<TKey> Group<TKey>(TKey key, int group) => new(
            key, _groups[group].Events, Scale(_groups[group].Incidents), Scale(_groups[group].Sources), _groups[group].First, _groups[group].Last);

        var whole = new GroupTotal();
        for (int direction = 0; direction < 4; direction++)
            whole.Add(_groups[_directionsAt + direction]);
        return new RollupSummary
        {
            Rules = _rules,
            IsExact = exact,
            SampledShare = share,
            IncidentGap = _rollup.Options.IncidentGap,
            First = whole.First,
            Last = whole.Last,
            Lines = _rollup.Lines,
            Events = _rollup.EventLines + _rollup.Repeated,
            Other = _rollup.OtherLines,
            Unparsed = _rollup.UnparsedLines,
            Repeated = _rollup.Repeated,
            OutsidePeriod = _rollup.OutsidePeriod,
            Oversize = _rollup.Oversize,
            RepeatsUnresolved = _rollup.UnresolvedRepeats,
            WithoutTime = _rollup.WithoutTime,
            UnparsedReasons = UnparsedReasons(),
            Dialects = [.. Enum.GetValues<ProbeDialect>()
                .Where(d => _groups[_dialectsAt + (int)d].Events > 0)
                .Select(d => Group(d, _dialectsAt + (int)d))],
            Actions = [.. new[] { ProbeAction.Allowed, ProbeAction.Blocked, ProbeAction.Other }.Select(a => Group(a, _actionsAt + (int)a))],
            Directions = [.. Enum.GetValues<TrafficDirection>().Select(d => Group(d, _directionsAt + (int)d))],
            Sections = [.. Enum.GetValues<ReportSection>().Skip(1).Select(s => Group(s, _sectionsAt + (int)s))],
            Remainder = Group(ReportSection.None, _sectionsAt),
            Tags = [.. _rules.Tags.Select((t, i) => Group(t, i))],
            TopSources = Describe(top),
            Hours = [.. _rollup.Hours.Sorted().Select(h => new HourCount(DateTimeOffset.FromUnixTimeSeconds(h.Hour * 3600L), h.Events, h.Tagged))],
            SunrpcSources = Scale(sunrpc),
            SunrpcFollowers = Describe(followers),
            SunrpcFollowerCount = Scale(followerCount),
        };
    }

    private void AddKind(int number, EventKind kind)
    {
        List<int> groups = [];
        foreach (ProbeTag tag in kind.Tags.Tags)
        {
            groups.Add(_rules.FindTag(tag.Id));
            _isSunrpc[number] |= tag.Id is "tcp/111" or "udp/111";
        }

        groups.Add(_sectionsAt + (int)kind.Tags.Section);
        groups.Add(_dialectsAt + (int)kind.Dialect);
        groups.Add(_actionsAt + (int)kind.Action);
        groups.Add(_directionsAt + (int)kind.Direction);
        _groupsOfKind[number] = [.. groups];
        foreach (int group in groups)
            _groups[group].Add(kind);
    }

    /// <summary>
    /// Adds a source to its groups. All its runs are gone through once, in the order of their starts, and each group keeps the end of
    /// its incident under way: a run that begins beyond the gap is the group's next incident.
    /// </summary>
    private void AddSource(in SourceGroup source)
    {
        _source++;
        int runs = 0;
        for (int i = 0; i < source.Count; i++)
        {
            ref Cell cell = ref source[i];
            foreach (int group in _groupsOfKind[cell.Kind])
                Touch(group);
            foreach (ulong run in source.Table.JoinedRuns(ref cell))
            {
                if (runs == _ends.Length)
                {
                    Array.Resize(ref _order, runs * 2);
                    Array.Resize(ref _ends, runs * 2);
                }

                _order[runs] = ((ulong)Run.Start(run) << 32) | (uint)runs;
                _ends[runs++] = (Run.End(run), cell.Kind);
            }
        }

        Run.SortUnlessSorted(_order.AsSpan(0, runs));
        for (int i = 0; i < runs; i++)
        {
            long start = (long)(_order[i] >> 32);
            (uint end, int kind) = _ends[(int)(uint)_order[i]];
            foreach (int group in _groupsOfKind[kind])
            {
                if (start > _open[group] + _rollup.Gap)
                    _groups[group].AddIncident();
                _open[group] = Math.Max(_open[group], end);
            }
        }
    }

    private void Touch(int group)
    {
        if (_touched[group] == _source)
            return;
        _touched[group] = _source;
        _open[group] = long.MinValue / 2;
        _groups[group].AddSource();
    }

    private List<KeyValuePair<UnparsedReason, long>> UnparsedReasons()
    {
        List<KeyValuePair<UnparsedReason, long>> reasons = [];
        for (int reason = 0; reason < _rollup.UnparsedByReason.Length; reason++)
        {
            if (_rollup.UnparsedByReason[reason] > 0)
                reasons.Add(new((UnparsedReason)reason, _rollup.UnparsedByReason[reason]));
        }

        return reasons;
    }

    private List<SourceCount> Describe(TopSources sources)
    {
        List<SourceCount> list = [];
        foreach (SourceGroup source in sources.Sorted())
        {
            Dictionary<int, long> tags = [];
            long untagged = 0;
            (uint first, uint last) = (uint.MaxValue, 0u);
            for (int i = 0; i < source.Count; i++)
            {
                ref Cell cell = ref source[i];
                IReadOnlyList<ProbeTag> set = _rollup.Kinds[cell.Kind].Tags.Tags;
                untagged += set.Count == 0 ? cell.Events : 0;
                foreach (ProbeTag tag in set)
                {
                    int number = _rules.FindTag(tag.Id);
                    tags[number] = tags.GetValueOrDefault(number) + cell.Events;
                }

                foreach (ulong run in source.Table.JoinedRuns(ref cell))
                    (first, last) = (Math.Min(first, Run.Start(run)), Math.Max(last, Run.End(run)));
            }

            list.Add(new SourceCount(
                source.Source,
                source.Events,
                untagged,
                first > last ? null : DateTimeOffset.FromUnixTimeSeconds(first),
                first > last ? null : DateTimeOffset.FromUnixTimeSeconds(last),
                [.. tags.OrderByDescending(t => t.Value).ThenBy(t => t.Key).Select(t => KeyValuePair.Create(_rules.Tags[t.Key], t.Value))]));
        }

        return list;
    }
}
