using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.Core;
using NATS.Client.KeyValueStore;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Nats;

/// <summary>
/// Hands out partitions: a key for each partition that is held and for each worker that lives, which the server lets go of when they
/// are not renewed. Each worker takes its share; one that had to give a partition up is no longer counted among them, so that others take
/// what it cannot. A lease saves work and no more: counts are the same if two hold a partition.
/// </summary>
public sealed class NatsLeases
{
    private const string Workers = "workers.";
    private const string Held = "partitions.";

    private readonly INatsKVStore _store;
    private readonly PartitionWorker _worker;
    private readonly IReadOnlyList<string> _partitions;
    private readonly string _name;
    private readonly TimeSpan _lease;
    private readonly Dictionary<string, ulong> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    internal NatsLeases(INatsKVStore store, PartitionWorker worker, IReadOnlyList<string> partitions, string name, TimeSpan lease)
    {
        _store = store;
        _worker = worker;
        _partitions = partitions;
        _name = name;
        _lease = lease;
    }

    /// <summary>Takes partitions, renews them and gives back what is too many, until asked to end; then hands all over.</summary>
    /// <param name="notices">Told what is taken and given back, and when the servers do not answer.</param>
    /// <param name="stop">Asks for an orderly end.</param>
    public async Task RunAsync(Action<string>? notices, CancellationToken stop)
    {
        DateTimeOffset renewed = TimeProvider.System.GetUtcNow();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(notices, stop).ConfigureAwait(false);
                renewed = TimeProvider.System.GetUtcNow();
            }
            catch (Exception e) when (NatsFault.IsFault(e, stop))
            {
                notices?.Invoke($"leases: {e.Message}");
                if (TimeProvider.System.GetUtcNow() - renewed > _lease)
                    await LetGoAsync([.. _held.Keys], notices).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(_lease / 4, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await LetGoAsync([.. _held.Keys], notices).ConfigureAwait(false);
    }

    private async Task TurnAsync(Action<string>? notices, CancellationToken stop)
    {
        if (_refused.Count == 0)
            await _store.PutAsync(Workers + _name, Encoding.UTF8.GetBytes(_name), cancellationToken: stop).ConfigureAwait(false);
        foreach (string partition in _held.Keys.ToArray())
        {
            // It was given up, and would be again: somebody has to look.
            if (_running[partition].IsCompleted)
            {
                await RefuseAsync(partition, notices, stop).ConfigureAwait(false);
                await LetGoAsync([partition], notices).ConfigureAwait(false);
                continue;
            }

            NatsResult<ulong> update = await _store.TryUpdateAsync(Held + partition, Encoding.UTF8.GetBytes(_name), _held[partition], cancellationToken: stop).ConfigureAwait(false);
            if (update.Success)
                _held[partition] = update.Value;
            else
                await LetGoAsync([partition], notices).ConfigureAwait(false);
        }

        List<string> keys = [];
        await foreach (string key in _store.GetKeysAsync(cancellationToken: stop).ConfigureAwait(false))
            keys.Add(key);
        int workers = keys.Count(k => k.StartsWith(Workers, StringComparison.Ordinal));
        int share = (_partitions.Count + Math.Max(1, workers) - 1) / Math.Max(1, workers);
        if (_held.Count > share)
            await LetGoAsync([.. _held.Keys.Skip(share)], notices).ConfigureAwait(false);
        if (_refused.Count > 0 && workers > 0)
            return;
        HashSet<string> taken = [.. keys];
        foreach (string partition in _partitions.Where(p => !taken.Contains(Held + p) && !_held.ContainsKey(p) && !_refused.Contains(p)))
        {
            if (_held.Count >= share)
                break;
            NatsResult<ulong> create = await _store.TryCreateAsync(Held + partition, Encoding.UTF8.GetBytes(_name), cancellationToken: stop).ConfigureAwait(false);
            if (!create.Success)
                continue;
            notices?.Invoke($"partition {partition}: taken");
            _held[partition] = create.Value;
            _running[partition] = _worker.Start(partition);
        }
    }

    /// <summary>Others share all partitions among them at once, and not only when this one's sign of life has run out.</summary>
    private async Task RefuseAsync(string partition, Action<string>? notices, CancellationToken stop)
    {
        if (_refused.Count == 0)
        {
            notices?.Invoke($"partition {partition} was given up: this worker takes no more while others do, until it is begun again");
            await _store.TryDeleteAsync(Workers + _name, cancellationToken: stop).ConfigureAwait(false);
        }

        _refused.Add(partition);
    }

    /// <summary>Hands partitions over: their last snapshots are made, then others may take them, at once if the server can be told.</summary>
    private async Task LetGoAsync(IReadOnlyList<string> partitions, Action<string>? notices)
    {
        await Task.WhenAll(partitions.Select(_worker.StopAsync)).ConfigureAwait(false);
        foreach (string partition in partitions)
        {
            notices?.Invoke($"partition {partition}: let go");
            _held.Remove(partition, out ulong revision);
            _running.Remove(partition);
            try
            {
                await _store.TryDeleteAsync(Held + partition, new NatsKVDeleteOpts { Revision = revision }).ConfigureAwait(false);
            }
            catch (Exception e) when (NatsFault.IsFault(e, CancellationToken.None))
            {
                // It runs out by itself.
            }
        }
    }
}
