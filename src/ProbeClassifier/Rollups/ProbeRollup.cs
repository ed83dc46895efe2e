using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Counts that merge: adding up the parts of an input, in any order and split anyhow at line ends, gives what the whole input
/// gives, byte for byte. Not thread-safe: one for each thread, merged afterwards. Adding an event allocates nothing once its
/// source and kind are known, but for what daemons say of their logs; memory is bounded by limits (docs/limits.md).
/// </summary>
public sealed class ProbeRollup : IProbeHandler
{
    /// <summary>A power of two.</summary>
    private const int BatchSize = 64;

    private readonly EventKinds _kinds;
    private readonly PendingEvent[] _pending = new PendingEvent[BatchSize];
    private readonly bool _hasPeriod;
    private readonly RuleSet _rules;
    private readonly ulong _targetSeed;
    private int _pendingCount;
    private long _countedLines;

    /// <summary>Makes an empty one, which is the identity of merging.</summary>
    /// <param name="options">How to add up.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ProbeRollup(ProbeRollupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProbeRollupOptions.Validate(options);
        Options = options;
        _rules = options.Rules;
        _targetSeed = TargetMark.SeedOf(options.SelectionKey);
        _kinds = new EventKinds(_rules);
        Gap = (uint)options.IncidentGap.TotalSeconds;
        Sources = new SourceTable(options, Gap);
        Notes = new LogNotes(options);
        Period = EventPeriod.Of(options);
        _hasPeriod = Period.IsBounded;
    }

    /// <summary>How it adds up.</summary>
    public ProbeRollupOptions Options { get; }

    /// <summary>Lines counted so far, empty ones too.</summary>
    public long Lines => EventLines + Counts.Other + Counts.Unparsed;

    internal uint Gap { get; }

    internal EventPeriod Period { get; }

    internal EventKinds Kinds => _kinds;

    internal SourceTable Sources { get; }

    internal HourTable Hours { get; } = new();

    internal LogNotes Notes { get; }

    internal LineCounts Counts { get; } = new();

    /// <summary>Lines that are events, those included that wait to be counted.</summary>
    internal long EventLines
    {
        get => _countedLines + _pendingCount;
        set => _countedLines = value - _pendingCount;
    }

    /// <summary>
    /// Counts an event. A repeat counts as so many events and no line; any other event is one event and one line. With a period,
    /// a line outside it counts as other, and so does a line without a usable time; their repeats do not count. Times outside
    /// 1970 to 2106 are not usable: they would stretch every axis.
    /// </summary>
    /// <param name="probe">The event.</param>
    public void Add(in ProbeEvent probe)
    {
        ref readonly EventFields f = ref probe.Fields;
        bool isPlain = (f.Present & (PresentFields.Time | PresentFields.Source | PresentFields.Repeat)) == (PresentFields.Time | PresentFields.Source);
        if (!isPlain | _hasPeriod | !f.Source.IsIPv4 | (ulong)f.UnixSeconds > uint.MaxValue)
        {
            AddOne(probe);
            return;
        }

        // Short loops over a batch, each with its own few tables, are faster than all of them for each event.
        PendingEvent[] pending = _pending;
        int count = _pendingCount;
        pending[count++ & (BatchSize - 1)] = new PendingEvent((uint)f.Source.Low, _kinds.Find(_rules.Classify(probe), f), (uint)f.UnixSeconds, TargetMark.Of(in f, _targetSeed));
        _pendingCount = count;
        if (count == BatchSize)
            Flush();
    }

    /// <summary>Counts lines that are not events.</summary>
    /// <param name="lines">How many; not negative.</param>
    public void AddOther(long lines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        Counts.Other += lines;
    }

    /// <summary>Counts a line that was recognised and not understood.</summary>
    /// <param name="reason">Why.</param>
    public void AddUnparsed(UnparsedReason reason) => Counts.AddUnparsed(reason);

    /// <summary>Notes that a line, counted by another call, was cut at the limit.</summary>
    public void AddOversize() => Counts.Oversize++;

    /// <summary>Notes that a repeat line, counted by another call, had nothing before it that it could repeat.</summary>
    public void AddUnresolvedRepeat() => Counts.UnresolvedRepeats++;

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
    public void MergeFrom(ProbeRollup other) => MergeFrom(other, takes: false);

    /// <summary>The same with one that is not used any more: its memory is taken over.</summary>
    internal void TakeFrom(ProbeRollup other) => MergeFrom(other, takes: true);

    /// <summary>The same with one that counts from nothing afterwards, in the memory that it has.</summary>
    internal void DrainFrom(ProbeRollup other)
    {
        MergeFrom(other);
        other.Clear();
    }

    private void MergeFrom(ProbeRollup other, bool takes)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            throw new ArgumentException("a rollup does not merge with itself", nameof(other));
        if (ProbeRollupOptions.FirstDifference(Options, other.Options) is { } difference)
            throw new ArgumentException($"rollups with different options do not merge: {difference}", nameof(other));
        Flush();
        other.Flush();
        EventLines += other.EventLines;
        Counts.Add(other.Counts);
        foreach ((uint hour, long events, long tagged) in other.Hours.Sorted())
            Hours.Add(hour, events, tagged);
        int[] numbers = new int[other._kinds.Length + 1];
        for (int i = 1; i <= other._kinds.Length; i++)
        {
            EventKind kind = other._kinds[i];
            if (kind.Events == 0)
                continue;
            numbers[i] = _kinds.Find(kind.Tags, kind.Dialect, kind.Action, kind.Direction, kind.Transport);
            _kinds[numbers[i]].Add(kind.Events, kind.First, kind.Last);
        }

        Sources.MergeFrom(other.Sources, numbers, takes);
        Notes.MergeFrom(other.Notes);
    }

    /// <summary>The figures so far. Takes time in proportion to the sources; the rollup can be added to afterwards.</summary>
    /// <param name="topSources">How many sources to list; not negative.</param>
    public RollupSummary Summarize(int topSources)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(topSources);
        Settle();
        return new RollupSummarizer(this, topSources).Summarize();
    }

    /// <summary>Everything counted so far as bytes: versioned, checked, and equal for equal counts. See docs/limits.md for the size.</summary>
    public byte[] ToSnapshot()
    {
        Settle();
        return SnapshotWriter.Write(this);
    }

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

    /// <summary>Brings everything to the state that depends on the content alone.</summary>
    internal void Settle()
    {
        Flush();
        Sources.Settle();
        Notes.Settle();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddOne(in ProbeEvent probe)
    {
        ref readonly EventFields f = ref probe.Fields;
        bool repeat = (f.Present & PresentFields.Repeat) != 0;
        bool hasTime = (f.Present & PresentFields.Time) != 0 && (ulong)f.UnixSeconds <= uint.MaxValue;
        long count = repeat ? f.Count : 1;
        if (Period.Excludes(hasTime, f))
        {
            Counts.Other += repeat ? 0 : 1;
            Counts.OutsidePeriod += repeat ? 0 : 1;
            return;
        }

        if (repeat)
            Counts.Repeated += count;
        else
            EventLines++;
        if (count == 0)
            return;
        int number = _kinds.Find(_rules.Classify(probe), f);
        EventKind kind = _kinds[number];
        var time = (uint)f.UnixSeconds;
        if (hasTime)
        {
            kind.Add(count, time, time);
            Hours.Add(HourTable.HourOf(time), count, count * kind.Tagged);
        }
        else
        {
            kind.Events += count;
            Counts.WithoutTime += count;
        }

        // Only programs that say what happened have notes; others leave the field as it was.
        if ((f.Present & PresentFields.Evidence) != 0 & f.Note != LogNote.None & hasTime)
            Notes.Add(f.Host.Of(probe.Frame), in f, time, (uint)count);
        if ((f.Present & PresentFields.Source) != 0)
        {
            uint at = hasTime ? time : 0;
            TargetMark target = hasTime ? TargetMark.Of(in f, _targetSeed) : default;
            uint key = SourceRun.KeyOf(number, hasTime);
            Sources.Add(f.Source, new SourceRun { Key = key, Start = at, End = at, Events = count, Hosts = target.HostWord, Ports = target.PortWord });
        }
    }

    private void Clear()
    {
        _kinds.Clear();
        Counts.Clear();
        _pendingCount = 0;
        _countedLines = 0;
        Hours.Clear();
        Sources.Clear();
        Notes.Clear();
    }

    /// <summary>Counts the events that wait.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Flush()
    {
        Span<PendingEvent> events = _pending.AsSpan(0, _pendingCount);
        Hours.Add(events, _kinds);
        Sources.Add(events);
        _countedLines += events.Length;
        _pendingCount = 0;
    }
}
