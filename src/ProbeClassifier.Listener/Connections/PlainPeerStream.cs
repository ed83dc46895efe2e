using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Tasks;
using Pipelines.Sockets.Unofficial;

namespace ProbeClassifier.Listener.Connections;

/// <summary>A socket through Pipelines.Sockets.Unofficial. The only place that knows the library.</summary>
internal sealed class PlainPeerStream : PeerStream
{
    /// <summary>What one receive takes at most, bytes.</summary>
    public const int SegmentBytes = 65_536;

    /// <summary>
    /// Both halves run on the thread that the socket woke, and a byte that is not read stops receiving. So the pipe holds one receive
    /// at most; and it is empty whenever the socket reports an error, which would throw away what the pipe still holds: a peer's
    /// last messages before a reset.
    /// </summary>
    private static readonly PipeOptions Receive = new(
        readerScheduler: PipeScheduler.Inline,
        writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: 1,
        resumeWriterThreshold: 1,
        minimumSegmentSize: SegmentBytes,
        useSynchronizationContext: false);

    private static readonly PipeOptions Send = new(
        readerScheduler: PipeScheduler.Inline,
        writerScheduler: PipeScheduler.Inline,
        useSynchronizationContext: false);

    private readonly SocketConnection _connection;

    /// <summary>Owns the socket from now on. Receiving begins at once.</summary>
    public PlainPeerStream(Socket socket) =>
        _connection = SocketConnection.Create(socket, Send, Receive, SocketConnectionOptions.ZeroLengthReads);

    public override PipeReader Reader => _connection.Input;

    public override async ValueTask DisposeAsync()
    {
        await _connection.Output.CompleteAsync().ConfigureAwait(false);
        await _connection.Input.CompleteAsync().ConfigureAwait(false);
        _connection.Dispose();
    }
}
