using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>Where a log that was not known is begun.</summary>
internal enum BeginAt
{
    Start = 0,

    /// <summary>Behind its last whole line.</summary>
    LastLine = 1,

    /// <summary>At its very end: it is only remembered.</summary>
    Nothing = 2,
}

/// <summary>What the parts of one follower share; used by its one thread.</summary>
internal sealed class FollowerWork
{
    private readonly HashSet<string> _everThere = new(StringComparer.Ordinal);

    public FollowerWork(LogFollowerOptions options, KnownLogs known, FollowerCounts counts, bool isResumed, Func<bool> goOn)
    {
        Options = options;
        Known = known;
        Counts = counts;
        Setup = new TrackSetup(options.Parser);
        Failures = new FailureList(options.Notify ?? (_ => { }));
        GoOn = goOn;
        IsFirstScan = HasChanged = !isResumed;
        Now = NewsAt = Clock.GetTimestamp();
        foreach (string path in options.Paths)
        {
            if (IsNamed(path))
                known.Origins.TryAdd(path, Clock.GetUtcNow().Ticks - Candidates.Slack);
            if (known.All.Count > 0 && (!IsNamed(path) || known.All.Exists(l => string.Equals(l.Place, path, StringComparison.Ordinal))))
                _everThere.Add(path);
        }
    }

    public LogFollowerOptions Options { get; }

    public KnownLogs Known { get; }

    public FollowerCounts Counts { get; }

    public TrackSetup Setup { get; }

    public FailureList Failures { get; }

    /// <summary>Called between blocks, when counts and positions agree; false to stop.</summary>
    public Func<bool> GoOn { get; }

    public TimeProvider Clock => Options.Parser.TimeProvider;

    /// <summary>The clock's timestamp of this step.</summary>
    public long Now { get; set; }

    /// <summary>When anything new came last.</summary>
    public long NewsAt { get; private set; }

    /// <summary>Numbers the looks at the files.</summary>
    public long Scan { get; set; }

    /// <summary>Whether what is there now was there before the follower was first started.</summary>
    public bool IsFirstScan { get; set; }

    public bool IsStopping { get; set; }

    /// <summary>Whether something is to be saved.</summary>
    public bool HasChanged { get; set; }

    /// <summary>Counts what was opened, lost and finished.</summary>
    public long LogChanges { get; private set; }

    public static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public static bool IsGzip(SafeFileHandle file)
    {
        Span<byte> magic = stackalloc byte[2];
        return Fingerprint.TryRead(file, 0, magic) && magic[0] == 0x1F && magic[1] == 0x8B;
    }

    /// <summary>Whether a path is a file's own name, not a folder or a pattern.</summary>
    public bool IsNamed(string path)
    {
        foreach (string given in Options.Paths)
        {
            if (string.Equals(given, path, StringComparison.Ordinal))
                return path.AsSpan().IndexOfAny('*', '?') < 0 && !Directory.Exists(path);
        }

        return false;
    }

    public void Notify(FollowerNoticeKind kind, string path, string message) => Options.Notify?.Invoke(new FollowerNotice(kind, path, message));

    /// <summary>Notes that text was read: the checkpoint is behind.</summary>
    public void NoteRead()
    {
        HasChanged = true;
        NewsAt = Now;
    }

    /// <summary>Notes that something happened that the checkpoint is to hold; the time without news begins anew.</summary>
    public void NoteNews()
    {
        NewsAt = Now;
        HasChanged = true;
    }

    /// <summary>A name without a file. One that was there may come back; that is no failure.</summary>
    public void NoteMissing(string path)
    {
        if (!_everThere.Contains(path) && !Known.All.Exists(l => l.Place.StartsWith(path, StringComparison.Ordinal)))
            Failures.Add(path, "no such file yet; it is read when it comes", FollowerNoticeKind.Waiting);
    }

    public void NoteUnlisted(InputFailure failure)
    {
        bool isPattern = failure.Path.AsSpan().IndexOfAny('*', '?') >= 0;
        if (!isPattern)
            Failures.Add(failure.Path, failure.Message);
        else if (!_everThere.Contains(failure.Path) && Known.All.Count == 0)
            Failures.Add(failure.Path, failure.Message, FollowerNoticeKind.Waiting);
    }

    /// <summary>Reads an incarnation from a file from now on; false when the file does not hold what was read of it.</summary>
    public bool TryAttach(Incarnation log, SafeFileHandle file, FileStamp stamp)
    {
        OpenLog? open = OpenLog.TryOpen(log, file, stamp, Counts, Setup, Now);
        if (open is null)
            return false;
        foreach (Incarnation other in Known.All)
        {
            // Its file is gone, and the place on disk was given away.
            if (other.Open is null && stamp.IsSameFile(other.Device, other.Inode) && !ReferenceEquals(other, log))
                other.Device = other.Inode = 0;
        }

        log.Open = open;
        LogChanges++;
        log.IsFinished = false;
        log.SeenInScan = Scan;
        _everThere.Add(log.Place);
        NoteNews();
        return true;
    }

    /// <summary>Begins an incarnation in a file.</summary>
    public Incarnation Begin(string place, SafeFileHandle file, FileStamp stamp, BeginAt at)
    {
        var log = new Incarnation { Place = place, SeenInScan = Scan };
        if (at == BeginAt.LastLine)
            (log.Position, log.InOversizeLine) = LastLineEnd.In(file, stamp.Length, Options.Parser.MaxFrameBytes);
        else if (at == BeginAt.Nothing)
            log.Position = stamp.Length;
        if (TextMark.Load(file, log.Position) is { } mark)
            log.SetMark(mark);

        if (!TryAttach(log, file, stamp))
            throw new IOException("it changed while it was opened");
        Known.All.Add(log);
        Known.Origins.TryAdd(place, stamp.LastWrite);
        return log;
    }

    /// <summary>Notes that the file of a log holds other text now, which is an incarnation of its own.</summary>
    public void SplitTruncated(Incarnation log)
    {
        OpenLog open = log.Open!;
        log.SetMark(open.Mark);
        log.Open = null;
        log.LostAt = Now;
        LogChanges++;
        log.Device = log.Inode = 0;
        Notify(FollowerNoticeKind.Truncated, log.Place, "was truncated; it is read from its start, and a copy of what it held is looked for");
        Incarnation next = Begin(log.Place, open.File, FileStamp.Of(open.File, Options.UsesFileIdentity), BeginAt.Start);
        if (!open.IsInPlace)
            next.Open!.LeavePlace(Now);
    }

    /// <summary>No more is expected of a log: a last line without LF counts.</summary>
    public void Finish(Incarnation log)
    {
        if (log.Open is { } open)
        {
            open.FlushHalfLine();
            log.SetMark(open.Mark);
            FileStamp stamp = FileStamp.Of(open.File, Options.UsesFileIdentity);
            if (stamp.HasIdentity && stamp.Length == log.Position)
                Known.Settle(stamp, log.Place, log, Scan);
            open.Dispose();
            log.Open = null;
        }

        log.IsFinished = true;
        LogChanges++;
        log.SeenInScan = Scan;
        HasChanged = true;
        if (log.Position == 0)
            Known.All.Remove(log);
    }
}
