using System;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Kafka;

/// <summary>How many messages of a partition are on their way, and whether one failed. Thread-safe, for one that waits at a time.</summary>
internal sealed class PendingSends
{
    private readonly Lock _gate = new();
    private int _count;
    private Exception? _failure;
    private int _limit;
    private TaskCompletionSource? _waiter;

    public void Begin()
    {
        lock (_gate)
            _count++;
    }

    public void End(Exception? failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            if (--_count >= _limit || _waiter is null)
                return;
            _waiter.SetResult();
            _waiter = null;
        }
    }

    public Task UntilBelowAsync(int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_count < limit)
                return Task.CompletedTask;
            _limit = limit;
            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiter.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The first failure since this was asked last.</summary>
    public Exception? TakeFailure()
    {
        lock (_gate)
        {
            Exception? failure = _failure;
            _failure = null;
            return failure;
        }
    }
}
