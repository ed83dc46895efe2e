using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Following;

/// <summary>A file that may become more: compressed data without its end, or the beginning of a copy.</summary>
internal sealed record UnfinishedFile(Candidate Candidate, FileStamp Stamp, bool IsGzip);

/// <summary>Says by its content what a file is that is not known by its place on disk.</summary>
internal sealed class FileClassifier(FollowerWork work)
{
    private readonly KnownLogs _known = work.Known;
    private readonly Dictionary<SettledFile, (UnfinishedFile? Unfinished, long Scan)> _verdicts = [];
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
        foreach ((SettledFile file, (UnfinishedFile? _, long scan)) in _verdicts)
        {
            if (scan < work.Scan)
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
        if (!_verdicts.TryGetValue(key, out (UnfinishedFile? Unfinished, long Scan) verdict))
            return false;
        _verdicts[key] = (verdict.Unfinished, work.Scan);
        if (verdict.Unfinished is { } unfinished)
            _unfinished.Add(unfinished);
        return true;
    }

    private void Decide(Candidate candidate, FileStamp stamp, UnfinishedFile? unfinished)
    {
        _verdicts[SettledFile.Of(stamp, candidate.Path)] = (unfinished, work.Scan);
        if (unfinished is null)
            return;
        _unfinished.Add(unfinished);
        work.NoteNews();
    }

    /// <summary>Returns whether the file stays open.</summary>
    private bool ClassifyPlain(Candidate candidate, SafeFileHandle file, FileStamp stamp)
    {
        if (stamp.Length == 0 && !candidate.IsListed)
            return false;
        if (Match(file, stamp.Length) is { } match)
            return TakeMatch(match, candidate, file, stamp, stamp.Length);
        if (!IsInPlace(candidate.Path) && IsBeginningOfKnown(file, stamp.Length))
        {
            Decide(candidate, stamp, new UnfinishedFile(candidate, stamp, IsGzip: false));
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
            work.Finish(work.Begin(candidate.Path, file, stamp, BeginAt.Nothing));
            return true;
        }

        bool atEnd = work.IsFirstScan && !work.Options.FromStart;
        work.Begin(candidate.Path, file, stamp, atEnd ? BeginAt.LastLine : BeginAt.Start);
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

        if (GzipSurvey.Of(file, _known.All, work.Setup.Buffer, work.GoOn) is not { } survey)
            return false;
        if (!survey.IsWhole)
        {
            Decide(candidate, stamp, new UnfinishedFile(candidate, stamp, IsGzip: true));
            return false;
        }

        if (survey.Match is { } match && (match.Open is not null || survey.TextLength == match.Position))
            return TakeMatch(match, candidate, file, stamp, survey.TextLength);
        if (survey.TextLength == 0 || (survey.Match is null && !candidate.MayBeNew))
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
        Incarnation log = survey.Match ?? new Incarnation { Place = candidate.Path };
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
            // A copy of a log that is read where it is.
            Decide(candidate, stamp, null);
            return false;
        }

        if (textLength == match.Position)
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
        work.Notify(FollowerNoticeKind.Resumed, candidate.Path, "holds what was left to read of a log that was rotated");
        return true;
    }

    /// <summary>The known log of which most was read and whose text a file begins with.</summary>
    private Incarnation? Match(SafeFileHandle file, long length)
    {
        Span<byte> head = stackalloc byte[TextMark.Reach];
        Span<byte> tail = stackalloc byte[TextMark.Reach];
        head = head[..(int)Math.Min(length, TextMark.Reach)];
        if (!Fingerprint.TryRead(file, 0, head))
            return null;
        Incarnation? best = null;
        foreach (Incarnation log in _known.All)
        {
            if (log.Position == 0 || log.Position > length || log.Position <= best?.Position)
                continue;
            Span<byte> end = tail[..log.MarkLength];
            if (log.Open is { } open
                ? head[..log.MarkLength].SequenceEqual(open.Mark.Head) && open.Mark.TailFits(file, log.Position)
                : Fingerprint.Of(head[..log.MarkLength]) == log.Head
                    && Fingerprint.TryRead(file, log.Position - end.Length, end) && Fingerprint.Of(end) == log.Tail)
            {
                best = log;
            }
        }

        return best;
    }

    /// <summary>Whether a file may be a copy that is not whole yet: it holds the beginning of a known text, and less than was read of that.</summary>
    private bool IsBeginningOfKnown(SafeFileHandle file, long length)
    {
        Span<byte> head = stackalloc byte[TextMark.Reach];
        head = head[..(int)Math.Min(length, TextMark.Reach)];
        if (!Fingerprint.TryRead(file, 0, head))
            return false;
        foreach (Incarnation log in _known.All)
        {
            bool isBeginning = log.Open is { } open
                ? length > 0 && length <= RandomAccess.GetLength(open.File) && open.StartsAs(file, length)
                : log.Position > length && log.MarkLength <= head.Length && Fingerprint.Of(head[..log.MarkLength]) == log.Head;
            if (isBeginning)
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
}
