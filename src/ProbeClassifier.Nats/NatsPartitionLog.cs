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
        StreamState state = await StateAsync(partition, cancellationToken).ConfigureAwait(false);

        // An empty stream has first = last + 1, but for a new one, where both are 0.
        return new PartitionStart(Math.Max(1, (long)state.FirstSeq), DateTimeOffset.UnixEpoch);
    }

    public async ValueTask<IPartitionReader> OpenAsync(string partition, ResumePoint from, CancellationToken cancellationToken)
    {
        StreamState state = await StateAsync(partition, cancellationToken).ConfigureAwait(false);
        if (from.Position > (long)state.LastSeq + 1)
        {
            // A server that lags behind says so too, and catches up.
            throw new PartitionFaultException(
                string.Create(CultureInfo.InvariantCulture, $"NATS: the stream {options.StreamOf(partition)} ends at {state.LastSeq}, and its snapshot at {from.Position - 1}: if it was made anew, use another topic, or remove its snapshots"),
                isTransient: true);
        }

        return new NatsPartitionReader(jetStream, options, partition, from.Position, StateAsync);
    }

    private ValueTask<StreamState> StateAsync(string partition, CancellationToken cancellationToken) => NatsFault.Guard(
        $"the stream {options.StreamOf(partition)}",
        async () => (await jetStream.GetStreamAsync(options.StreamOf(partition), cancellationToken: cancellationToken).ConfigureAwait(false)).Info.State,
        cancellationToken);
}
