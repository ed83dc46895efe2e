using System;
using System.Collections.Generic;
using System.IO;
using ProbeClassifier.Checkpoints;

namespace ProbeClassifier.Live;

/// <summary>
/// Keeps a collector's open windows over a restart, in a file that is replaced as a whole; the one before it stays beside it as
/// <c>.previous</c>. A lock keeps a second process off. What was counted since the last save is not in it: syslog has no
/// acknowledgement, so nobody sends it again. For one thread at a time.
/// </summary>
public sealed class CollectorCheckpoint : IDisposable
{
    private readonly CheckpointLock _lock;
    private readonly CheckpointStore<CollectorSnapshot> _store;

    private CollectorCheckpoint(CheckpointLock held, CheckpointStore<CollectorSnapshot> store, ProbeCollector collector, string? warning)
    {
        _lock = held;
        _store = store;
        Collector = collector;
        Warning = warning;
    }

    /// <summary>The collector, with what the checkpoint held.</summary>
    public ProbeCollector Collector { get; }

    /// <summary>What was wrong with the present checkpoint, when the one before it was used; null when nothing was.</summary>
    public string? Warning { get; }

    /// <summary>Takes the lock, and makes a collector of what the file holds; an empty one when there is no file.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="options">How to read and count: as when it was written.</param>
    /// <exception cref="CheckpointException">It cannot be used, or another process has it; the message says what to do.</exception>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public static CollectorCheckpoint Open(string path, ProbeCollectorOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        var collector = new ProbeCollector(options) { KeepsClosed = true };
        CheckpointLock held = CheckpointLock.Take(path);
        try
        {
            var store = new CheckpointStore<CollectorSnapshot>(path, new DiskCheckpointFiles(), b => CollectorSnapshot.Read(b, options), string.Empty);
            if (store.Load(out string? warning) is { } snapshot)
                collector.Restore(snapshot);
            return new CollectorCheckpoint(held, store, collector, warning);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Writes what was counted so far; returns when it is on disk.</summary>
    /// <param name="unwritten">
    /// Reports of closed windows that came from <see cref="Collector"/> and are not where they are to be: their windows are saved too, and
    /// reported once more after the next start. Null for none. Others among them are passed over.
    /// </param>
    /// <exception cref="IOException">The disk is full, or failed; the file is as it was, or is the one before.</exception>
    public void Save(IEnumerable<WindowReport>? unwritten = null) => _store.Save(Collector.Snapshot(unwritten ?? []));

    /// <summary>Gives the lock back. Does not save.</summary>
    public void Dispose() => _lock.Dispose();
}
