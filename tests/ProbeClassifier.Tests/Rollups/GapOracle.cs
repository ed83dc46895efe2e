using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Text;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>The gaps that notes tell of, found by looking at each second beside its neighbours. Shares the hash of hosts with the rollup.</summary>
internal sealed class GapOracle(IEnumerable<EventStep> inside, ProbeRollupOptions options)
{
    private readonly List<EventStep> _notes = [.. inside.Where(e => e.Note != LogNote.None && e.Seconds is >= 0 and <= uint.MaxValue)];

    public (List<LogGap> Gaps, bool IsComplete) Gaps()
    {
        List<LogGap> gaps = [];
        string[] hosts = [.. _notes.Select(NameOf).Distinct().OrderBy(h => SipHash.Of(options.SelectionKey, ~options.SelectionKey, Encoding.Latin1.GetBytes(h)))];
        bool complete = hosts.Length <= options.MaxLogHosts;
        foreach (string host in hosts.Take(options.MaxLogHosts))
        {
            List<EventStep> all = [.. _notes.Where(e => NameOf(e) == host)];
            var places = all.Select(PlaceOf).Distinct().Order().ToList();
            bool cut = places.Count > options.MaxLogNotes;
            complete &= !cut;
            var kept = places.Take(options.MaxLogNotes).ToHashSet();
            foreach (var said in all.Where(e => kept.Contains(PlaceOf(e))).GroupBy(e => e.Daemon))
                gaps.AddRange(Of(said.Key, TerminalText.Escape(Encoding.Latin1.GetBytes(host)), [.. said], cut));
        }

        return (gaps, complete);
    }

    private static string NameOf(EventStep e) => e.Host[..Math.Min(e.Host.Length, 255)];

    private static (long Time, LogDaemon Daemon, LogNote Note) PlaceOf(EventStep e) =>
        (e.Note == LogNote.Lost ? e.Seconds!.Value / 3600 * 3600 : e.Seconds!.Value, e.Daemon, e.Note);

    private IEnumerable<LogGap> Of(LogDaemon daemon, string host, List<EventStep> notes, bool isCut)
    {
        LogGap Gap(LogGapKind kind, long? from, long? to, long lost = 0) => new(
            kind, host, daemon.ToName(), from is { } f ? DateTimeOffset.FromUnixTimeSeconds(f) : null, to is { } t ? DateTimeOffset.FromUnixTimeSeconds(t) : null, lost);
        var seconds = notes.Where(e => e.Note != LogNote.Lost).GroupBy(e => e.Seconds!.Value).OrderBy(s => s.Key)
            .Select(s => (Time: s.Key, Stops: s.Any(e => e.Note == LogNote.Stopped), Starts: s.Any(e => e.Note == LogNote.Started), Up: s.Any(e => e.Note != LogNote.Stopped))).ToList();
        for (int i = 0; i < seconds.Count; i++)
        {
            bool isDown = seconds[i].Stops && !seconds[i].Up;
            bool wasDown = i > 0 && seconds[i - 1].Stops && !seconds[i - 1].Up;
            if (isDown && (i + 1 < seconds.Count || !isCut))
                yield return Gap(LogGapKind.Stopped, seconds[i].Time, i + 1 < seconds.Count && seconds[i + 1].Up ? seconds[i + 1].Time : null);
            if (seconds[i].Starts && !seconds[i].Stops && !wasDown && daemon is not (LogDaemon.Syslogd or LogDaemon.Journald or LogDaemon.Kernel))
                yield return Gap(LogGapKind.Died, null, seconds[i].Time);
        }

        List<List<EventStep>> losses = [];
        foreach (EventStep e in notes.Where(e => e.Note == LogNote.Lost).OrderBy(e => e.Seconds))
        {
            long last = losses.Count > 0 ? losses[^1][^1].Seconds!.Value : 0;
            if (losses.Count > 0 && (e.Seconds!.Value / 3600 == last / 3600 || e.Seconds.Value - last <= (long)options.IncidentGap.TotalSeconds))
                losses[^1].Add(e);
            else
                losses.Add([e]);
        }

        foreach (List<EventStep> loss in losses)
        {
            UInt128 lost = loss.Aggregate(UInt128.Zero, (sum, e) => sum + ((UInt128)e.Lost * (ulong)e.Count));
            yield return Gap(LogGapKind.Lost, loss[0].Seconds, loss[^1].Seconds, (long)UInt128.Min(lost, 1UL << 53));
        }
    }
}
