using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Distributed;

/// <summary>
/// One partition of a worker, from its newest snapshot to its end, a stop or a fault that stays. After a fault that may pass it begins
/// again at the newest snapshot, whatever it had in memory.
/// </summary>
internal sealed class PartitionLoop
{
    private readonly string _partition;
    private readonly PartitionWorkerOptions _options;
    private readonly IPartitionLog _log;
    private readonly IEventPublisher? _publisher;
    private readonly Action<string, bool> _say;
    private readonly PartitionHistory _history;
    private readonly PartitionTally _tally;
    private PartitionState? _state;
    private long _snapshotAt;
    private long _covered;
    private long _linesAtSnapshot;
    private bool _isNew;
    private long _next;
    private long _records;
    private long _redelivered;
    private long _missing;
    private bool _hasCaughtUp;

    public PartitionLoop(string partition, PartitionWorkerOptions options, IPartitionLog log, ISnapshotStore store, IEventPublisher? publisher, PartitionTally tally, Action<string, bool> say)
    {
        _partition = partition;
        _options = options;
        _log = log;
        _publisher = publisher;
        _tally = tally;
        _say = say;
        _history = new PartitionHistory(partition, options, log, store, say);
    }

    /// <summary>Why it was given up.</summary>
    public string? Failure { get; private set; }

    public PartitionProgress Progress => new(
        _partition, Interlocked.Read(ref _next), Interlocked.Read(ref _covered), Interlocked.Read(ref _records), Interlocked.Read(ref _redelivered), Interlocked.Read(ref _missing), Failure)
    {
        Lines = _tally.Lines,
        Oversize = _tally.Oversize,
        Behind = _tally.Behind,
    };

    /// <summary>Reads until the log ends or a stop is asked for, and then makes a last snapshot.</summary>
    /// <param name="stop">Asks for an orderly end.</param>
    /// <param name="abort">Ends at once; what is not in a snapshot is read again by the next one.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        for (int attempt = 0; ;)
        {
            long before = Interlocked.Read(ref _covered);
            try
            {
                await RunOnceAsync(either.Token, abort);
                return;
            }
            catch (PartitionFaultException e) when (e.IsTransient && !either.IsCancellationRequested)
            {
                attempt = Interlocked.Read(ref _covered) > before ? 0 : Math.Min(attempt + 1, 6);
                TimeSpan delay = _options.RetryDelay * Math.Min(1 << attempt, 60);
                _tally.Restart();
                _say($"{e.Message}; begins again at its newest snapshot in {delay:c}", true);
                await Task.Delay(delay, _options.TimeProvider, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (either.IsCancellationRequested)
                    return;
            }
            catch (PartitionFaultException e) when (e.IsTransient)
            {
                _say($"{e.Message}; it was to end, so the next worker begins at the newest snapshot", true);
                return;
            }
            catch (PartitionFaultException e)
            {
                Failure = e.Message;
                _say(e.Message, true);
                return;
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                // Whoever comes next begins at the newest snapshot.
                return;
            }
            catch (Exception e)
            {
                // Nobody else looks: a partition that ends without a word is never taken again.
                Failure = $"{e.GetType().Name}: {e.Message}";
                _say($"is given up: {Failure}", true);
                return;
            }
        }
    }

    private async Task RunOnceAsync(CancellationToken stop, CancellationToken abort)
    {
        Begin(await _history.LoadAsync(stop));
        uint mark = _options.Partition.MarkOf(_options.EventFormat, _state!.Resume.Identity);
        using EventBatch? events = _publisher is null ? null : new EventBatch(_log.Topic, _partition, mark, _options.OnlyTagged, _options.EventFormat, _options.Partition.Rollup.Rules);
        await using IPartitionReader reader = await _log.OpenAsync(_partition, _state.Resume, stop);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            while (_state.IsWithinRecord || !stop.IsCancellationRequested)
            {
                if (await NextAsync(reader, reading, _state.IsWithinRecord ? abort : reading.Token) is not { } record)
                    break;
                await TakeAsync(record, events, abort);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            // An orderly end: nothing more is read.
        }

        abort.ThrowIfCancellationRequested();
        await SnapshotAsync(abort);
    }

