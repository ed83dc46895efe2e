using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Following;

/// <summary>
/// Wakes a follower: when the system tells of a change in one of the folders, else when it is time to look. What the system tells is a hint
/// only; nothing is lost when it tells nothing.
/// </summary>
internal sealed class WakeSignal(LogFollowerOptions options) : IDisposable
{
    /// <summary>A busy log changes thousands of times a second; looks at it are at least so far apart.</summary>
    private static readonly TimeSpan LeastApart = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly List<FileSystemWatcher> _watchers = [];

    public void Start(FollowerWork work)
    {
        if (!options.WatchFolders)
            return;
        HashSet<(string Folder, bool Below)> folders = [];
        foreach (string path in options.Paths)
            folders.Add(FolderOf(path));
        foreach ((string folder, bool below) in folders)
        {
            try
            {
                var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = below, InternalBufferSize = 4096 };
                _watchers.Add(watcher);
                watcher.NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.Size | NotifyFilters.LastWrite;
                watcher.Changed += (_, _) => Signal();
                watcher.Created += (_, _) => Signal();
                watcher.Deleted += (_, _) => Signal();
                watcher.Renamed += (_, _) => Signal();
                watcher.Error += (_, _) => Signal();
                watcher.EnableRaisingEvents = true;
            }
            catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
            {
                work.Notify(FollowerNoticeKind.PollingOnly, folder, $"is not watched ({e.Message}); it is looked at every {options.Poll}");
            }
        }
    }

    public void Signal()
    {
        try
        {
            if (_signal.CurrentCount == 0)
                _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two at once: one is enough.
        }
        catch (ObjectDisposedException)
        {
            // A late event.
        }
    }

    /// <summary>Returns when there may be something new, or it is cancelled.</summary>
    public async Task WaitAsync(TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using ITimer timer = clock.CreateTimer(_ => Signal(), null, options.Poll, Timeout.InfiniteTimeSpan);
            if (_watchers.Count > 0)
                await Task.Delay(LeastApart < options.Poll ? LeastApart : options.Poll, clock, stop.Token).ConfigureAwait(false);
            await _signal.WaitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The caller sees it.
        }
    }

    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in _watchers)
            watcher.Dispose();
        _signal.Dispose();
    }

    /// <summary>The folder in which a path's files come and go, and whether it is all below that too.</summary>
    private static (string Folder, bool Below) FolderOf(string path)
    {
        int pattern = path.AsSpan().IndexOfAny('*', '?');
        if (pattern < 0 && Directory.Exists(path))
            return (path, true);
        string start = pattern < 0 ? path : path[..pattern];
        string prefix = KnownLogs.PrefixOf(start);
        return (prefix.Length == 0 ? "." : prefix, pattern >= 0 && path.AsSpan(pattern).Contains('/'));
    }
}
