using System;
using System.Collections.Generic;
using System.IO;

namespace ProbeClassifier.Following;

/// <summary>One pass of a follower: which files there are, what is new in them, and which logs are over.</summary>
internal sealed class FollowerPass
{
    private readonly FollowerWork _work;
    private readonly LogSearch _search;

    public FollowerPass(FollowerWork work)
    {
        _work = work;
        _search = new LogSearch(work);

        // Of a log of which nothing was read only its place on disk is known, which may have been given to another since: it is met anew.
        work.Known.All.RemoveAll(l => l.Position == 0);
        foreach (Incarnation log in work.Known.All)
            log.LostAt = work.Now;
    }

    public int OpenLogs { get; private set; }

    public void Run()
    {
        _work.Now = _work.Clock.GetTimestamp();

        // Before files are told by their content: a truncated log is known by what its copy holds.
        for (int i = _work.Known.All.Count - 1; i >= 0; i--)
            CheckTruncated(_work.Known.All[i]);
        _search.Scan();
        for (int i = 0; i < _work.Known.All.Count && !_work.IsStopping; i++)
            Follow(_work.Known.All[i]);
        for (int i = _work.Known.All.Count - 1; i >= 0; i--)
            Retire(_work.Known.All[i]);
        if (!_work.IsStopping)
            _search.EndScan();
        OpenLogs = CountOpen();
    }

    /// <summary>Takes renamed and truncated logs for finished, however short they have been quiet.</summary>
    public void FinishRotated()
    {
        foreach (Incarnation log in (List<Incarnation>)[.. _work.Known.All])
        {
            if (log.Open is { IsInPlace: false } || log.IsLost)
                End(log);
        }
    }

    /// <summary>Counts half lines as lines, and what can be read of files that are not whole.</summary>
    public void FinishAll()
    {
        foreach (Incarnation log in _work.Known.All)
        {
            if (log.Open is { HasHalfLine: true } open)
                Guard(log, open.FlushHalfLine);
        }

        foreach (UnfinishedFile file in _search.Unfinished)
        {
            if (file.IsGzip && UnfinishedGzip.Count(file, _work) is { } failure)
                _work.Failures.Add(failure.Path, failure.Message);
        }
    }

    private void CheckTruncated(Incarnation log)
    {
        if (log.Open is not { } open)
            return;
        Guard(log, () =>
        {
            if (open.IsTruncated())
                _work.SplitTruncated(log);
        });
    }

    private void Follow(Incarnation log)
    {
        if (log.Open is not { } open)
            return;
        Guard(log, () =>
        {
            switch (open.Read(_work.Now, _work.GoOn))
            {
                case ReadOutcome.Grown:
                    _work.NoteNews();
                    break;
                case ReadOutcome.Truncated:
                    _work.SplitTruncated(log);
                    break;
                case ReadOutcome.Quiet when open.HasHalfLine && _work.Options.FlushAfter is { } wait && Since(open.ChangedAt) >= wait:
                    open.FlushHalfLine();
                    _work.HasChanged = true;
                    break;
                default:
                    break;
            }
        });
    }

    private void Retire(Incarnation log)
    {
        bool isOver = log.Open is { } open
            ? !open.IsInPlace && Since(open.QuietSince) >= _work.Options.Grace
            : log.IsLost && Since(log.LostAt) >= _work.Options.Grace;
        if (isOver)
            End(log);
    }

    private void End(Incarnation log)
    {
        if (log.IsLost && log.Position > 0)
            _work.Notify(FollowerNoticeKind.Lost, log.Place, "has a past that is out of sight: a copy, or a compressed form, of what it held was not found. What was not read of it by then is lost");
        Guard(log, () => _work.Finish(log));
    }

    private TimeSpan Since(long timestamp) => _work.Clock.GetElapsedTime(timestamp, _work.Now);

    private int CountOpen()
    {
        int open = 0;
        foreach (Incarnation log in _work.Known.All)
            open += log.Open is null ? 0 : 1;
        return open;
    }

    private void Guard(Incarnation log, Action act)
    {
        try
        {
            act();
        }
        catch (IOException e)
        {
            _work.Failures.Add(log.Place, $"cannot be read: {e.Message}. It is tried again");
        }
    }
}
