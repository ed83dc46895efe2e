using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>
/// What a summary must say, found the slow way: the list of all events, filtered and sorted anew for each figure. Written apart
/// from the rollup; shares with it the tags of an event, the hash of a source and the places that targets mark.
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
        List<SourceScan> scans = [.. _kept.SelectMany(Scans)];
        List<SourceFlood> floods = [.. _kept.SelectMany(Floods)];
        (List<LogGap> gaps, bool complete) = new GapOracle(_events, _options).Gaps();
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
            SectionGroups = [.. _options.Rules.Tags.Where(t => t.Group is not null).Select(t => new SectionGroup(t.Section, t.Group!)).Distinct()
                .Select(g => Group(g, e => Tags(e) is [{ } first, ..] && first.Group == g.Name && first.Section == g.Section))],
            Scans = [.. scans.OrderByDescending(s => s.Hosts + s.Ports).ThenByDescending(s => s.Events).ThenBy(s => s.Source).ThenBy(s => s.First).Take(top)],
            ScanCounts = [.. Enum.GetValues<ScanKind>().Select(k => Scale(scans.Count(s => s.Kind == k)))],
            Floods = [.. floods.OrderByDescending(f => f.Events).ThenByDescending(f => f.PerSecond).ThenBy(f => f.Source).ThenBy(f => f.First).Take(top)],
            FloodCounts = [.. Enum.GetValues<FloodKind>().Select(k => Scale(floods.Count(f => f.Kind == k)))],
            ScanThresholds = _options.Scans,
            Gaps = [.. gaps.OrderByDescending(g => g.Length ?? TimeSpan.MaxValue).ThenByDescending(g => g.Messages).ThenBy(g => g.From ?? g.To).ThenBy(g => g.From).ThenBy(g => g.Kind)
                .ThenBy(g => g.Host, StringComparer.Ordinal).ThenBy(g => g.Daemon, StringComparer.Ordinal).Take(top)],
            GapCounts = [.. Enum.GetValues<LogGapKind>().Select(k => (long)gaps.Count(g => g.Kind == k))],
            GapsComplete = complete,
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
            KindOf))
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

    private object KindOf(EventStep e) =>
        (string.Join(' ', Tags(e).Select(t => t.Id)), e.Dialect, e.Action, e.Direction, e.Transport is Transport.Tcp or Transport.Udp ? e.Transport : 0);

    /// <summary>Stretches of activity whose parts are no further apart than the gap.</summary>
    private List<List<(long Start, long End, long Events, ulong Hosts, ulong Ports)>> Joined(
        IEnumerable<(long Start, long End, long Events, ulong Hosts, ulong Ports)> parts)
    {
        List<List<(long Start, long End, long Events, ulong Hosts, ulong Ports)>> joined = [];
        foreach (var part in parts.OrderBy(p => p.Start))
        {
            if (joined.Count > 0 && part.Start - joined[^1].Max(p => p.End) <= (long)_options.IncidentGap.TotalSeconds)
                joined[^1].Add(part);
            else
                joined.Add([part]);
        }

        return joined;
    }

    private IEnumerable<SourceScan> Scans(ProbeAddress source)
    {
        // Stretches of one kind of event; those that aim at something are then joined whatever their kind.
        var kinds = _events.Where(e => e.Source == source && TimeOf(e) is not null).GroupBy(KindOf);
        var runs = kinds.SelectMany(kind => Joined(kind.Select(e => (TimeOf(e)!.Value, TimeOf(e)!.Value, e.Count, e.MarkBy(_options.SelectionKey).HostWord, e.MarkBy(_options.SelectionKey).PortWord)))).Select(Sum);
        foreach (var scan in Joined(runs.Where(r => r.Hosts != 0)).Select(Sum))
        {
            int hosts = TargetMark.Estimate(scan.Hosts);
            int ports = TargetMark.Estimate(scan.Ports);
            bool manyHosts = hosts >= _options.Scans.Hosts;
            bool manyPorts = ports >= _options.Scans.Ports;
            if (manyHosts | manyPorts)
            {
                ScanKind kind = manyHosts & manyPorts ? ScanKind.Block : manyHosts ? ScanKind.Horizontal : ScanKind.Vertical;
                yield return new SourceScan(kind, source, At(scan.Start), At(scan.End), scan.Events, hosts, ports);
            }
        }
    }

    private IEnumerable<SourceFlood> Floods(ProbeAddress source)
    {
        foreach (FloodKind kind in new[] { FloodKind.Tcp, FloodKind.Udp })
        {
            Transport transport = kind == FloodKind.Tcp ? Transport.Tcp : Transport.Udp;
            var events = _events.Where(e => e.Source == source && TimeOf(e) is not null && e.Transport == transport);
            foreach (var flood in Joined(events.Select(e => (TimeOf(e)!.Value, TimeOf(e)!.Value, e.Count, 0UL, 0UL))).Select(Sum))
            {
                long rate = flood.Events / (flood.End - flood.Start + 1);
                if (flood.Events >= _options.Scans.FloodEvents && rate >= _options.Scans.FloodRate)
                    yield return new SourceFlood(kind, source, At(flood.Start), At(flood.End), flood.Events, rate);
            }
        }
    }

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static (long Start, long End, long Events, ulong Hosts, ulong Ports) Sum(List<(long Start, long End, long Events, ulong Hosts, ulong Ports)> parts) =>
        (parts.Min(p => p.Start), parts.Max(p => p.End), parts.Sum(p => p.Events), parts.Aggregate(0UL, (w, p) => w | p.Hosts), parts.Aggregate(0UL, (w, p) => w | p.Ports));

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
