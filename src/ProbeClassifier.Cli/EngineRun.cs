using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;

namespace ProbeClassifier.Cli;

/// <summary>What a run has that is the same whatever engine it is on.</summary>
internal static class EngineRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Works until told to end, or until events have nowhere to go.</summary>
    /// <param name="options">How to count.</param>
    /// <param name="log">The engine's log.</param>
    /// <param name="snapshots">Its snapshots.</param>
    /// <param name="publisher">Its events; null for none, or those of <paramref name="events"/>.</param>
    /// <param name="events">Where events go as lines; null for nowhere.</param>
    /// <param name="every">How often the status is said.</param>
    /// <param name="stop">What asks for the end.</param>
    /// <param name="take">Takes partitions from the engine until it is cancelled.</param>
    public static async Task<int> WorkAsync(
        PartitionWorkerOptions options,
        IPartitionLog log,
        ISnapshotStore snapshots,
        IEventPublisher? publisher,
        Stream? events,
        TimeSpan every,
        StopSignals stop,
        Func<PartitionWorker, CancellationToken, Task> take)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop.Asked);
        using FileEventPublisher? file = events is null ? null : new FileEventPublisher(events);
        await using var worker = new PartitionWorker(options, log, snapshots, publisher ?? file, Tell);
        using var metrics = new WorkerMetrics(worker);
        using var status = new WorkerStatus(worker, every);
        await take(worker, end.Token);
        return worker.Progress.Any(p => p.Failure is not null) ? ExitCode.Failed : ExitCode.Done;

        void Tell(PartitionNotice notice)
        {
            Message.Say($"partition {notice.Partition}: {notice.Message}");

            // Where events cannot go, no partition can: another worker takes them all.
            if (file?.Failure is not null)
                _ = end.CancelAsync();
        }
    }

    /// <summary>The newest snapshots, waited for while servers go or leaders are elected.</summary>
    /// <param name="where">The engine and its servers, for the message.</param>
    /// <param name="options">How the workers count.</param>
    /// <param name="connect">Connects; it says what goes wrong meanwhile.</param>
    public static async Task<MergedPartitions> ReadAsync(
        string where,
        PartitionOptions options,
        Func<Action<string>, CancellationToken, Task<(IAsyncDisposable Engine, ISnapshotStore Snapshots)>> connect)
    {
        using var patience = new CancellationTokenSource(Patience);
        string said = "no server has answered";
        try
        {
            (IAsyncDisposable engine, ISnapshotStore snapshots) = await connect(message => said = message, patience.Token);
            await using (engine)
            {
                while (true)
                {
                    try
                    {
                        return await MergedPartitions.ReadAsync(snapshots, options, cancellationToken: patience.Token);
                    }
                    catch (PartitionFaultException e) when (e.IsTransient)
                    {
                        said = e.Message;
                        await Task.Delay(Pause, patience.Token);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new PartitionFaultException($"{where} gave no snapshots within {Patience.TotalSeconds:0} seconds; it last said: {said}", isTransient: false);
        }
    }
}
