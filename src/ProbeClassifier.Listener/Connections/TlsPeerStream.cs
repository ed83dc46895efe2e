using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener.Tls;

namespace ProbeClassifier.Listener.Connections;

/// <summary>A socket under TLS. A pipe over the framework's own stream: no bytes wait anywhere but in it.</summary>
internal sealed class TlsPeerStream : PeerStream
{
    /// <summary>One TLS record, 16 KiB, and the end of another.</summary>
    private const int BufferBytes = 32_768;

    private static readonly StreamPipeReaderOptions Options = new(bufferSize: BufferBytes, minimumReadSize: BufferBytes / 2, leaveOpen: true, useZeroByteReads: true);
    private readonly SslStream _stream;

    private TlsPeerStream(SslStream stream)
    {
        _stream = stream;
        Reader = PipeReader.Create(stream, Options);
    }

    public override PipeReader Reader { get; }

    /// <summary>Shakes hands. Owns the socket from now on, also when it throws.</summary>
    public static async ValueTask<TlsPeerStream> OpenAsync(Socket socket, TlsServer server, HandshakeVerdict verdict, CancellationToken cancellationToken)
    {
        SslStream stream = new(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await stream.AuthenticateAsServerAsync(server.ForHandshake(verdict), cancellationToken).ConfigureAwait(false);
            return new TlsPeerStream(stream);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await Reader.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }
}
