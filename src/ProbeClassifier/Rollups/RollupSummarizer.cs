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
    private readonly List<ulong> _pairs = [];
    private ulong[] _runs = new ulong[64];

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

    private void AddSource(in SourceGroup source)
    {
        if (source.Count == 1)
        {
            int incidents = AppendRuns(source, 0, 0);
            foreach (int group in _groupsOfKind[source[0].Kind])
                _groups[group].AddSource(incidents);
            return;
        }

        // Pairs of group and cell, sorted: each group's cells are then neighbours.
        _pairs.Clear();
        for (int i = 0; i < source.Count; i++)
        {
            foreach (int group in _groupsOfKind[source[i].Kind])
                _pairs.Add(((ulong)(uint)group << 32) | (uint)i);
        }

        // One cell's runs are joined already, and groups of all cells (a dialect, often a section) have the same incidents.
        _pairs.Sort();
        int ofAll = -1;
        for (int i = 0; i < _pairs.Count;)
        {
            int first = i;
            ulong group = _pairs[i] >> 32;
            while (i < _pairs.Count && _pairs[i] >> 32 == group)
                i++;
            bool all = i - first == source.Count;
            int incidents = all && ofAll >= 0 ? ofAll : CountRuns(source, first, i);
            if (all)
                ofAll = incidents;
            _groups[(int)group].AddSource(incidents);
        }
    }

    /// <summary>The incidents of the cells that a stretch of the pairs names.</summary>
    private int CountRuns(in SourceGroup source, int first, int end)
    {
        int runs = 0;
        for (int i = first; i < end; i++)
            runs = AppendRuns(source, (int)(uint)_pairs[i], runs);
        return end - first == 1 ? runs : Run.Join(_runs.AsSpan(0, runs), _rollup.Gap);
    }

    /// <summary>Puts a cell's runs behind so many others; returns how many there are then.</summary>
    private int AppendRuns(in SourceGroup source, int cell, int count)
    {
        ReadOnlySpan<ulong> runs = source.Table.JoinedRuns(ref source[cell]);
        if (_runs.Length < count + runs.Length)
            Array.Resize(ref _runs, (count + runs.Length) * 2);
        runs.CopyTo(_runs.AsSpan(count));
        return count + runs.Length;
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
