using System;
using System.IO.Pipelines;
using System.Threading.Tasks;

namespace ProbeClassifier.Listener.Connections;

/// <summary>The bytes that a peer sends, whatever carries them.</summary>
internal abstract class PeerStream : IAsyncDisposable
{
    /// <summary>
    /// The bytes. Gives all that arrived before it tells of an end or an error. Reading can be broken off with
    /// <see cref="PipeReader.CancelPendingRead"/> from any thread.
    /// </summary>
    public abstract PipeReader Reader { get; }

    /// <summary>Closes it.</summary>
    public abstract ValueTask DisposeAsync();
}
