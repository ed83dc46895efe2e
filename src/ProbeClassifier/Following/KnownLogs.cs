using System;
using System.Collections.Generic;
using System.IO;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>A file in a state that was dealt with. Where files have no identity, its path stands in.</summary>
internal readonly record struct SettledFile(FileStamp Stamp, string Path)
{
    public static SettledFile Of(FileStamp stamp, string path) => new(stamp, stamp.HasIdentity ? string.Empty : path);
}

/// <summary>Where a settled file was seen last, and what it holds: null for text that is not wanted.</summary>
internal sealed class SettledState(Incarnation? log)
{
    public Incarnation? Log { get; } = log;

    public long SeenInScan { get; set; }
}

/// <summary>The beginning of a log's text, told by its ends.</summary>
internal readonly record struct TextProbe(Incarnation Log, long Length, Fingerprint Head, Fingerprint Tail)
{
    /// <summary>Whether a text of that length that begins so is this one: of a short beginning the end must fit too.</summary>
    public bool CanBegin(long length) => Length == length || (Length < length && Length >= TextMark.Telling);
}

/// <summary>All that is known of logs: what a checkpoint holds beside the counts.</summary>
internal sealed class KnownLogs
{
    /// <summary>1,024: how many finished logs, and how many settled files, are remembered that are not in sight any more.</summary>
    public const int RememberedOutOfSight = 1_024;

    /// <summary>In the order in which they were met.</summary>
    public List<Incarnation> All { get; } = [];

    /// <summary>Files that need no look while they stay as they are.</summary>
    public Dictionary<SettledFile, SettledState> Settled { get; } = [];

    /// <summary>
    /// Places of logs that are followed, each with a time (ticks of UTC): a rotated file beside it that was written since, and is not known,
    /// is a generation that came and went unseen. The time moves on only when nothing before it is unsettled.
    /// </summary>
    public Dictionary<string, long> Origins { get; } = new(StringComparer.Ordinal);

    /// <summary>Brings the fingerprints of open logs up to their positions.</summary>
    public void SetMarks()
    {
        foreach (Incarnation log in All)
        {
            if (log.Open is { } open)
                log.SetMark(open.Mark);
        }
    }

    /// <summary>What is known of the texts of all logs: of open ones all that is there, of others what was read.</summary>
    /// <param name="head">How the text begins that they are for; may be empty.</param>
    /// <param name="family">Of which logs it may be.</param>
    public List<TextProbe> Probes(ReadOnlySpan<byte> head, LogFamily family)
    {
        List<TextProbe> probes = [];
        foreach (Incarnation log in All)
        {
            if (log.Open?.MayBegin(head) == false || !family.Has(log))
                continue;
            if (log.Open?.WholeText() is { } whole)
                probes.Add(new TextProbe(log, whole.Length, Fingerprint.Of(whole.Mark.Head), Fingerprint.Of(whole.Mark.Tail)));
            else if (log.Position > 0)
                probes.Add(new TextProbe(log, log.Position, log.Head, log.Tail));
        }

        return probes;
    }

    public void Settle(FileStamp stamp, string path, Incarnation? log, long scan)
    {
        Settled[SettledFile.Of(stamp, path)] = new SettledState(log) { SeenInScan = scan };
        if (log is not null)
            log.SeenInScan = scan;
    }

    /// <summary>Whether a file is settled; it is then in sight.</summary>
    public bool IsSettled(FileStamp stamp, string path, long scan)
    {
        if (!Settled.TryGetValue(SettledFile.Of(stamp, path), out SettledState? state))
            return false;
        state.SeenInScan = scan;
        if (state.Log is { } log)
            log.SeenInScan = scan;
        return true;
    }

    /// <summary>Lets go of the oldest of what is finished and out of sight.</summary>
    public void Forget(long scan)
    {
        int logs = 0;
        foreach (Incarnation log in All)
            logs += log.IsFinished && log.SeenInScan < scan ? 1 : 0;
        int drop = logs - RememberedOutOfSight;
        if (drop > 0)
            All.RemoveAll(log => log.IsFinished && log.SeenInScan < scan && drop-- > 0);
        if (Settled.Count <= RememberedOutOfSight)
            return;
        List<(long Seen, SettledFile File)> unseen = [];
        foreach ((SettledFile file, SettledState state) in Settled)
        {
            if (state.SeenInScan < scan)
                unseen.Add((state.SeenInScan, file));
        }

        unseen.Sort((a, b) => a.Seen.CompareTo(b.Seen));
        for (int i = 0; i < unseen.Count - RememberedOutOfSight; i++)
            Settled.Remove(unseen[i].File);
    }

    /// <summary>Moves the times of the origins on, now that nothing is unsettled.</summary>
    /// <param name="isNamed">Whether a place is an origin of its own, log or no log.</param>
    public void MoveOrigins(Func<string, bool> isNamed)
    {
        Dictionary<string, long> oldest = new(StringComparer.Ordinal);
        foreach (Incarnation log in All)
        {
            if (!log.IsFinished)
                oldest[log.Place] = oldest.TryGetValue(log.Place, out long time) ? Math.Min(time, log.LastWrite) : log.LastWrite;
        }

        foreach (string place in (List<string>)[.. Origins.Keys])
        {
            if (oldest.TryGetValue(place, out long time))
                Origins[place] = time;
            else if (!isNamed(place))
                Origins.Remove(place);
        }
    }

    /// <summary>What stands before a file's name in its path, separator and all; may be empty.</summary>
    public static string PrefixOf(string path) => path[..^Path.GetFileName(path).Length];
}
