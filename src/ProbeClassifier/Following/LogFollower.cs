using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Checkpoints;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Following;

/// <summary>
/// Follows logs as <c>tail -F</c> does and counts their lines, each once, also over rotation and over its own restarts (docs/follow.md). One
/// thread does the work; <see cref="Status"/>, <see cref="ReportAsync"/> and cancelling may come from any. Memory is bounded by the
/// rollup's limits and the number of logs in sight. Allocates per look at the files, not per line.
/// </summary>
public sealed class LogFollower : IDisposable
{
    private readonly FollowerWork _work;
    private readonly FollowerPass _pass;
    private readonly CheckpointKeeper? _keeper;
    private readonly CheckpointLock? _lock;
    private readonly WakeSignal _wake;
    private readonly ConcurrentQueue<Action> _requests = new();
    private readonly Lock _running = new();
    private CancellationToken _cancellation;
    private bool _hasEnded;

    private LogFollower(LogFollowerOptions options, ICheckpointFiles files)
    {
        FollowerState? loaded = null;
        CheckpointStore<FollowerState>? store = null;
        if (options.Checkpoint is { } path)
        {
            _lock = CheckpointLock.Take(path);
            try
            {
                store = new(path, files, b => CheckpointReader.Read(b, options.Parser, options.Rollup), ", with --from-start to read what is there again");
                loaded = store.Load(out string? warning);
                if (warning is not null)
                    options.Notify?.Invoke(new FollowerNotice(FollowerNoticeKind.PreviousCheckpoint, path, warning));
            }
            catch
            {
                _lock.Dispose();
                throw;
            }
        }

        FollowerCounts counts = loaded?.Counts ?? new FollowerCounts(new ProbeRollup(options.Rollup));
        _work = new FollowerWork(options, loaded?.Known ?? new KnownLogs(), counts, loaded is not null, AfterBlock);
        _pass = new FollowerPass(_work);
        if (store is not null)
            _keeper = new CheckpointKeeper(_work, options.Checkpoint!, store);
        _wake = new WakeSignal(options);
        Status = StatusNow();
    }

    /// <summary>How it stands, as of its last look at the files. Thread-safe.</summary>
    public FollowerStatus Status { get; private set; }

    /// <summary>Makes a follower and reads its checkpoint; nothing else is read yet.</summary>
    /// <param name="options">What to follow, and how.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or a path is none.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be used, or another follower has it.</exception>
    public static LogFollower Open(LogFollowerOptions options) => Open(options, new DiskCheckpointFiles());

    internal static LogFollower Open(LogFollowerOptions options, ICheckpointFiles files)
    {
        ArgumentNullException.ThrowIfNull(options);
        LogFollowerOptions.Validate(options);
        return new LogFollower(options, files);
    }

    /// <summary>
    /// Follows until cancelled, or until idle if the options say so. Ends in order both ways: what was counted is in the checkpoint. Call it
    /// once.
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        _cancellation = cancellationToken;
        _wake.Start(_work);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Step();
                if (IsIdle)
                {
                    FinishIdle();
                    return;
                }

                await _wake.WaitAsync(_work.Clock, cancellationToken).ConfigureAwait(false);
            }

            Stop();
        }
        finally
        {
            // A step that failed answers nobody.
            Answer();
        }
    }

    /// <summary>The report of all that was counted so far; while it runs, between two blocks of input. Thread-safe.</summary>
    /// <param name="topSources">How many sources to list; not negative.</param>
    public Task<ProbeReport> ReportAsync(int topSources = ProbeReport.DefaultTopSources)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(topSources);
        var answer = new TaskCompletionSource<ProbeReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Enqueue(() =>
        {
            try
            {
                answer.SetResult(Report(topSources));
            }
            catch (OutOfMemoryException e)
            {
                answer.SetException(e);
            }
        });
        _wake.Signal();
        Answer();
        return answer.Task;
    }

    /// <summary>Closes all files. What is not in the checkpoint by then is read again by the next follower.</summary>
    public void Dispose()
    {
        lock (_running)
        {
            foreach (Incarnation log in _work.Known.All)
                log.Open?.Dispose();
        }

        _wake.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Whether nothing new came for as long as the options say.</summary>
    internal bool IsIdle => _work.Options.ExitWhenIdle is { } idle && _work.Clock.GetElapsedTime(_work.NewsAt, _work.Now) >= idle;

    /// <summary>One look at all files, and what is new in them.</summary>
    internal void Step()
    {
        lock (_running)
        {
            bool isFirst = _work.IsFirstScan;
            _pass.Run();
            if (isFirst)
                _keeper?.Save();
            _keeper?.SaveIfDue();
            Status = StatusNow();
        }

        Answer();
    }

    /// <summary>Ends in order; what is half a line stays for the next follower.</summary>
    internal void Stop()
    {
        lock (_running)
        {
            _keeper?.Save();
            Status = StatusNow();
        }

        Answer();
    }

    /// <summary>
    /// Ends as at the end of all input. The checkpoint is written before half lines of logs in their places are counted: the next follower has
    /// their other half.
    /// </summary>
    internal void FinishIdle()
    {
        lock (_running)
        {
            _pass.FinishRotated();
            _keeper?.Save();
            _hasEnded = true;
            _pass.FinishAll();
            Status = StatusNow();
        }

        Answer();
    }

    private ProbeReport Report(int topSources) => new()
    {
        Summary = _work.Counts.Rollup.Summarize(topSources),
        Files = _work.Counts.Files,
        Bytes = _work.Counts.Bytes,
        Failures = _work.Failures.ToList(),
    };

    /// <summary>Between two blocks, when counts and positions agree.</summary>
    private bool AfterBlock()
    {
        if (_hasEnded)
            return true;
        _work.NoteRead();
        _keeper?.SaveIfDue();
        Answer();
        _work.IsStopping = _cancellation.IsCancellationRequested;
        return !_work.IsStopping;
    }

    /// <summary>Gives the reports that were asked for, unless the thread that has the counts is at work: then it will.</summary>
    private void Answer()
    {
        // Looked at again outside of the lock: a request may come between the last look within and the way out.
        while (!_requests.IsEmpty && _running.TryEnter())
        {
            try
            {
                while (_requests.TryDequeue(out Action? request))
                    request();
            }
            finally
            {
                _running.Exit();
            }
        }
    }

    private FollowerStatus StatusNow() => new()
    {
        OpenLogs = _pass.OpenLogs,
        Lines = _work.Counts.Rollup.Lines,
        Bytes = _work.Counts.Bytes,
        Files = _work.Counts.Files,
        Failures = _work.Failures.Count,
        CheckpointAt = _keeper?.WrittenAt,
        CheckpointFailure = _keeper?.Failure,
    };
}
