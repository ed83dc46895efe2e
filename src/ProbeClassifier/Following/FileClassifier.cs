using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>A file that may become more: compressed data without its end, or the beginning of a copy.</summary>
internal sealed record UnfinishedFile(Candidate Candidate, FileStamp Stamp, bool IsGzip);

/// <summary>Says by its content what a file is that is not known by its place on disk.</summary>
internal sealed class FileClassifier(FollowerWork work)
{
    private readonly KnownLogs _known = work.Known;
    private readonly Dictionary<SettledFile, Verdict> _verdicts = [];
    private readonly List<UnfinishedFile> _unfinished = [];
    private long _changes;

    public IReadOnlyCollection<UnfinishedFile> Unfinished => _unfinished;

    public void BeginScan()
    {
        _unfinished.Clear();

        // A verdict holds while the file and the logs that it was compared with stay as they are.
        if (_changes != work.LogChanges)
            _verdicts.Clear();
        _changes = work.LogChanges;
    }

    public void EndScan()
    {
        foreach ((SettledFile file, Verdict verdict) in _verdicts)
        {
            if (verdict.Scan < work.Scan)
                _verdicts.Remove(file);
        }
    }

    public void Classify(Candidate candidate, FileStamp stamp)
    {
        if (!stamp.IsRegular)
        {
            if (candidate.IsListed)
                work.Failures.Add(candidate.Path, "is no regular file; pipes and devices are read by report -, not followed");
            return;
        }

        if (_known.IsSettled(stamp, candidate.Path, work.Scan) || HasVerdict(candidate, stamp))
            return;
        bool kept = false;
        SafeFileHandle file = FollowerWork.Open(candidate.Path);
        try
        {
            FileStamp opened = FileStamp.Of(file, work.Options.UsesFileIdentity);

            // Replaced since it was looked at: the next look has the right one.
            if (opened.Device == stamp.Device && opened.Inode == stamp.Inode)
                kept = FollowerWork.IsGzip(file) ? ClassifyGzip(candidate, file, opened) : ClassifyPlain(candidate, file, opened);
        }
        finally
        {
            if (!kept)
                file.Dispose();
        }
    }

    private bool HasVerdict(Candidate candidate, FileStamp stamp)
    {
        var key = SettledFile.Of(stamp, candidate.Path);
        if (!_verdicts.TryGetValue(key, out Verdict verdict) || MayBegin(verdict) || verdict.Of?.Version != verdict.Version)
            return false;
        _verdicts[key] = verdict with { Scan = work.Scan };
        if (verdict.Unfinished is { } unfinished)
            _unfinished.Add(unfinished);
        return true;
    }

    /// <summary>A short text that another begins with as well, and that did not become more: no copy then.</summary>
    private bool MayBegin(Verdict verdict) => verdict.Unfinished is { IsGzip: false, Stamp.Length: < TextMark.Reach }
        && work.Clock.GetElapsedTime(verdict.Since, work.Now) >= work.Options.Grace;

    /// <summary>Remembers what a file is while it stays as it is, and the log that it was found to be a copy of.</summary>
    private void Decide(Candidate candidate, FileStamp stamp, UnfinishedFile? unfinished, OpenLog? of = null)
    {
        var key = SettledFile.Of(stamp, candidate.Path);
        bool isNews = !_verdicts.TryGetValue(key, out Verdict before);
        _verdicts[key] = new Verdict(unfinished, isNews ? work.Now : before.Since, work.Scan, of, of?.Version);
        if (unfinished is null)
            return;
        _unfinished.Add(unfinished);
        if (isNews)
            work.NoteNews();
    }

    /// <summary>Returns whether the file stays open.</summary>
    private bool ClassifyPlain(Candidate candidate, SafeFileHandle file, FileStamp stamp)
    {
        if (stamp.Length == 0 && !candidate.IsListed)
            return false;
        bool inPlace = IsInPlace(candidate.Path);
        var family = new LogFamily(candidate.Path, _known);
        if (Match(file, stamp.Length, inPlace ? candidate.Path : null, family) is { } match)
            return TakeMatch(match, candidate, file, stamp, stamp.Length);
        bool isNoCopy = inPlace || (_verdicts.TryGetValue(SettledFile.Of(stamp, candidate.Path), out Verdict verdict) && MayBegin(verdict));
        if (!isNoCopy && IsBeginningOfKnown(file, stamp.Length, family, out OpenLog? whole))
        {
            Decide(candidate, stamp, new UnfinishedFile(candidate, stamp, IsGzip: false), whole);
            return false;
        }

        if (!candidate.MayBeNew)
        {
            Decide(candidate, stamp, null);
            return false;
        }

        if (work.IsFirstScan && !candidate.IsListed)
        {
            // What was rotated before the follower's first day.
            work.Finish(work.Begin(candidate.Place, file, stamp, BeginAt.Nothing));
            return true;
        }

        bool atEnd = work.IsFirstScan && !work.Options.FromStart;
        Incarnation log = work.Begin(candidate.Place, file, stamp, atEnd ? BeginAt.LastLine : BeginAt.Start);
        if (!candidate.IsListed)
            log.Open!.LeavePlace(work.Now);
        work.Notify(FollowerNoticeKind.Found, candidate.Path, atEnd ? "is read from its end on" : "is read from its start");
        return true;
    }

