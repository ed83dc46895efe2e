using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Live;

/// <summary>
/// Counts of many streams at once: connections, receive loops, pipes. Thread-safe. Streams are read in lanes, each with counts and a
/// lock of its own; taking the counts together holds a lane only for an exchange of references. What it adds up to does not depend on
/// lanes, on how streams are cut into reads, or on when it was looked at.
/// </summary>
public sealed class ProbeCollector
{
    private readonly ProbeCollectorOptions _options;
    private readonly WindowPlan _plan;
    private readonly CollectorLane[] _lanes;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, WindowCounts> _windows = [];
    private readonly LiveTotals _totals = new();
    private uint _nextLane;

    /// <summary>Makes one that has counted nothing.</summary>
    /// <param name="options">How to read and count; null for all defaults.</param>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public ProbeCollector(ProbeCollectorOptions? options = null)
    {
        _options = options ?? new ProbeCollectorOptions();
        if (_options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join('\n', errors), nameof(options));
        _plan = new WindowPlan(_options.Window, _options.Lateness, _options.Parser.TimeProvider);
        _lanes = new CollectorLane[_options.Lanes];
        for (int i = 0; i < _lanes.Length; i++)
            _lanes[i] = new CollectorLane(_options, _plan);
    }

    /// <summary>How it reads and counts.</summary>
    public ProbeCollectorOptions Options => _options;

    /// <summary>The time of the newest event, UTC, to the second; null before the first. Not later than now.</summary>
    public DateTimeOffset? NewestEvent => _plan.Newest is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>
    /// Whether more than half of <see cref="ProbeCollectorOptions.MaxOpenWindows"/> are open: a <see cref="Collect"/> now closes what is due,
    /// before events have no window to go to. Thread-safe.
    /// </summary>
    public bool IsCrowded => _plan.IsCrowded;

    /// <summary>A stream of lines or messages. Thread-safe; the stream is for one thread at a time.</summary>
    /// <param name="patience">
    /// Cancelled when the stream is to wait for the event sink no longer: what is read from then on is counted, and handed to the sink
    /// even if that has no room. Default: it waits as long as it takes.
    /// </param>
    public CollectorInput OpenInput(CancellationToken patience = default) => Open(_options.RepeatWindowBytes, patience);

    /// <summary>
    /// The same for messages that may come in another order than they were written, as from a socket that several loops receive from: what
    /// "last message repeated" repeats cannot be known there, and counts as unresolved.
    /// </summary>
    /// <param name="patience">As for <see cref="OpenInput"/>.</param>
    public CollectorInput OpenUnorderedInput(CancellationToken patience = default) => Open(repeatWindow: 0, patience);

    /// <summary>
    /// The figures so far, a report for each window in order of time: those that closed since the last call for the last time, then
    /// those that are open. At least one, but for windows before the first event: none until then, or until the end. Takes time in proportion to the sources; streams go on meanwhile.
    /// </summary>
    /// <param name="topSources">How many sources a report lists; not negative.</param>
    /// <param name="isEnd">Whether nothing more comes: all windows are closed then.</param>
    public IReadOnlyList<WindowReport> Collect(int topSources = ProbeReport.DefaultTopSources, bool isEnd = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(topSources);
        lock (_gate)
        {
            // First no lane takes an event for a closed window any more, then what they took before comes in.
            long firstOpen = _plan.Close(isEnd);
            Gather();
            List<WindowReport> reports = [];
            foreach ((long number, WindowCounts counts) in _windows.Where(w => isEnd || w.Key != WindowPlan.Unknown))
                reports.Add(Report(number, counts, IsClosed(number), topSources));
            foreach (long number in new List<long>(_windows.Keys))
            {
                if (IsClosed(number))
                    _windows.Remove(number);
            }

            return reports;

            bool IsClosed(long number) => isEnd || number < firstOpen;
        }
    }

    /// <summary>The counts so far of all open windows together, as a rollup of its own.</summary>
    public ProbeRollup ToRollup()
    {
        lock (_gate)
        {
            Gather();
            var whole = new ProbeRollup(_options.Rollup);
            foreach (WindowCounts counts in _windows.Values)
                whole.MergeFrom(counts.Rollup);
            return whole;
        }
    }

    /// <summary>Whether reports of closed windows keep their counts, for <see cref="Snapshot"/>. Set before anything is read.</summary>
    internal bool KeepsClosed { get; init; }

    /// <summary>The open windows as the bytes of a checkpoint, and closed ones whose reports are not written: they are reported anew.</summary>
    internal byte[] Snapshot(IEnumerable<WindowReport> unwritten)
    {
        var closed = unwritten.Select(r => r.Kept).OfType<(long Number, WindowCounts Counts)>().DistinctBy(k => k.Number).ToList();
        lock (_gate)
        {
            Gather();
            (long newest, long oldestOpen) = _plan.State;
            return new CollectorSnapshot(newest, oldestOpen, [.. closed.Select(k => KeyValuePair.Create(k.Number, k.Counts)), .. _windows]).Write(_options);
        }
    }

    /// <summary>Goes on from a checkpoint. Before anything is read.</summary>
    internal void Restore(CollectorSnapshot snapshot)
    {
        lock (_gate)
        {
            _plan.Restore(snapshot.Newest, snapshot.OldestOpen);
            foreach ((long number, WindowCounts counts) in snapshot.Windows)
            {
                if (!_windows.TryAdd(number, counts))
                    _windows[number].DrainFrom(counts);
                if (number >= snapshot.OldestOpen)
                    _plan.TryOpen(number);
            }
        }
    }

    /// <summary>Totals since the start, brought up to now, read under the lock.</summary>
    internal TResult ReadTotals<TResult>(Func<LiveTotals, TResult> read)
    {
        lock (_gate)
        {
            Gather();
            return read(_totals);
        }
    }

    private CollectorInput Open(int repeatWindow, CancellationToken patience) =>
        new(_options, _lanes[Interlocked.Increment(ref _nextLane) % (uint)_lanes.Length], repeatWindow, patience);

    private void Gather()
    {
        foreach (CollectorLane lane in _lanes)
        {
            LaneCounts taken = lane.Take();
            foreach ((long number, WindowCounts counts) in taken.Windows)
            {
                _totals.Add(counts);
                Drain(counts, number);
            }
        }

        // What came before the first event belongs to the newest window, as all lines do that are no events.
        if (_plan.Current != WindowPlan.Unknown && _windows.Remove(WindowPlan.Unknown, out WindowCounts? early))
            Drain(early, _plan.Current);
    }

    private void Drain(WindowCounts counts, long number)
    {
        if (!_windows.TryGetValue(number, out WindowCounts? window))
            _windows.Add(number, window = new WindowCounts(_options.Rollup));
        window.DrainFrom(counts);
    }

    private WindowReport Report(long number, WindowCounts counts, bool isClosed, int topSources) => new()
    {
        Start = _plan.IsWindowed ? _plan.StartOf(number) : null,
        End = _plan.IsWindowed ? _plan.StartOf(number) + _options.Window : null,
        IsClosed = isClosed,
        Kept = isClosed && KeepsClosed ? (number, counts) : null,
        Report = new ProbeReport
        {
            Summary = counts.Rollup.Summarize(topSources),
            Files = counts.Streams,
            Bytes = counts.Bytes,
        },
    };
}
