using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
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
    private readonly List<Run> _runs = [];

    public RollupSummarizer(ProbeRollup rollup, int top)
    {
        _rollup = rollup;
        _rules = rollup.Options.Rules;
        _top = top;
        _sectionsAt = _rules.Tags.Count;
        _dialectsAt = _sectionsAt + 7;
        _actionsAt = _dialectsAt + 16;
        _directionsAt = _actionsAt + 4;
        _groups = new GroupTotal[_directionsAt + 4];
        for (int i = 0; i < _groups.Length; i++)
            _groups[i] = new GroupTotal();
        _groupsOfKind = new int[rollup.Kinds.Count + 1][];
        _isSunrpc = new bool[rollup.Kinds.Count + 1];
        for (int kind = 1; kind <= rollup.Kinds.Count; kind++)
            AddKind(kind, rollup.Kinds[kind]);
    }

    public RollupSummary Summarize()
    {
        _rollup.Sources.Settle();
        var top = new TopSources(_top);
        var followers = new TopSources(_top);
        long sunrpc = 0;
        long followerCount = 0;
        foreach (SourceGroup source in _rollup.Sources.Groups())
        {
            AddSource(source);
            long events = 0;
            int sunrpcCells = 0;
            foreach (int cell in source.Cells)
            {
                events += Cells[cell].Events;
                sunrpcCells += _isSunrpc[KindOf(cell)] ? 1 : 0;
            }

            top.Offer(source, events);
            if (sunrpcCells == 0)
                continue;
            sunrpc++;
            if (sunrpcCells == source.Cells.Length)
                continue;
            followerCount++;
            followers.Offer(source, events);
        }

        bool exact = _rollup.Sources.Threshold == ulong.MaxValue;
        double share = exact ? 1 : _rollup.Sources.Threshold / Math.Pow(2, 64);
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

    private SourceCells Cells => _rollup.Sources.Cells;

    private int KindOf(int cell) => SourceCells.KindOf(Cells[cell].Key);

    private void AddKind(int number, EventKind kind)
    {
        List<int> groups = [];
        foreach (ProbeTag tag in kind.Tags.Tags)
        {
            groups.Add(_rules.Data.FindTag(tag.Id));
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

    private void AddSource(SourceGroup source)
    {
        if (source.Cells.Length == 1)
        {
            int incidents = CountRuns([source.Cells[0]]);
            foreach (int group in _groupsOfKind[KindOf(source.Cells[0])])
                _groups[group].AddSource(incidents);
            return;
        }

        Dictionary<int, List<int>> cellsOf = [];
        foreach (int cell in source.Cells)
        {
            foreach (int group in _groupsOfKind[KindOf(cell)])
            {
                if (!cellsOf.TryGetValue(group, out List<int>? cells))
                    cellsOf.Add(group, cells = []);
                cells.Add(cell);
            }
        }

        foreach ((int group, List<int> cells) in cellsOf)
            _groups[group].AddSource(CountRuns(CollectionsMarshal.AsSpan(cells)));
    }

    private int CountRuns(ReadOnlySpan<int> cells)
    {
        _runs.Clear();
        foreach (int cell in cells)
            Cells.CopyRuns(Cells[cell], _runs);
        return Run.Join(CollectionsMarshal.AsSpan(_runs), _rollup.Gap);
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
        foreach ((SourceGroup source, long events) in sources.Sorted())
        {
            Dictionary<int, long> tags = [];
            long untagged = 0;
            _runs.Clear();
            foreach (int index in source.Cells)
            {
                ref Cell cell = ref Cells[index];
                TagSet set = _rollup.Kinds[KindOf(index)].Tags;
                untagged += set.Tags.Count == 0 ? cell.Events : 0;
                foreach (ProbeTag tag in set.Tags)
                {
                    int number = _rules.Data.FindTag(tag.Id);
                    tags[number] = tags.GetValueOrDefault(number) + cell.Events;
                }

                Cells.CopyRuns(cell, _runs);
            }

            list.Add(new SourceCount(
                source.Source,
                events,
                untagged,
                _runs.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(_runs.Min(r => r.Start)),
                _runs.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(_runs.Max(r => r.End)),
                [.. tags.OrderByDescending(t => t.Value).ThenBy(t => t.Key).Select(t => KeyValuePair.Create(_rules.Tags[t.Key], t.Value))]));
        }

        return list;
    }
}
