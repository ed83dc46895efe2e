using System;
using System.Threading;
using ProbeClassifier.Framing;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Live;

/// <summary>One of the places where streams are read: a lock, the counts behind it, and what the fast path has learnt.</summary>
internal sealed class CollectorLane(ProbeCollectorOptions options, WindowPlan plan)
{
    private static readonly TimeSpan ClockAge = TimeSpan.FromDays(1);

    private LaneCounts _spare = new(options.Rollup, plan);
    private StampClock? _clock;
    private DateTimeOffset _clockMade;

    /// <summary>Held while a stream of this lane is read, and while its counts are taken.</summary>
    public Lock Gate { get; } = new();

    public LaneCounts Counts { get; private set; } = new(options.Rollup, plan);

    /// <summary>What the vector kernels know of the lines of this lane's streams; hours belong to the clock.</summary>
    public LineMemo? Memo { get; set; }

    /// <summary>
    /// Hands over what was counted, to be drained before the next call: the lane counts on in what it handed over the time before.
    /// Two that take turns, for their tables are large: new ones at each look would be garbage by the megabyte.
    /// </summary>
    public LaneCounts Take()
    {
        lock (Gate)
        {
            (Counts, _spare) = (_spare, Counts);
            Counts.BeginAnew();
            return _spare;
        }
    }

    /// <summary>
    /// The context that a stream goes on with. Its clock is this lane's, made anew each day so that stamps without a year keep near
    /// to now. Called under the lock.
    /// </summary>
    public BlockContext Refresh(BlockContext? context, int repeatWindow)
    {
        DateTimeOffset now = options.Parser.TimeProvider.GetUtcNow();
        if (_clock is null || (options.Parser.ReferenceTime is null && (now - _clockMade).Duration() > ClockAge))
        {
            _clock = new StampClock(options.Parser.Year, options.Parser.TimeZone, options.Parser.ReferenceTime ?? now);
            _clockMade = now;
            Memo?.ForgetHour();
        }

        if (context is not null && ReferenceEquals(context.Clock, _clock))
            return context;
        return new BlockContext(_clock, options.Parser.MaxFrameBytes)
        {
            History = context?.History ?? new RepeatHistory(repeatWindow),
        };
    }
}
