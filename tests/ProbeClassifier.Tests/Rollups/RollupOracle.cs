using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>
/// What a summary must say, found the slow way: the list of all events, filtered and sorted anew for each figure. Written apart
/// from the rollup; shares with it the tags of an event and the hash of a source.
/// </summary>
internal sealed class RollupOracle
{
    private readonly ProbeRollupOptions _options;
    private readonly List<EventStep> _events = [];
    private readonly HashSet<ProbeAddress> _kept;
    private readonly double _share = 1;
    private readonly bool _isExact = true;
    private readonly long _outside;

    public RollupOracle(IReadOnlyList<RollupStep> steps, ProbeRollupOptions options)
    {
        _options = options;
        Steps = steps;
        foreach (EventStep e in steps.OfType<EventStep>())
        {
            if (IsInside(e))
                _events.Add(e);
            else if (e.Repeats is null)
                _outside++;
        }

        List<ProbeAddress> order = [.. Sources(_events).OrderBy(s => SelectionHash.Of(s, options.SelectionKey))];
        int kept = 0;
        long weight = 0;
        foreach (ProbeAddress source in order)
        {
            weight += Weight(source);
            if (kept == options.MaxSources || weight > options.MaxWeight)
            {
                _isExact = false;
                _share = SelectionHash.Of(source, options.SelectionKey) / Math.Pow(2, 64);
                break;
            }

            kept++;
        }

        _kept = [.. order.Take(kept)];
    }

    private IReadOnlyList<RollupStep> Steps { get; }

    public RollupSummary Summary(int top)
    {
        long unparsed = Steps.OfType<UnparsedStep>().Count();
        long repeated = _events.Where(e => e.Repeats is not null).Sum(e => e.Count);
        long other = Steps.OfType<OtherStep>().Sum(s => s.Lines) + _outside;
        List<ProbeAddress> sunrpc = [.. _kept.Where(s => _events.Any(e => e.Source == s && IsSunrpc(e)))];
        List<ProbeAddress> followers = [.. sunrpc.Where(s => _events.Any(e => e.Source == s && !IsSunrpc(e)))];
        GroupCount<int> all = Group(0, _ => true);
        return new RollupSummary
        {
            Rules = _options.Rules,
            IsExact = _isExact,
            SampledShare = _share,
            IncidentGap = _options.IncidentGap,
            First = all.First,
            Last = all.Last,
            Lines = _events.Count(e => e.Repeats is null) + other + unparsed,
            Events = all.Events,
            Other = other,
            Unparsed = unparsed,
            Repeated = repeated,
            OutsidePeriod = _outside,
            Oversize = Steps.OfType<OversizeStep>().Count(),
            RepeatsUnresolved = Steps.OfType<UnresolvedStep>().Count(),
            WithoutTime = _events.Where(e => TimeOf(e) is null).Sum(e => e.Count),
            UnparsedReasons = [.. Steps.OfType<UnparsedStep>().GroupBy(s => s.Reason).OrderBy(g => g.Key).Select(g => KeyValuePair.Create(g.Key, (long)g.Count()))],
            Dialects = [.. _events.Select(e => e.Dialect).Distinct().Order().Select(d => Group(d, e => e.Dialect == d))],
            Actions = [.. new[] { ProbeAction.Allowed, ProbeAction.Blocked, ProbeAction.Other }.Select(a => Group(a, e => e.Action == a))],
            Directions = [.. Enum.GetValues<TrafficDirection>().Select(d => Group(d, e => e.Direction == d))],
            Sections = [.. Enum.GetValues<ReportSection>().Where(s => s != ReportSection.None).Select(s => Group(s, e => Section(e) == s))],
            Remainder = Group(ReportSection.None, e => Section(e) == ReportSection.None),
            Tags = [.. _options.Rules.Tags.Select(t => Group(t, e => Tags(e).Contains(t)))],
            TopSources = Top(_kept, top),
            Hours = [.. _events.Where(e => TimeOf(e) is not null).GroupBy(e => TimeOf(e)!.Value / 3600).OrderBy(g => g.Key).Select(g => new HourCount(
                DateTimeOffset.FromUnixTimeSeconds(g.Key * 3600),
                g.Sum(e => e.Count),
                g.Where(e => Section(e) != ReportSection.None).Sum(e => e.Count)))],
            SunrpcSources = Scale(sunrpc.Count),
            SunrpcFollowers = Top(followers, top),
            SunrpcFollowerCount = Scale(followers.Count),
        };
    }

