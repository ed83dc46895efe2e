using System;
using System.Collections.Generic;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Finds the gaps in hosts' logs among what daemons said, each daemon by itself: from a stop to the next start, starts without a stop
/// before them, and lost messages.
/// </summary>
internal sealed class GapFinder(uint gap)
{
    private const int Daemons = (int)LogDaemon.Kernel + 1;

    private readonly List<LogGap> _gaps = [];
    private string _host = string.Empty;

    /// <summary>How many of each <see cref="LogGapKind"/>.</summary>
    public long[] Counts { get; } = new long[3];

    /// <summary>Whether no notes had to be dropped.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Those without a known length first, then the longest, those that lost the most, the earliest.</summary>
    public List<LogGap> Longest(int most)
    {
        _gaps.Sort(Compare);
        return _gaps[..Math.Min(most, _gaps.Count)];
    }

    public void Add(LogNotes notes)
    {
        IsComplete &= !notes.HostsDropped;
        foreach ((string name, HostNotes host) in notes.Sorted())
        {
            IsComplete &= !host.IsCut;
            _host = TerminalText.Escape(Encoding.Latin1.GetBytes(name));
            for (LogDaemon daemon = LogDaemon.Syslogd; (int)daemon < Daemons; daemon++)
                AddDaemon(daemon, host);
        }
    }

    /// <summary>The order of the list; 0 for equal gaps only.</summary>
    private static int Compare(LogGap a, LogGap b)
    {
        int order = (b.Length ?? TimeSpan.MaxValue, b.Messages).CompareTo((a.Length ?? TimeSpan.MaxValue, a.Messages));
        if (order == 0)
            order = (a.From ?? a.To, a.From, a.Kind).CompareTo((b.From ?? b.To, b.From, b.Kind));
        if (order == 0)
            order = string.CompareOrdinal(a.Host, b.Host);
        return order != 0 ? order : string.CompareOrdinal(a.Daemon, b.Daemon);
    }

    private void AddDaemon(LogDaemon daemon, HostNotes host)
    {
        uint? downSince = null;
        NoteTotals? losing = null;
        (uint Time, bool Stops, bool Starts, bool Restarts) second = default;
        foreach ((NoteKey key, NoteTotals totals) in host.Sorted)
        {
            if (key.Daemon != daemon)
                continue;
            if (key.Note == LogNote.Lost)
            {
                Lose(daemon, ref losing, totals);
                continue;
            }

            // Within a second nothing tells what came first, so it is judged as a whole.
            if (key.Time != second.Time)
            {
                Judge(daemon, second, ref downSince);
                second = (key.Time, false, false, false);
            }

            second.Stops |= key.Note == LogNote.Stopped;
            second.Starts |= key.Note == LogNote.Started;
            second.Restarts |= key.Note == LogNote.Restarted;
        }

        Judge(daemon, second, ref downSince);

        // What followed the last note that is kept is not known.
        if (downSince is { } since && !host.IsCut)
            Report(LogGapKind.Stopped, daemon, since, null, 0);
        if (losing is { } lost)
            Report(LogGapKind.Lost, daemon, lost.First, lost.Last, lost.Lost);
    }

    private void Judge(LogDaemon daemon, (uint Time, bool Stops, bool Starts, bool Restarts) second, ref uint? downSince)
    {
        bool isUp = second.Starts | second.Restarts;
        if (downSince is { } since)
        {
            if (isUp)
                Report(LogGapKind.Stopped, daemon, since, second.Time, 0);

            // A stop after a stop: between them it was started, and nothing says when.
            else if (second.Stops)
                Report(LogGapKind.Stopped, daemon, since, null, 0);
            downSince = isUp ? null : second.Stops ? second.Time : downSince;
        }
        else if (second.Stops && !isUp)
        {
            downSince = second.Time;
        }
        else if (second is { Stops: false, Starts: true } && SaysEveryStop(daemon))
        {
            Report(LogGapKind.Died, daemon, null, second.Time, 0);
        }
    }

    /// <summary>
    /// Whether a start without a stop before it tells that the daemon did not end in good order. The journal's last words at a
    /// shutdown come when nobody writes files any more.
    /// </summary>
    private static bool SaysEveryStop(LogDaemon daemon) => daemon is LogDaemon.Rsyslogd or LogDaemon.SyslogNg or LogDaemon.BusyBox or LogDaemon.Klogd;

    private void Lose(LogDaemon daemon, ref NoteTotals? losing, in NoteTotals totals)
    {
        if (losing is not { } before)
        {
            losing = totals;
        }
        else if (totals.First <= (ulong)before.Last + gap)
        {
            losing = before.With(totals);
        }
        else
        {
            Report(LogGapKind.Lost, daemon, before.First, before.Last, before.Lost);
            losing = totals;
        }
    }

    private void Report(LogGapKind kind, LogDaemon daemon, uint? from, uint? to, long messages)
    {
        Counts[(int)kind]++;
        _gaps.Add(new LogGap(kind, _host, daemon.ToName(), Time(from), Time(to), messages));
    }

    private static DateTimeOffset? Time(uint? seconds) => seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;
}
