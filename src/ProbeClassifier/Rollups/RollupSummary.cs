using System;
using System.Collections.Generic;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// What a rollup adds up to, in a fixed order whatever the order of the input: the figures a report prints. Immutable.
/// Laws: <c>Lines = (Events − Repeated) + Other + Unparsed</c>; sections and remainder sum to <see cref="Events"/>.
/// </summary>
public sealed record RollupSummary
{
    /// <summary>The rule set that gave the tags.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>False when a limit was hit and the figures for sources and incidents are estimates; events stay exact.</summary>
    public required bool IsExact { get; init; }

    /// <summary>When not exact: the share of sources kept, over 0 to 1; 1 when exact.</summary>
    public required double SampledShare { get; init; }

    /// <summary>Events of one source in one group with no gap longer than this are one incident.</summary>
    public required TimeSpan IncidentGap { get; init; }

    /// <summary>The first and last event time in UTC; null when no event bears one.</summary>
    public required DateTimeOffset? First { get; init; }

    /// <inheritdoc cref="First"/>
    public required DateTimeOffset? Last { get; init; }

    /// <summary>Lines read, empty ones too.</summary>
    public required long Lines { get; init; }

    /// <summary>Events, repeats included.</summary>
    public required long Events { get; init; }

    /// <summary>Lines that are not events: other text, repeat lines, and events outside the period.</summary>
    public required long Other { get; init; }

    /// <summary>Lines that a dialect recognised and could not understand.</summary>
    public required long Unparsed { get; init; }

    /// <summary>Events that only a "repeated N times" line stands for: a part of <see cref="Events"/>, not of lines.</summary>
    public required long Repeated { get; init; }

    /// <summary>Event lines outside the period asked for: a part of <see cref="Other"/>.</summary>
    public required long OutsidePeriod { get; init; }

    /// <summary>Lines longer than the limit, cut: a part of <see cref="Lines"/>.</summary>
    public required long Oversize { get; init; }

    /// <summary>Repeat lines whose repeated line was not found within the window: a part of <see cref="Other"/>.</summary>
    public required long RepeatsUnresolved { get; init; }

    /// <summary>Events without a usable time: in no hour, no incident.</summary>
    public required long WithoutTime { get; init; }

    /// <summary>Unparsed lines by reason; only reasons with a count, in the order of the enum.</summary>
    public required IReadOnlyList<KeyValuePair<UnparsedReason, long>> UnparsedReasons { get; init; }

    /// <summary>Every dialect that has events, in the order of the enum.</summary>
    public required IReadOnlyList<GroupCount<ProbeDialect>> Dialects { get; init; }

    /// <summary>All three actions, in the order Allowed, Blocked, Other.</summary>
    public required IReadOnlyList<GroupCount<ProbeAction>> Actions { get; init; }

    /// <summary>All four directions, in the order of the enum.</summary>
    public required IReadOnlyList<GroupCount<TrafficDirection>> Directions { get; init; }

    /// <summary>All six sections, I first.</summary>
    public required IReadOnlyList<GroupCount<ReportSection>> Sections { get; init; }

    /// <summary>Events outside every section.</summary>
    public required GroupCount<ReportSection> Remainder { get; init; }

    /// <summary>Every tag of the rule set, those without events too, in the order of the rule set.</summary>
    public required IReadOnlyList<GroupCount<ProbeTag>> Tags { get; init; }

    /// <summary>The parts of sections that tags name, with the events whose first tag is in them; in the order of the tags.</summary>
    public IReadOnlyList<GroupCount<SectionGroup>> SectionGroups { get; init; } = [];

    /// <summary>Scans: those with the most targets, then events; at most as many as sources were asked for.</summary>
    public IReadOnlyList<SourceScan> Scans { get; init; } = [];

    /// <summary>How many scans there are in all of each kind, in the order of the enum; estimates when not exact.</summary>
    public IReadOnlyList<long> ScanCounts { get; init; } = [0, 0, 0];

    /// <summary>Floods: those with the most events; at most as many as sources were asked for.</summary>
    public IReadOnlyList<SourceFlood> Floods { get; init; } = [];

    /// <summary>How many floods there are in all of each kind, in the order of the enum; estimates when not exact.</summary>
    public IReadOnlyList<long> FloodCounts { get; init; } = [0, 0, 0];

    /// <summary>From when on an incident was a scan or a flood.</summary>
    public ScanThresholds ScanThresholds { get; init; } = new();

    /// <summary>Gaps in hosts' logs: those whose length is not known, then the longest; at most as many as sources were asked for.</summary>
    public IReadOnlyList<LogGap> Gaps { get; init; } = [];

    /// <summary>How many gaps there are in all of each kind, in the order of the enum.</summary>
    public IReadOnlyList<long> GapCounts { get; init; } = [0, 0, 0];

    /// <summary>False when a limit was hit (docs/limits.md) and there are gaps beside those that were found.</summary>
    public bool GapsComplete { get; init; } = true;

    /// <summary>The sources with the most events, then by address; at most as many as asked for.</summary>
    public required IReadOnlyList<SourceCount> TopSources { get; init; }

    /// <summary>The hours that have events, in order of time.</summary>
    public required IReadOnlyList<HourCount> Hours { get; init; }

    /// <summary>Sources that touched sunrpc (TCP or UDP 111).</summary>
    public required long SunrpcSources { get; init; }

    /// <summary>Those of <see cref="SunrpcSources"/> that also have events of something else: the ones that went on.</summary>
    public required IReadOnlyList<SourceCount> SunrpcFollowers { get; init; }

    /// <summary>How many <see cref="SunrpcFollowers"/> there are in all; the list itself is cut like the top sources.</summary>
    public required long SunrpcFollowerCount { get; init; }
}

/// <summary>The figures of one group of events.</summary>
/// <typeparam name="TKey">What groups them.</typeparam>
/// <param name="Key">What groups them.</param>
/// <param name="Events">Events, repeats included.</param>
/// <param name="Incidents">Runs of one source with no gap longer than the incident gap; an estimate when the summary is not exact.</param>
/// <param name="Sources">Distinct source addresses; an estimate when the summary is not exact.</param>
/// <param name="First">The first event time in UTC; null when there is none.</param>
/// <param name="Last">The last event time in UTC; null when there is none.</param>
public sealed record GroupCount<TKey>(TKey Key, long Events, long Incidents, long Sources, DateTimeOffset? First, DateTimeOffset? Last);

/// <summary>One source.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Events">Its events, repeats included.</param>
/// <param name="Untagged">Those without a tag.</param>
/// <param name="First">Its first event time in UTC; null when there is none.</param>
/// <param name="Last">Its last event time in UTC; null when there is none.</param>
/// <param name="Tags">Its tags with their events: the most first, then in the order of the rule set.</param>
public sealed record SourceCount(
    ProbeAddress Address,
    long Events,
    long Untagged,
    DateTimeOffset? First,
    DateTimeOffset? Last,
    IReadOnlyList<KeyValuePair<ProbeTag, long>> Tags);

/// <summary>One hour of the clock, UTC.</summary>
/// <param name="Start">Its first instant.</param>
/// <param name="Events">Events in it.</param>
/// <param name="Tagged">Those with a section.</param>
public sealed record HourCount(DateTimeOffset Start, long Events, long Tagged);
