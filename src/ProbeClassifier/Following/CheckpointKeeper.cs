using System;
using System.IO;
using ProbeClassifier.Checkpoints;

namespace ProbeClassifier.Following;

/// <summary>When a checkpoint is written, and what happens when it cannot be.</summary>
internal sealed class CheckpointKeeper(FollowerWork work, string path, CheckpointStore<FollowerState> store)
{
    private long _lastAt = work.Now;
    private long _lastBytes = work.Counts.Bytes;

    public DateTimeOffset? WrittenAt { get; private set; }

    public string? Failure { get; private set; }

    /// <summary>Writes one if something changed and it is time.</summary>
    public void SaveIfDue()
    {
        long now = work.Clock.GetTimestamp();
        bool isDue = work.Clock.GetElapsedTime(_lastAt, now) >= work.Options.CheckpointEvery
            || (Failure is null && work.Counts.Bytes - _lastBytes >= work.Options.CheckpointBytes);
        if (work.HasChanged && isDue)
            Save();
    }

    /// <summary>Writes one if something changed. A failure is told, not thrown: the old one stays, and it is tried again.</summary>
    public void Save()
    {
        _lastAt = work.Clock.GetTimestamp();
        _lastBytes = work.Counts.Bytes;

        // What a first look left undone would pass for a log's past.
        if (!work.HasChanged || work.IsFirstScan)
            return;
        work.Known.SetMarks();
        try
        {
            store.Save(CheckpointWriter.Write(work.Counts, work.Known, work.Options.Parser).Span);
            work.HasChanged = false;
            WrittenAt = work.Clock.GetUtcNow();
            if (Failure is not null)
                work.Notify(FollowerNoticeKind.CheckpointWritten, path, "is written again");
            Failure = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Failure is null)
                work.Notify(FollowerNoticeKind.CheckpointFailed, path, $"cannot be written: {e.Message}. Counting goes on, the last one stays, and it is tried again");
            Failure = e.Message;
        }
    }
}
