using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Distributed;

/// <summary>
/// Counts partitions of a log, each on its own: whoever hands out partitions calls <see cref="Start"/> and <see cref="StopAsync"/>. That two
/// workers have a partition at the same time costs work and changes no count. Thread-safe.
/// </summary>
public sealed class PartitionWorker : IAsyncDisposable
{
    private readonly PartitionWorkerOptions _options;
    private readonly IPartitionLog _log;
    private readonly ISnapshotStore _store;
    private readonly IEventPublisher? _publisher;
    private readonly Action<PartitionNotice>? _notices;
    private readonly ConcurrentDictionary<string, RunningPartition> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PartitionTally> _tallies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PartitionProgress> _ended = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _abort = new();

    /// <summary>Makes one that has no partition.</summary>
    /// <param name="options">How it goes about them.</param>
    /// <param name="log">What is read.</param>
    /// <param name="store">Where snapshots are.</param>
    /// <param name="publisher">Who takes events; null for nobody.</param>
    /// <param name="notices">Told what an operator may want to know, on the threads that read; null for nobody.</param>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public PartitionWorker(
        PartitionWorkerOptions options,
        IPartitionLog log,
        ISnapshotStore store,
        IEventPublisher? publisher = null,
        Action<PartitionNotice>? notices = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(store);
        if (options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join('\n', errors), nameof(options));
        _options = options;
        _log = log;
        _store = store;
        _publisher = publisher;
        _notices = notices;
    }

    /// <summary>How far the partitions are that it has, and that it had.</summary>
    public IReadOnlyList<PartitionProgress> Progress =>
        [.. _running.Values.Select(r => r.Loop.Progress).Concat(_ended.Values.Where(e => !_running.ContainsKey(e.Partition))).OrderBy(p => p.Partition, StringComparer.Ordinal)];

    /// <summary>How many partitions it has.</summary>
    internal int Held => _running.Count;

    /// <summary>Whether partitions are numbers, as of an engine, and not paths.</summary>
    internal bool HasNumberedPartitions => _log.Positions == PositionKind.Records;

    /// <summary>What it has done with each partition that it ever had.</summary>
    internal IEnumerable<PartitionTally> Tallies => _tallies.Values;

    /// <summary>Takes a partition on, at its newest snapshot; one that it has stays as it is.</summary>
    /// <param name="partition">Its name.</param>
    /// <returns>Ends when the partition's log does, when it is stopped, or given up (<see cref="PartitionProgress.Failure"/>).</returns>
    public Task Start(string partition)
    {
        ArgumentException.ThrowIfNullOrEmpty(partition);
        RunningPartition running = _running.GetOrAdd(partition, name => new RunningPartition(new PartitionLoop(
            name, _options, _log, _store, _publisher, _tallies.GetOrAdd(name, n => new PartitionTally(n)), (message, isError) => _notices?.Invoke(new PartitionNotice(name, message, isError)))));
        return running.Start(Ended, _abort.Token);

        void Ended()
        {
            _ended[partition] = running.Loop.Progress;
            _tallies[partition].LetGo();
            _running.TryRemove(partition, out _);
        }
    }

    /// <summary>Hands a partition over: counts the record in hand, makes a snapshot, and lets go. Nothing happens when it does not have it.</summary>
    /// <param name="partition">Its name.</param>
    public Task StopAsync(string partition)
    {
        ArgumentException.ThrowIfNullOrEmpty(partition);
        return _running.TryGetValue(partition, out RunningPartition? running) ? running.StopAsync() : Task.CompletedTask;
    }

    /// <summary>Hands all partitions over.</summary>
    /// <param name="cancellationToken">Lets go at once of what has not ended: it is read again from the newest snapshot.</param>
    public async Task StopAllAsync(CancellationToken cancellationToken = default)
    {
        await using CancellationTokenRegistration giveUp = cancellationToken.Register(_abort.Cancel);
        await Task.WhenAll(_running.Values.Select(r => r.StopAsync()));
    }

    /// <summary>Counts partitions to the end of their logs.</summary>
    /// <param name="partitions">Their names.</param>
    /// <param name="atOnce">How many are read at the same time; at least 1.</param>
    /// <param name="cancellationToken">Asks for an orderly end: those under way are handed over, others not begun.</param>
    public async Task RunToEndAsync(IReadOnlyList<string> partitions, int atOnce, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        var waiting = new ConcurrentQueue<string>(partitions);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, partitions.Count)).Select(_ => OneAfterAnotherAsync()));

        async Task OneAfterAnotherAsync()
        {
            while (!cancellationToken.IsCancellationRequested && waiting.TryDequeue(out string? partition))
            {
                Task running = Start(partition);
                await using CancellationTokenRegistration stop = cancellationToken.Register(() => _ = StopAsync(partition));
                await running;
            }
        }
    }

    /// <summary>Lets go of everything at once, as a crash would; after <see cref="StopAllAsync"/> nothing is left to let go of.</summary>
    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await Task.WhenAll(_running.Values.Select(r => r.StopAsync()));
        _abort.Dispose();
    }
}
