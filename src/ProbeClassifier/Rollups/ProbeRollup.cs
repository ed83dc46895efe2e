using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Counts that merge: adding up the parts of an input, in any order and split anyhow at line ends, gives what the whole input
/// gives, byte for byte. Not thread-safe: one for each thread, merged afterwards. Adding an event allocates nothing once its
/// source and kind are known; memory is bounded by the source limit (docs/limits.md).
/// </summary>
public sealed class ProbeRollup : IProbeHandler
{
    private readonly EventKinds _kinds;
    private readonly long[] _unparsed = new long[16];
    private readonly long _from;
    private readonly long _to;
    private readonly bool _hasPeriod;
    private readonly RuleSet _rules;

    /// <summary>Makes an empty one, which is the identity of merging.</summary>
    /// <param name="options">How to add up.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ProbeRollup(ProbeRollupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProbeRollupOptions.Validate(options);
        Options = options;
        _rules = options.Rules;
        _kinds = new EventKinds(_rules);
        Gap = (uint)options.IncidentGap.TotalSeconds;
        Sources = new SourceTable(Gap, options.MaxSources, options.MaxWeight, options.SelectionKey);
        _from = options.From?.ToUnixTimeSeconds() ?? long.MinValue;
        _to = options.To?.ToUnixTimeSeconds() ?? long.MaxValue;
        _hasPeriod = options.From is not null || options.To is not null;
    }

    /// <summary>How it adds up.</summary>
    public ProbeRollupOptions Options { get; }

    /// <summary>Lines counted so far, empty ones too.</summary>
    public long Lines => EventLines + OtherLines + UnparsedLines;

    internal uint Gap { get; }

    internal EventKinds Kinds => _kinds;

    internal SourceTable Sources { get; }

    internal HourTable Hours { get; } = new();

    internal ReadOnlySpan<long> UnparsedByReason => _unparsed;

    internal long EventLines { get; set; }

    internal long OtherLines { get; set; }

    internal long UnparsedLines
    {
        get
        {
            long sum = 0;
            foreach (long count in _unparsed)
                sum += count;
            return sum;
        }
    }

    internal long Repeated { get; set; }

    internal long OutsidePeriod { get; set; }

    internal long Oversize { get; set; }

    internal long UnresolvedRepeats { get; set; }

    internal long WithoutTime { get; set; }

    /// <summary>
    /// Counts an event. A repeat counts as so many events and no line; any other event is one line. Outside the period a line
    /// counts as other, and so does, when there is a period, one without a usable time.
    /// </summary>
    /// <param name="probe">The event.</param>
    public void Add(in ProbeEvent probe)
    {
        ref readonly EventFields f = ref probe.Fields;
        bool repeat = (f.Present & PresentFields.Repeat) != 0;
        bool hasTime = (f.Present & PresentFields.Time) != 0;
        if (_hasPeriod && (!hasTime || f.UnixSeconds < _from || f.UnixSeconds >= _to))
        {
            if (!repeat)
            {
                OtherLines++;
                OutsidePeriod++;
            }

            return;
        }

        uint count = f.Count;
        if (repeat)
            Repeated += count;
        else
            EventLines++;
        int number = _kinds.Find(_rules.Classify(probe), f);
        EventKind kind = _kinds[number];
        kind.Events += count;
        bool hasSource = (f.Present & PresentFields.Source) != 0;

        // Times outside 1970-2106 are as good as none: they would stretch every axis.
        if (hasTime && (ulong)f.UnixSeconds <= uint.MaxValue)
        {
            var time = (uint)f.UnixSeconds;
            if (time < kind.First)
                kind.First = time;
            if (time > kind.Last)
                kind.Last = time;
            Hours.Add(time / 3600, count, kind.HasSection ? count : 0);
            if (hasSource)
                Sources.Add(f.Source, number, count, time);
        }
        else
        {
            WithoutTime += count;
            if (hasSource)
                Sources.AddWithoutTime(f.Source, number, count);
        }
    }

    /// <summary>Counts lines that are not events.</summary>
    /// <param name="lines">How many; not negative.</param>
    public void AddOther(long lines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        OtherLines += lines;
    }

    /// <summary>Counts a line that was recognised and not understood.</summary>
    /// <param name="reason">Why.</param>
    public void AddUnparsed(UnparsedReason reason) => _unparsed[(int)reason & 15]++;

    /// <summary>Notes that a line, counted by another call, was cut at the limit.</summary>
    public void AddOversize() => Oversize++;

    /// <summary>Notes that a repeat line, counted by another call, had nothing before it that it could repeat.</summary>
    public void AddUnresolvedRepeat() => UnresolvedRepeats++;

    /// <summary>Adds up rollups with equal options; they stay as they are.</summary>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">None, or their options differ.</exception>
    public static ProbeRollup Merge(IEnumerable<ProbeRollup> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ProbeRollup? whole = null;
        foreach (ProbeRollup part in parts)
        {
            whole ??= new ProbeRollup(part.Options);
            whole.MergeFrom(part);
        }

        return whole ?? throw new ArgumentException("there is nothing to merge", nameof(parts));
    }

    /// <summary>Adds another rollup with equal options; it stays as it is.</summary>
    /// <param name="other">What to add.</param>
    /// <exception cref="ArgumentException">The options differ; the message says in what.</exception>
    public void MergeFrom(ProbeRollup other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ProbeRollupOptions.FirstDifference(Options, other.Options) is { } difference)
            throw new ArgumentException($"rollups with different options do not merge: {difference}", nameof(other));
        EventLines += other.EventLines;
        OtherLines += other.OtherLines;
        Repeated += other.Repeated;
        OutsidePeriod += other.OutsidePeriod;
        Oversize += other.Oversize;
        UnresolvedRepeats += other.UnresolvedRepeats;
        WithoutTime += other.WithoutTime;
        for (int reason = 0; reason < _unparsed.Length; reason++)
            _unparsed[reason] += other._unparsed[reason];
        foreach ((uint hour, long events, long tagged) in other.Hours.Sorted())
            Hours.Add(hour, events, tagged);
        int[] numbers = new int[other._kinds.Count + 1];
        for (int i = 1; i <= other._kinds.Count; i++)
        {
            EventKind kind = other._kinds[i];
            ushort set = ReferenceEquals(_rules, other._rules) ? kind.Tags.Id : _rules.FindTagSet(kind.Tags.Tags);
            numbers[i] = _kinds.Find(set, kind.Dialect, kind.Action, kind.Direction);
            _kinds[numbers[i]].Add(kind.Events, kind.First, kind.Last);
        }

        Sources.MergeFrom(other.Sources, numbers);
    }

    /// <summary>The figures so far. Takes time in proportion to the sources; the rollup can be added to afterwards.</summary>
    /// <param name="topSources">How many sources to list; not negative.</param>
    public RollupSummary Summarize(int topSources)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(topSources);
        return new RollupSummarizer(this, topSources).Summarize();
    }

    /// <summary>Everything counted so far as bytes: versioned, checked, and equal for equal counts. See docs/limits.md for the size.</summary>
    public byte[] ToSnapshot() => SnapshotWriter.Write(this);

    /// <summary>Makes a rollup of a snapshot.</summary>
    /// <param name="snapshot">What <see cref="ToSnapshot"/> gave.</param>
    /// <param name="options">The options it was made with.</param>
    /// <exception cref="SnapshotException">Damaged, newer, or made with other options; the message says which.</exception>
    public static ProbeRollup FromSnapshot(ReadOnlySpan<byte> snapshot, ProbeRollupOptions options) =>
        SnapshotReader.Read(snapshot, options);

    /// <inheritdoc/>
    void IProbeHandler.OnEvent(in ProbeEvent probe) => Add(probe);

    /// <inheritdoc/>
    void IProbeHandler.OnOther(ReadOnlySpan<byte> frames, int count) => AddOther(count);

    /// <inheritdoc/>
    void IProbeHandler.OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset) => AddUnparsed(reason);

    /// <inheritdoc/>
    void IProbeHandler.OnOversize(int keptBytes) => AddOversize();

    /// <inheritdoc/>
    void IProbeHandler.OnUnresolvedRepeat(uint times) => AddUnresolvedRepeat();

    internal void RestoreUnparsed(int reason, long count) => _unparsed[reason & 15] += count;
}