    private static long? TimeOf(EventStep e) => e.Seconds is >= 0 and <= uint.MaxValue ? e.Seconds : null;

    private static HashSet<ProbeAddress> Sources(IEnumerable<EventStep> events) =>
        [.. events.Where(e => e.Source is not null).Select(e => e.Source!.Value)];

    private bool IsInside(EventStep e)
    {
        if (_options.From is null && _options.To is null)
            return true;
        if (TimeOf(e) is not { } seconds)
            return false;
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(e.Nanoseconds / 100);
        return (_options.From is null || time >= _options.From) && (_options.To is null || time < _options.To);
    }

    private IReadOnlyList<ProbeTag> Tags(EventStep e) => e.TagsBy(_options.Rules).Tags;

    private ReportSection Section(EventStep e) => Tags(e).Select(t => t.Section).FirstOrDefault();

    private bool IsSunrpc(EventStep e) => Tags(e).Any(t => t.Id is "tcp/111" or "udp/111");

    private long Scale(long count) => (long)Math.Round(count / _share);

    private GroupCount<TKey> Group<TKey>(TKey key, Func<EventStep, bool> isIn)
    {
        List<EventStep> events = [.. _events.Where(isIn)];
        List<long> times = [.. events.Select(TimeOf).OfType<long>()];
        HashSet<ProbeAddress> sources = Sources(events);
        sources.IntersectWith(_kept);
        return new(
            key,
            events.Sum(e => e.Count),
            Scale(sources.Sum(s => Runs(events.Where(e => e.Source == s)).Count)),
            Scale(sources.Count),
            times.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(times.Min()),
            times.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(times.Max()));
    }

    private List<(long Start, long End)> Runs(IEnumerable<EventStep> events)
    {
        List<(long Start, long End)> runs = [];
        foreach (long time in events.Select(TimeOf).OfType<long>().Order())
        {
            if (runs.Count > 0 && time - runs[^1].End <= (long)_options.IncidentGap.TotalSeconds)
                runs[^1] = (runs[^1].Start, time);
            else
                runs.Add((time, time));
        }

        return runs;
    }

    /// <summary>For each kind of event one, and one for each four gaps of the clock that its runs touch.</summary>
    private long Weight(ProbeAddress source)
    {
        long weight = 0;
        foreach (IGrouping<object, EventStep> kind in _events.Where(e => e.Source == source).GroupBy(
            e => (object)(string.Join(' ', Tags(e).Select(t => t.Id)), e.Dialect, e.Action, e.Direction)))
        {
            HashSet<long> spans = [];
            long span = 4 * (long)_options.IncidentGap.TotalSeconds;
            foreach ((long start, long end) in Runs(kind))
            {
                for (long s = start / span; s <= end / span; s++)
                    spans.Add(s);
            }

            weight += 1 + spans.Count;
        }

        return weight;
    }

    private List<SourceCount> Top(IEnumerable<ProbeAddress> sources, int top) =>
        [.. sources.Select(Describe).OrderByDescending(s => s.Events).ThenBy(s => s.Address).Take(top)];

    private SourceCount Describe(ProbeAddress source)
    {
        List<EventStep> events = [.. _events.Where(e => e.Source == source)];
        List<long> times = [.. events.Select(TimeOf).OfType<long>()];
        return new(
            source,
            events.Sum(e => e.Count),
            events.Where(e => Tags(e).Count == 0).Sum(e => e.Count),
            times.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(times.Min()),
            times.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(times.Max()),
            [.. _options.Rules.Tags
                .Select(t => KeyValuePair.Create(t, events.Where(e => Tags(e).Contains(t)).Sum(e => e.Count)))
                .Where(t => t.Value > 0)
                .OrderByDescending(t => t.Value)]);
    }
}
