using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Tests.Distributed;

/// <summary>Lets a reader take so many records, and tells when it has taken them and asks for one more.</summary>
internal sealed class ReadGate
{
    private readonly Lock _lock = new();
    private int _permits;
    private TaskCompletionSource? _waiter;
    private TaskCompletionSource _idle = New();

    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (_permits > 0)
            {
                _permits--;
                return;
            }

            _waiter = waiter = New();
            _idle.TrySetResult();
        }

        try
        {
            await waiter.Task.WaitAsync(cancellationToken);
        }
        catch
        {
            // Whoever reads next takes what this one did not.
            lock (_lock)
            {
                if (_waiter == waiter)
                {
                    _waiter = null;
                    _idle = New();
                }
                else
                {
                    _permits++;
                }
            }

            throw;
        }
    }

    /// <summary>Ends when the reader has taken so many.</summary>
    public Task GiveAsync(int records)
    {
        lock (_lock)
        {
            _permits += records;
            if (_waiter is not { } waiter)
                return _idle.Task;
            _waiter = null;
            _permits--;
            _idle = New();
            waiter.SetResult();
            return _idle.Task;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
