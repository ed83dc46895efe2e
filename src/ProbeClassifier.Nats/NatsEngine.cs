using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Nats;

/// <summary>A connection to NATS JetStream, and what a worker needs of it. Thread-safe.</summary>
public sealed class NatsEngine : IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly NatsConnection _connection;
    private readonly Action<string>? _notices;

    private NatsEngine(NatsConnection connection, NatsEngineOptions options, INatsKVStore snapshots, Action<string>? notices)
    {
        _connection = connection;
        _notices = notices;
        Options = options;
        JetStream = new NatsJSContext(connection);
        Log = new NatsPartitionLog(JetStream, options);
        Snapshots = new NatsSnapshotStore(snapshots, MaxPayload(connection));
    }

    /// <summary>Which streams.</summary>
    public NatsEngineOptions Options { get; }

    /// <summary>The partitions.</summary>
    public IPartitionLog Log { get; }

    /// <summary>The snapshots.</summary>
    public ISnapshotStore Snapshots { get; }

    /// <summary>The names of all partitions: 0, 1, 2 …</summary>
    public IReadOnlyList<string> Partitions => [.. Enumerable.Range(0, Options.Partitions).Select(p => p.ToString(CultureInfo.InvariantCulture))];

    internal NatsJSContext JetStream { get; }

    /// <summary>Connects; streams and buckets are made that are not there. Waits for the servers as long as it takes.</summary>
    /// <param name="url">
    /// Servers with commas between, as <c>nats://host:4222,nats://other:4222</c>; <c>tls://</c> for TLS or nothing. The first may name a user:
    /// <c>nats://user:password@host:4222</c>, with what is special in them as <c>%40</c> and the like.
    /// </param>
    /// <param name="options">Which streams.</param>
    /// <param name="notices">Told each time that the servers do not answer, and when a connection is lost or made; null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or a file is not what it should be; the message names it.</exception>
    /// <exception cref="PartitionFaultException">The servers refuse who asks, or are not those that are trusted.</exception>
    public static async Task<NatsEngine> ConnectAsync(string url, NatsEngineOptions options, Action<string>? notices = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join('\n', errors), nameof(options));
        NatsServers servers = NatsServers.Parse(url);
        NatsSecurity security = servers.In(options.Security);
        if (security.Validate() is { Count: > 0 } insecure)
            throw new ArgumentException(string.Join('\n', insecure), nameof(options));
        while (true)
        {
            NatsConnection connection = NatsLink.Make(servers.Url, security, notices);
            try
            {
                return new NatsEngine(connection, options, await PrepareAsync(connection, options, cancellationToken).ConfigureAwait(false), notices);
            }
            catch (Exception e) when (NatsFault.IsFault(e, cancellationToken))
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                if (NatsFault.Refusal(e) is { } refusal)
                    throw new PartitionFaultException($"NATS at {servers.Url}: {refusal}", isTransient: false, e);
                notices?.Invoke($"NATS at {servers.Url}: {e.Message}; tried again in a second");
                await Task.Delay(Again, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>A publisher of events into a stream of their own, made when it is not there: the subject of partition N is <c>STREAM.N</c>. Waits for the servers as long as it takes.</summary>
    /// <param name="stream">The stream's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<NatsEventPublisher> OpenPublisherAsync(string stream, CancellationToken cancellationToken = default)
    {
        if (!NatsEngineOptions.IsName(stream))
            throw new ArgumentException($"\"{stream}\" is no name of a stream; expected 1 to 100 letters, digits, - and _", nameof(stream));
        await UntilDoneAsync("the stream of events", () => MakeStreamAsync(JetStream, stream, stream + ".*", Options.Replicas, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new NatsEventPublisher(JetStream, stream);
    }

    /// <summary>Leases that hand out the partitions to a worker and to others that use the same topic. Waits for the servers as long as it takes.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="name">What it is called among them: unlike any other, letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PartitionFaultException">The leases that are there run for another time than this worker's.</exception>
    public async Task<NatsLeases> OpenLeasesAsync(PartitionWorker worker, string name, CancellationToken cancellationToken = default)
    {
        if (!NatsEngineOptions.IsName(name))
            throw new ArgumentException($"\"{name}\" is no name of a worker; expected 1 to 100 letters, digits, - and _", nameof(name));
        var kv = new NatsKVContext(JetStream);
        var config = new NatsKVConfig(Options.Topic + "-leases") { History = 1, MaxAge = Options.Lease, NumberOfReplicas = Options.Replicas, Storage = NatsKVStorageType.File };
        INatsKVStore store = await UntilDoneAsync("the bucket of leases", () => MakeBucketAsync(kv, config, cancellationToken), cancellationToken).ConfigureAwait(false);
        NatsKVStatus status = await UntilDoneAsync("the bucket of leases", () => store.GetStatusAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (status.Info.Config.MaxAge is var there && there != Options.Lease)
        {
            throw new PartitionFaultException(
                $"NATS: the leases of {Options.Topic} run for {there:c}, which the first worker chose, and this one's for {Options.Lease:c}: partitions would go to and fro. Give all workers one lease; to change it, end them and remove the bucket {config.Bucket}",
                isTransient: false);
        }

        return new NatsLeases(store, worker, Partitions, name, Options.Lease);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>A server that goes right after it let a worker in is waited for, as it is when it is not there at all.</summary>
    private async Task<T> UntilDoneAsync<T>(string what, Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await NatsFault.Guard(what, call, cancellationToken).ConfigureAwait(false);
            }
            catch (PartitionFaultException e) when (e.IsTransient)
            {
                _notices?.Invoke($"{e.Message}; tried again in a second");
                await Task.Delay(Again, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<INatsKVStore> PrepareAsync(NatsConnection connection, NatsEngineOptions options, CancellationToken cancellationToken)
    {
        await connection.ConnectAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        var jetStream = new NatsJSContext(connection);
        for (int p = 0; p < options.Partitions && !options.IsReadOnly; p++)
        {
            string partition = p.ToString(CultureInfo.InvariantCulture);
            await MakeStreamAsync(jetStream, options.StreamOf(partition), $"{options.Topic}.{partition}", options.Replicas, cancellationToken).ConfigureAwait(false);
        }

        var config = new NatsKVConfig(options.Topic + "-snapshots") { History = 1, NumberOfReplicas = options.Replicas, Storage = NatsKVStorageType.File };
        var kv = new NatsKVContext(jetStream);
        if (!options.IsReadOnly)
            return await MakeBucketAsync(kv, config, cancellationToken).ConfigureAwait(false);
        try
        {
            return await kv.GetStoreAsync(config.Bucket, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException e) when (e.Error.Code == 404)
        {
            throw new PartitionFaultException($"NATS: there is no bucket {config.Bucket}: has a worker of the topic {options.Topic} run?", isTransient: false, e);
        }
    }

    private static async ValueTask<INatsJSStream> MakeStreamAsync(NatsJSContext jetStream, string name, string subject, int replicas, CancellationToken cancellationToken)
    {
        try
        {
            return await jetStream.GetStreamAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException e) when (e.Error.Code == 404)
        {
            var config = new StreamConfig(name, [subject]) { NumReplicas = replicas, Storage = StreamConfigStorage.File };
            return await jetStream.CreateStreamAsync(config, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<INatsKVStore> MakeBucketAsync(NatsKVContext kv, NatsKVConfig config, CancellationToken cancellationToken)
    {
        try
        {
            return await kv.GetStoreAsync(config.Bucket, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException e) when (e.Error.Code == 404)
        {
            return await kv.CreateStoreAsync(config, cancellationToken).ConfigureAwait(false);
        }
    }

    private static int MaxPayload(NatsConnection connection) => connection.ServerInfo is { MaxPayload: > 0 } info ? info.MaxPayload : 1024 * 1024;
}