    /// <summary>The next record; a snapshot is made meanwhile when its time has come. Null at the end.</summary>
    private async ValueTask<PartitionRecord?> NextAsync(IPartitionReader reader, CancellationTokenSource end, CancellationToken stop)
    {
        if (_isNew && Due() <= TimeSpan.Zero)
            await SnapshotAsync(stop);
        ValueTask<PartitionRecord?> reading = reader.ReadAsync(stop);
        if (reading.IsCompleted || !_isNew)
            return await reading;
        Task<PartitionRecord?> pending = reading.AsTask();
        using (var waited = CancellationTokenSource.CreateLinkedTokenSource(stop))
        {
            await Task.WhenAny(pending, Task.Delay(Due() is var due && due > TimeSpan.Zero ? due : TimeSpan.Zero, _options.TimeProvider, waited.Token));
            await waited.CancelAsync();
        }

        try
        {
            if (!pending.IsCompleted && !stop.IsCancellationRequested)
                await SnapshotAsync(stop);
        }
        catch
        {
            // A reader is not closed while it reads.
            await end.CancelAsync();
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await pending;
    }

    private async ValueTask TakeAsync(PartitionRecord record, EventBatch? events, CancellationToken abort)
    {
        events?.Begin(record, _state!.TimeOf(record));
        (long lines, long oversize) = (_state!.Rollup.Lines, _state.Rollup.Counts.Oversize);
        if (!_state.Fold(record, events))
        {
            Interlocked.Increment(ref _redelivered);
            _tally.Redeliver();
            return;
        }

        _tally.Took(record, _state.Rollup.Lines - lines, _state.Rollup.Counts.Oversize - oversize);
        if (record.Missing > 0)
            _say(string.Create(CultureInfo.InvariantCulture, $"{record.Missing} records before {record.Position} are gone from the log: they are missing from the counts, and counted as missing"), true);
        if (events is { Count: > 0 })
            await _publisher!.PublishAsync(events, abort);
        _isNew = true;
        Interlocked.Increment(ref _records);
        Tell();
        TellOfTheEnd(record);
        if (_state.Rollup.Lines - _linesAtSnapshot >= _options.SnapshotLines)
            await SnapshotAsync(abort);
    }

    private async ValueTask SnapshotAsync(CancellationToken cancellationToken)
    {
        if (_state!.IsWithinRecord)
            return;
        if (_state.Next > Interlocked.Read(ref _covered))
        {
            // First the events are safe, then the snapshot says so.
            if (_publisher is not null)
                await _publisher.FlushAsync(_partition, cancellationToken);
            if (await _history.PutAsync(_state.ToSnapshot(), cancellationToken) is { } other)
                _state = new PartitionState(other, _options.Partition, _log.Positions);
            _tally.Snapshot();
        }

        Interlocked.Exchange(ref _covered, _state.Next);
        Settled();
    }

    private void Begin(PartitionSnapshot snapshot)
    {
        _state = new PartitionState(snapshot, _options.Partition, _log.Positions);
        Interlocked.Exchange(ref _covered, _state.Next);
        Tell();
        Settled();
    }

    private void Settled()
    {
        _tally.Cover(0);
        _isNew = false;
        _linesAtSnapshot = _state!.Rollup.Lines;
        _snapshotAt = _options.TimeProvider.GetTimestamp();
    }

    private TimeSpan Due() => _options.SnapshotEvery - _options.TimeProvider.GetElapsedTime(_snapshotAt);

    private void Tell()
    {
        Interlocked.Exchange(ref _next, _state!.Next);
        Interlocked.Exchange(ref _missing, _state.Missing);
        _tally.Cover(_state.Next - Interlocked.Read(ref _covered));
    }

    /// <summary>Said once: how long a partition took to catch up is what an operator waits for. A file that has an end needs no telling.</summary>
    private void TellOfTheEnd(in PartitionRecord record)
    {
        if (_hasCaughtUp || record.Behind != 0 || _log.Positions != PositionKind.Records)
            return;
        _hasCaughtUp = true;
        _say(string.Create(CultureInfo.InvariantCulture, $"has caught up with its log at {record.Position}"), false);
    }
}
