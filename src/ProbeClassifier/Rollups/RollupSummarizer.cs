using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Runs to figures. Every group (a tag, a section, a dialect …) is a set of kinds; its sources are those with a run of such a
/// kind, and their incidents these runs joined.
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
    private readonly int _partsAt;
    private readonly SectionGroup[] _parts;
    private readonly bool[] _isSunrpc;

    private readonly Progress[] _progress;
    private int _source;

    public RollupSummarizer(ProbeRollup rollup, int top)
    {
        _rollup = rollup;
        _rules = rollup.Options.Rules;
        _top = top;
        _sectionsAt = _rules.Tags.Count;
        _dialectsAt = _sectionsAt + 7;
        _actionsAt = _dialectsAt + EventKinds.MaxDialects;
        _directionsAt = _actionsAt + EventKinds.MaxActions;
        _partsAt = _directionsAt + EventKinds.MaxDirections;
        _parts = [.. _rules.Tags.Where(t => t.Group is not null).Select(t => new SectionGroup(t.Section, t.Group!)).Distinct()];
        _groups = new GroupTotal[_partsAt + _parts.Length];
        _progress = new Progress[_groups.Length];
        for (int i = 0; i < _groups.Length; i++)
            _groups[i] = new GroupTotal();
        _groupsOfKind = new int[rollup.Kinds.Length + 1][];
        _isSunrpc = new bool[rollup.Kinds.Length + 1];
        for (int kind = 1; kind <= rollup.Kinds.Length; kind++)
            AddKind(kind, rollup.Kinds[kind]);
    }

    public RollupSummary Summarize()
    {
        var top = new Heaviest<SourceGroup>(_top);
        var followers = new Heaviest<SourceGroup>(_top);
        long sunrpc = 0;
        long followerCount = 0;
        var finder = new ScanFinder(_rollup.Options.Scans, _rollup.Gap, _rollup.Kinds, _top);
        foreach (SourceGroup source in SourceOrder.Of(_rollup.Sources))
        {
            AddSource(source);
            finder.Add(source);
            var weight = new Weight(source.Events, 0, source.Source, default);
            top.Offer(source, weight);
            int sunrpcRuns = 0;
            for (int i = 0; i < source.Count; i++)
                sunrpcRuns += _isSunrpc[source[i].Kind] ? 1 : 0;
            if (sunrpcRuns == 0)
                continue;
            sunrpc++;
            if (sunrpcRuns == source.Count)
                continue;
            followerCount++;
            followers.Offer(source, weight);
        }

        var gaps = new GapFinder(_rollup.Gap);
        gaps.Add(_rollup.Notes);
        bool exact = _rollup.Sources.Threshold == ulong.MaxValue;
        double share = exact ? 1 : Math.Max(1, _rollup.Sources.Threshold) / Math.Pow(2, 64);
        long Scale(long count) => exact ? count : (long)Math.Round(count / share);
        GroupCount<TKey> Group<TKey>(TKey key, int group) => new(
            key, _groups[group].Events, Scale(_progress[group].Incidents), Scale(_progress[group].Sources), _groups[group].First, _groups[group].Last);

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
            Events = _rollup.EventLines + _rollup.Counts.Repeated,
            Other = _rollup.Counts.Other,
            Unparsed = _rollup.Counts.Unparsed,
            Repeated = _rollup.Counts.Repeated,
            OutsidePeriod = _rollup.Counts.OutsidePeriod,
            Oversize = _rollup.Counts.Oversize,
            RepeatsUnresolved = _rollup.Counts.UnresolvedRepeats,
            WithoutTime = _rollup.Counts.WithoutTime,
            UnparsedReasons = UnparsedReasons(),
            Dialects = [.. Enum.GetValues<ProbeDialect>()
                .Where(d => _groups[_dialectsAt + (int)d].Events > 0)
                .Select(d => Group(d, _dialectsAt + (int)d))],
            Actions = [.. new[] { ProbeAction.Allowed, ProbeAction.Blocked, ProbeAction.Other }.Select(a => Group(a, _actionsAt + (int)a))],
            Directions = [.. Enum.GetValues<TrafficDirection>().Select(d => Group(d, _directionsAt + (int)d))],
            Sections = [.. Enum.GetValues<ReportSection>().Skip(1).Select(s => Group(s, _sectionsAt + (int)s))],
            Remainder = Group(ReportSection.None, _sectionsAt),
            Tags = [.. _rules.Tags.Select((t, i) => Group(t, i))],
            SectionGroups = [.. _parts.Select((p, i) => Group(p, _partsAt + i))],
            Scans = finder.Scans,
            ScanCounts = [.. finder.ScanCounts.Select(Scale)],
            Floods = finder.Floods,
            FloodCounts = [.. finder.FloodCounts.Select(Scale)],
            ScanThresholds = _rollup.Options.Scans,
            Gaps = gaps.Longest(_top),
            GapCounts = gaps.Counts,
            GapsComplete = gaps.IsComplete,
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
        if (kind.Tags.Tags.Count > 0 && kind.Tags.Tags[0] is { Group: { } part } first)
            groups.Add(_partsAt + Array.IndexOf(_parts, new SectionGroup(first.Section, part)));
        groups.Add(_dialectsAt + (int)kind.Dialect);
        groups.Add(_actionsAt + (int)kind.Action);
        groups.Add(_directionsAt + (int)kind.Direction);
        _groupsOfKind[number] = [.. groups];
        foreach (int group in groups)
            _groups[group].Add(kind);
    }

    /// <summary>
    /// Adds a source to its groups. Its runs come in the order of their starts, and each group keeps the end of its incident under
    /// way: a run that begins beyond the gap is the group's next incident.
    /// </summary>
    private void AddSource(in SourceGroup source)
    {
        _source++;
        for (int i = 0; i < source.Count; i++)
        {
            SourceRun run = source[i];
            long notBefore = run.Start - (long)_rollup.Gap;
            foreach (int number in _groupsOfKind[run.Kind])
            {
                ref Progress group = ref _progress[number];
                if (group.Source != _source)
                {
                    group.Source = _source;
                    group.Sources++;
                    group.End = long.MinValue;
                }

                if (!run.HasTime)
                    continue;
                group.Incidents += notBefore > group.End ? 1 : 0;
                group.End = Math.Max(group.End, run.End);
            }
        }
    }

    private List<KeyValuePair<UnparsedReason, long>> UnparsedReasons()
    {
        List<KeyValuePair<UnparsedReason, long>> reasons = [];
        for (int reason = 0; reason < _rollup.Counts.UnparsedByReason.Length; reason++)
        {
            if (_rollup.Counts.UnparsedByReason[reason] > 0)
                reasons.Add(new((UnparsedReason)reason, _rollup.Counts.UnparsedByReason[reason]));
        }

        return reasons;
    }

    private List<SourceCount> Describe(Heaviest<SourceGroup> sources)
    {
        List<SourceCount> list = [];
        foreach (SourceGroup source in sources.Take())
        {
            Dictionary<int, long> tags = [];
            long untagged = 0;
            (uint first, uint last) = (uint.MaxValue, 0u);
            for (int i = 0; i < source.Count; i++)
            {
                SourceRun run = source[i];
                IReadOnlyList<ProbeTag> set = _rollup.Kinds[run.Kind].Tags.Tags;
                untagged += set.Count == 0 ? run.Events : 0;
                foreach (ProbeTag tag in set)
                {
                    int number = _rules.FindTag(tag.Id);
                    tags[number] = tags.GetValueOrDefault(number) + run.Events;
                }

                if (run.HasTime)
                    (first, last) = (Math.Min(first, run.Start), Math.Max(last, run.End));
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

    /// <summary>What a group has counted of the sources so far.</summary>
    private struct Progress
    {
        public long Sources;
        public long Incidents;

        /// <summary>The last source counted, and the end of its incident under way.</summary>
        public int Source;
        public long End;
    }
}
