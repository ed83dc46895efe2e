using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener.Accounting;
using ProbeClassifier.Listener.Sockets;
using ProbeClassifier.Listener.Tls;

namespace ProbeClassifier.Listener.Connections;

/// <summary>A listening stream socket: accepts, and never waits on a peer.</summary>
internal sealed class StreamEndpoint
{
    /// <summary>How long to let be when there is nothing to accept with.</summary>
    private static readonly TimeSpan ErrorPause = TimeSpan.FromMilliseconds(100);

    private readonly ListenerContext _context;
    private readonly ConnectionTable _table;
    private readonly Socket _socket;

    public StreamEndpoint(ListenerContext context, ConnectionTable table, Socket socket, BoundEndpoint bound, TlsServer? tls)
    {
        _context = context;
        _table = table;
        _socket = socket;
        Bound = bound;
        Name = bound.ToString();
        Tls = tls;
    }

    public BoundEndpoint Bound { get; }

    /// <summary>For notices.</summary>
    public string Name { get; }

    public SyslogTransport Transport => Bound.Transport;

    /// <summary>Null for a plain endpoint.</summary>
    public TlsServer? Tls { get; }

    /// <summary>
    /// Accepts until told to stop; then takes what the system has accepted by itself, for at most <see cref="SyslogListenerOptions.DrainTimeout"/>,
    /// and closes the listening socket.
    /// </summary>
    public async Task AcceptAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Take(await _socket.AcceptAsync(stop).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException error)
            {
                // One that was gone before it was accepted, or no file descriptor left.
                _context.Tally.SocketError();
                _context.Notices.Tell(ListenerNoticeKind.SocketError, Name, $"accepting failed: {error.Message}");
                await Task.Delay(ErrorPause, _context.TimeProvider, CancellationToken.None).ConfigureAwait(false);
            }
        }

        TakeWaiting();
        _socket.Dispose();
    }

    /// <summary>A connection is over.</summary>
    public void OnClosed(PeerConnection connection, string? explanation)
    {
        CloseReason reason = connection.Reason;
        if (reason is not (CloseReason.PeerClosed or CloseReason.Stopped))
        {
            ListenerNoticeKind kind = reason switch
            {
                CloseReason.TlsFailed or CloseReason.TlsTimeout or CloseReason.ClientCertificateRefused => ListenerNoticeKind.TlsFailed,
                CloseReason.Failed => ListenerNoticeKind.Failed,
                _ => ListenerNoticeKind.ConnectionClosed,
            };
            string because = explanation is null ? string.Empty : $": {explanation}";
            _context.Notices.Tell(kind, Name, $"connection from {Peer(connection.Address)} closed, {CloseReasonNames.Of(reason)}{because}");
        }

        _table.Remove(connection, () => _context.Tally.Closed(Transport, reason));
    }

    private void Take(Socket socket)
    {
        IPAddress? address = SocketOptions.PeerAddress(socket);
        PeerConnection connection = new(_context, this, socket, address);
        CloseReason refusal = _table.TryAdd(connection);
        _context.Tally.Accepted(Transport, isAdmitted: refusal == CloseReason.None);
        if (refusal == CloseReason.None)
        {
            SocketOptions.SetUp(socket);
            ThreadPool.UnsafeQueueUserWorkItem(static connection => _ = connection.RunAsync(), connection, preferLocal: false);
            return;
        }

        SocketOptions.Reset(socket);
        _context.Tally.Refused(refusal);
        _context.Notices.Tell(ListenerNoticeKind.ConnectionRefused, Name, $"connection from {Peer(address)} refused, {CloseReasonNames.Of(refusal)}");
    }

    private void TakeWaiting()
    {
        // Under a flood there is always one more.
        long began = _context.TimeProvider.GetTimestamp();
        try
        {
            _socket.Blocking = false;
            while (_socket.Poll(0, SelectMode.SelectRead) && _context.TimeProvider.GetElapsedTime(began) < _context.Options.DrainTimeout)
                Take(_socket.Accept());
        }
        catch (SocketException)
        {
            // None is left, or the last one is gone.
        }
    }

    private static string Peer(IPAddress? address) => address?.ToString() ?? "a local process";
}
