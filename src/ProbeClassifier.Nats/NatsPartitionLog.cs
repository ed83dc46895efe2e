using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Nats;

/// <summary>Each partition is a stream of its own, so that its sequence numbers count its records and nothing else: a gap is a number.</summary>
internal sealed class NatsPartitionLog(NatsJSContext jetStream, NatsEngineOptions options) : IPartitionLog
{
    public string Engine => "nats";

    public string Topic => options.Topic;

    public PositionKind Positions => PositionKind.Records;

    public async ValueTask<PartitionStart> FindStartAsync(string partition, CancellationToken cancellationToken)
    {
        StreamInfo info = await InfoAsync(partition, cancellationToken).ConfigureAwait(false);

        // An empty stream has first = last + 1, but for a new one, where both are 0.
        return new PartitionStart(Math.Max(1, (long)info.State.FirstSeq), DateTimeOffset.UnixEpoch) { Identity = IdentityOf(info) };
    }

    public async ValueTask<IPartitionReader> OpenAsync(string partition, ResumePoint from, CancellationToken cancellationToken)
    {
        StreamInfo info = await InfoAsync(partition, cancellationToken).ConfigureAwait(false);
        if (from.Identity is { } counted && !string.Equals(counted, IdentityOf(info), StringComparison.Ordinal))
        {
            throw new PartitionFaultException(
                $"NATS: the stream {options.StreamOf(partition)} was made at {IdentityOf(info)}, and its snapshots are of one made at {counted}: other records have its numbers. Use another topic, or remove the bucket {options.Topic}-snapshots and all is counted anew",
                isTransient: false);
        }

        StreamState state = info.State;
        if (from.Position > (long)state.LastSeq + 1)
        {
            // A server that lags behind says so too, and catches up.
            throw new PartitionFaultException(
                string.Create(CultureInfo.InvariantCulture, $"NATS: the stream {options.StreamOf(partition)} ends at {state.LastSeq}, and its snapshot at {from.Position - 1}: if it was made anew, use another topic, or remove its snapshots"),
                isTransient: true);
        }

        return new NatsPartitionReader(jetStream, options, partition, from.Position, StateAsync);
    }

    private static string IdentityOf(StreamInfo info) => info.Created.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private async ValueTask<StreamState> StateAsync(string partition, CancellationToken cancellationToken) =>
        (await InfoAsync(partition, cancellationToken).ConfigureAwait(false)).State;

    private ValueTask<StreamInfo> InfoAsync(string partition, CancellationToken cancellationToken) => NatsFault.Guard(
        $"the stream {options.StreamOf(partition)}",
        async () => (await jetStream.GetStreamAsync(options.StreamOf(partition), cancellationToken: cancellationToken).ConfigureAwait(false)).Info,
        cancellationToken);
}
