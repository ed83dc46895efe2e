using System;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Distributed;

/// <summary>A partition under way.</summary>
internal sealed class RunningPartition(PartitionLoop loop) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _task;

    public PartitionLoop Loop => loop;

    /// <summary>Starts it once; later calls get the same task.</summary>
    public Task Start(Action ended, CancellationToken abort)
    {
        lock (_gate)
            return _task ??= Task.Run(() => RunAsync(ended, abort), CancellationToken.None);
    }

    public async Task StopAsync()
    {
        try
        {
            await _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }

        Task? task;
        lock (_gate)
            task = _task;
        if (task is not null)
            await task;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(Action ended, CancellationToken abort)
    {
        try
        {
            await loop.RunAsync(_stop.Token, abort);
        }
        finally
        {
            ended();
            Dispose();
        }
    }
}