    private bool ClassifyGzip(Candidate candidate, SafeFileHandle file, FileStamp stamp)
    {
        if (work.IsFirstScan && (!candidate.IsListed || !work.Options.FromStart))
        {
            // As the end of a log that is followed from its end on.
            _known.Settle(stamp, candidate.Path, null, work.Scan);
            return false;
        }

        var family = new LogFamily(candidate.Path, _known);
        if (GzipSurvey.Of(file, _known.Probes([], family), work.Setup.Buffer, work.GoOn) is not { } survey)
            return false;
        if (!survey.IsWhole)
        {
            Decide(candidate, stamp, new UnfinishedFile(candidate, stamp, IsGzip: true));
            return false;
        }

        if (survey.Match is { } match && (match.Open is not null || survey.TextLength == match.Position))
            return TakeMatch(match, candidate, file, stamp, survey.TextLength);
        bool isOpenElsewhere = survey.Match is null && survey.TextLength >= TextMark.Reach
            && _known.All.Exists(l => l.Open?.StartsWith(survey.Mark, survey.TextLength) == true && family.Has(l));
        if (isOpenElsewhere || survey.TextLength == 0 || (survey.Match is null && !candidate.MayBeNew))
        {
            Decide(candidate, stamp, null);
            return false;
        }

        Read(candidate, file, stamp, survey);
        return false;
    }

    /// <summary>Counts what is new in a compressed file.</summary>
    private void Read(Candidate candidate, SafeFileHandle file, FileStamp stamp, GzipSurvey survey)
    {
        Incarnation log = survey.Match ?? new Incarnation { Place = candidate.Place };
        if (survey.Match is null)
            _known.All.Add(log);
        (log.Device, log.Inode, log.LastWrite, log.IsFinished, log.LostAt) = (stamp.Device, stamp.Inode, stamp.LastWrite, false, work.Now);
        work.NoteNews();
        work.Notify(
            survey.Match is null ? FollowerNoticeKind.Found : FollowerNoticeKind.Resumed,
            candidate.Path,
            survey.Match is null ? "is read, compressed as it is" : "holds what was left to read of a log that was rotated");
        if (!GzipLog.ReadRest(log, file, stamp, survey, work.Counts, work.Setup, work.GoOn))
            return;
        _known.Settle(stamp, candidate.Path, log, work.Scan);
        work.Finish(log);
    }

    private bool TakeMatch(Incarnation match, Candidate candidate, SafeFileHandle file, FileStamp stamp, long textLength)
    {
        if (match.Open is not null)
        {
            // A copy of a log that is read where it is. A compressed one is not read again each time that the log grows.
            Decide(candidate, stamp, null, FollowerWork.IsGzip(file) ? null : match.Open);
            return false;
        }

        // In its place it may grow.
        bool mayGrow = match.IsLost && string.Equals(candidate.Path, match.Place, StringComparison.Ordinal) && !FollowerWork.IsGzip(file);
        if (textLength == match.Position && !mayGrow)
        {
            _known.Settle(stamp, candidate.Path, match, work.Scan);
            if (match.IsLost)
                work.Finish(match);
            work.NoteNews();
            return false;
        }

        if (!work.TryAttach(match, file, stamp))
            return false;
        if (!string.Equals(candidate.Path, match.Place, StringComparison.Ordinal))
            match.Open!.LeavePlace(work.Now);
        else
            return true;
        work.Notify(FollowerNoticeKind.Resumed, candidate.Path, "holds what was left to read of a log that was rotated");
        return true;
    }

    /// <summary>The known log of which most is known and whose text a file begins with.</summary>
    private Incarnation? Match(SafeFileHandle file, long length, string? place, LogFamily family)
    {
        Incarnation? best = null;
        long most = 0;
        Span<byte> head = stackalloc byte[(int)Math.Min(length, TextMark.Telling)];
        if (!Fingerprint.TryRead(file, 0, head))
            return null;
        foreach (TextProbe probe in _known.Probes(head, family))
        {
            // New logs may begin alike: in a log's own place, a few bytes of one that was rotated away say nothing.
            bool saysNothing = probe.Length < TextMark.Reach && !probe.Log.IsLost && string.Equals(probe.Log.Place, place, StringComparison.Ordinal);
            if (probe.Length <= most || !probe.CanBegin(length) || saysNothing)
                continue;
            if (TextMark.Load(file, probe.Length) is { } mark && Fingerprint.Of(mark.Head) == probe.Head && Fingerprint.Of(mark.Tail) == probe.Tail)
                (best, most) = (probe.Log, probe.Length);
        }

        return best;
    }

    /// <summary>Whether a file may be a copy that is not whole yet: it holds the beginning of a known text, and less than is known of that.</summary>
    private bool IsBeginningOfKnown(SafeFileHandle file, long length, LogFamily family, out OpenLog? whole)
    {
        whole = null;
        if (length == 0 || TextMark.Load(file, length) is not { } mark)
            return false;
        foreach (Incarnation log in _known.All)
        {
            bool isBeginning = log.Open is { } open
                ? open.MayBegin(mark.Head) && open.StartsWith(mark, length)
                : log.Position > length && log.MarkLength <= mark.Head.Length && Fingerprint.Of(mark.Head[..log.MarkLength]) == log.Head;
            if (!isBeginning || !family.Has(log))
                continue;
            whole = log.Open;
            return true;
        }

        return false;
    }

    /// <summary>Whether a path is the place of a log, where no copies are made: an origin whose name is not that of another rotated.</summary>
    private bool IsInPlace(string path)
    {
        if (!_known.Origins.ContainsKey(path))
            return false;
        string prefix = KnownLogs.PrefixOf(path);
        foreach (string before in RotatedName.Before(path[prefix.Length..]))
        {
            if (_known.Origins.ContainsKey(prefix + before))
                return false;
        }

        return true;
    }

    /// <summary>What was decided of a file: null for nothing to do.</summary>
    private readonly record struct Verdict(UnfinishedFile? Unfinished, long Since, long Scan, OpenLog? Of, long? Version);
}
