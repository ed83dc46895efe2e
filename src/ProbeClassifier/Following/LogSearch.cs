using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>
/// Looks at the files there are and says which incarnation each holds: first by where it lies on disk, then by its content, else it is new.
/// </summary>
internal sealed class LogSearch(FollowerWork work)
{
    private readonly KnownLogs _known = work.Known;
    private readonly Candidates _candidates = new(work.Known, work.Clock);
    private readonly FileClassifier _classifier = new(work);
    private readonly List<(Candidate Candidate, FileStamp Stamp)> _left = [];
    private readonly Dictionary<(ulong Device, ulong Inode), Incarnation> _byFile = [];
    private readonly HashSet<Incarnation> _inPlace = [];

    private long _folders;
    private long _foldersBefore;

    /// <summary>Files that are not whole yet.</summary>
    public IReadOnlyCollection<UnfinishedFile> Unfinished => _classifier.Unfinished;

    /// <summary>One look at everything.</summary>
    public void Scan()
    {
        long scan = ++work.Scan;
        (_foldersBefore, _folders) = (_folders, _candidates.FolderTimes());
        work.Failures.BeginScan(scan);
        _left.Clear();
        _inPlace.Clear();
        IndexByFile();
        List<Candidate> candidates = _candidates.List(work.Options.Paths, out IReadOnlyList<InputFailure> unlisted);
        foreach (InputFailure failure in unlisted)
            work.NoteUnlisted(failure);
        foreach (Candidate candidate in candidates)
            Guard(candidate, () => Recognise(candidate));
        foreach (Incarnation log in _known.All)
            NotePlace(log);

        // The older first: what came and went unseen is met before what came after it.
        _left.Sort((a, b) => a.Stamp.LastWrite != b.Stamp.LastWrite
            ? a.Stamp.LastWrite.CompareTo(b.Stamp.LastWrite)
            : string.CompareOrdinal(a.Candidate.Path, b.Candidate.Path));
        _classifier.BeginScan();
        foreach ((Candidate candidate, FileStamp stamp) in _left)
        {
            if (work.IsStopping)
                return;
            Guard(candidate, () => _classifier.Classify(candidate, stamp));
        }

        _classifier.EndScan();
        _known.Forget(scan);
        work.IsFirstScan = false;
    }

    /// <summary>
    /// After what was found was read: moves on what need not be looked at again. Not while names change: a listing may miss files that are
    /// renamed meanwhile. Two looks tell, because a folder's time goes on in steps.
    /// </summary>
    public void EndScan()
    {
        bool isQuiet = _folders == _foldersBefore && _folders == _candidates.FolderTimes();
        if (isQuiet && !work.Failures.AnyInScan() && Unfinished.Count == 0)
            _known.MoveOrigins(work.IsNamed);
        work.Failures.EndScan();
    }

    private void IndexByFile()
    {
        _byFile.Clear();
        foreach (Incarnation log in _known.All)
        {
            if (!log.IsFinished && log.Inode != 0)
                _byFile.TryAdd((log.Device, log.Inode), log);
        }
    }

    /// <summary>Finds what is known by its place on disk; the rest is left for a look at its content.</summary>
    private void Recognise(Candidate candidate)
    {
        if (FileStamp.Of(candidate.Path, work.Options.UsesFileIdentity) is not { } stamp)
        {
            if (candidate.IsListed)
                work.NoteMissing(candidate.Path);
            return;
        }

        Incarnation? log = stamp.HasIdentity ? _byFile.GetValueOrDefault((stamp.Device, stamp.Inode)) : OpenAt(candidate.Path, stamp);
        if (log is { IsLost: true } && !TryReopen(log, candidate.Path))
            log = null;
        if (log is null)
        {
            if (candidate.IsListed || stamp.LastWrite >= candidate.Since)
                _left.Add((candidate, stamp));
            return;
        }

        log.SeenInScan = work.Scan;
        if (string.Equals(candidate.Path, log.Place, StringComparison.Ordinal))
            _inPlace.Add(log);
    }

    /// <summary>Opens a log of the checkpoint where it lay; false when other text is there now, or it is compressed.</summary>
    private bool TryReopen(Incarnation log, string path)
    {
        // A place on disk is given away again: under another log's name is another log, were it to begin as this one did.
        var family = new LogFamily(path, _known);
        if (family.IsOfKnownLog && !family.Has(log))
            return false;
        SafeFileHandle file = FollowerWork.Open(path);
        FileStamp stamp = FileStamp.Of(file, work.Options.UsesFileIdentity);
        if (stamp.IsSameFile(log.Device, log.Inode) && !FollowerWork.IsGzip(file) && work.TryAttach(log, file, stamp))
            return true;
        file.Dispose();
        return false;
    }

    /// <summary>Without identities: the open log of a place, if the file there still holds what was read of it.</summary>
    private Incarnation? OpenAt(string path, FileStamp stamp)
    {
        Incarnation? log = _known.All.Find(l => l.Open is { IsInPlace: true } && string.Equals(l.Place, path, StringComparison.Ordinal));
        if (log is null)
            return null;
        using SafeFileHandle file = FollowerWork.Open(path);
        if (stamp.Length < log.Position)
            return stamp.Length == RandomAccess.GetLength(log.Open!.File) && log.Open.StartsAs(file, stamp.Length) ? log : null;
        if (log.Position > 0)
            return log.Open!.Mark.TailFits(file, log.Position) ? log : null;

        FileStamp own = FileStamp.Of(log.Open!.File, withIdentity: false);
        if (own.Length == stamp.Length && own.LastWrite == stamp.LastWrite)
            return log;

        // Nothing was read of it, so nothing is lost by meeting it again.
        log.Open!.Dispose();
        log.Open = null;
        _known.All.Remove(log);
        return null;
    }

    private void NotePlace(Incarnation log)
    {
        if (log.Open is not { } open)
            return;
        bool inPlace = _inPlace.Contains(log);
        if (open.IsInPlace && !inPlace)
        {
            open.LeavePlace(work.Now);
            work.NoteNews();
            work.Notify(FollowerNoticeKind.Rotated, log.Place, "was renamed or deleted; what is left of it is read");
        }

        open.IsInPlace = inPlace;
    }

    private void Guard(Candidate candidate, Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // It went away between the listing and the look.
        }
        catch (UnauthorizedAccessException)
        {
            work.Failures.Add(candidate.Path, "no permission to read it; run as a user who may. It is tried again");
        }
        catch (InvalidDataException)
        {
            work.Failures.Add(candidate.Path, "the compressed data is damaged; what came before is counted. Fetch the file again");
        }
        catch (IOException e)
        {
            work.Failures.Add(candidate.Path, $"cannot be read: {e.Message}");
        }
    }
}
