using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener.Framing;
using ProbeClassifier.Listener.Tls;

namespace ProbeClassifier.Listener.Connections;

/// <summary>
/// One accepted connection from its first byte to its last. It is closed once, for the first cause. Besides <see cref="RunAsync"/> all
/// members are for any thread.
/// </summary>
internal sealed class PeerConnection
{
    /// <summary>After so many reads that did not have to wait, others get their turn.</summary>
    private const int ReadsInARow = 16;

    private readonly ListenerContext _context;
    private readonly StreamEndpoint _endpoint;
    private readonly Socket _socket;
    private readonly ReadClock _clock;
    private PeerStream? _stream;
    private int _reason;
    private string? _explanation;

    public PeerConnection(ListenerContext context, StreamEndpoint endpoint, Socket socket, IPAddress? address)
    {
        _context = context;
        _endpoint = endpoint;
        _socket = socket;
        _clock = new ReadClock(context.TimeProvider);
        Address = address;
    }

    /// <summary>The peer's address; null for a Unix socket.</summary>
    public IPAddress? Address { get; }

    /// <summary>Why it is closed; None while it is open.</summary>
    public CloseReason Reason => (CloseReason)Volatile.Read(ref _reason);

    /// <summary>
    /// Ends it, if nothing has ended it before. Does not wait. A handshake goes on until its own time is over, or the listener's.
    /// </summary>
    public void Close(CloseReason reason)
    {
        if (TrySetReason(reason))
            Volatile.Read(ref _stream)?.Reader.CancelPendingRead();
    }

    /// <summary>Closes it if it has kept us waiting for too long.</summary>
    public void CloseIfLate()
    {
        if (Volatile.Read(ref _stream) is null)
            return;
        TimeSpan? frame = _clock.WaitedForFrame();
        if (frame >= _context.Options.FrameTimeout)
            Close(CloseReason.FrameTimeout);
        else if (frame is null && _clock.Waited() >= _context.Options.IdleTimeout)
            Close(CloseReason.IdleTimeout);
    }

    /// <summary>Closes it, in a stop that began at a time, if the peer seems to have said all.</summary>
    public void CloseIfQuiet(long stopBegan)
    {
        if (Volatile.Read(ref _stream) is not null && _clock.Waited(stopBegan) >= _context.Options.DrainQuiet && Available() == 0)
            Close(CloseReason.Stopped);
    }

    /// <summary>Reads until it ends. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            PeerStream stream = await OpenAsync().ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                Volatile.Write(ref _stream, stream);
                if (Reason == CloseReason.None)
                    await ReadAsync(stream.Reader).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // One connection's trouble is never another's.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(error);
        }

        _socket.Dispose();
        _endpoint.OnClosed(this, _explanation);
    }

    private async ValueTask<PeerStream> OpenAsync()
    {
        if (_endpoint.Tls is not { } tls)
            return new PlainPeerStream(_socket);
        HandshakeVerdict verdict = new();
        using CancellationTokenSource timeout = new(_context.Options.HandshakeTimeout, _context.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _context.Over);
        try
        {
            return await TlsPeerStream.OpenAsync(_socket, tls, verdict, either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or OperationCanceledException or SocketException)
        {
            _explanation = verdict.Refusal ?? error.Message;
            CloseReason reason = verdict.Refusal is not null ? CloseReason.ClientCertificateRefused
                : timeout.IsCancellationRequested ? CloseReason.TlsTimeout
                : _context.Over.IsCancellationRequested ? CloseReason.Stopped
                : IsSocketError(error) ? CloseReason.PeerReset
                : CloseReason.TlsFailed;
            TrySetReason(reason);
            throw;
        }
    }

    private async Task ReadAsync(PipeReader reader)
    {
        SyslogFrameScanner scanner = new(_context.OpenSink());
        FramingCounts counts = default;
        bool isOrderly = false;
        int inARow = 0;
        try
        {
            while (true)
            {
                ValueTask<ReadResult> reading = reader.ReadAsync();
                inARow = reading.IsCompleted ? inARow + 1 : 0;
                ReadResult read = await reading.ConfigureAwait(false);
                _clock.Received();
                FramingCounts before = counts;
                long bytes = read.Buffer.Length;
                Feed(scanner, read.Buffer);
                counts = scanner.Counts;
                reader.AdvanceTo(read.Buffer.End);
                if (inARow >= ReadsInARow)
                {
                    inARow = 0;
                    await Task.Yield();
                }

                _clock.Waiting(scanner.IsInsideMessage, isSameMessage: counts.Messages == before.Messages);
                _context.Tally.Stream(_endpoint.Transport, bytes, before, counts);
                if (read.IsCompleted)
                    isOrderly = TrySetReason(CloseReason.PeerClosed);
                if (read.IsCompleted || read.IsCanceled)
                    break;
            }
        }
        finally
        {
            scanner.Finish(isOrderly);
            _context.Tally.Stream(_endpoint.Transport, 0, counts, scanner.Counts);
        }
    }

    private static void Feed(SyslogFrameScanner scanner, in ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> segment in bytes)
            scanner.Feed(segment.Span);
    }

    private void Fail(Exception error)
    {
        if (IsReset(error))
        {
            TrySetReason(CloseReason.PeerReset);
        }
        else if (TrySetReason(CloseReason.Failed))
        {
            _explanation = $"{error.GetType().Name}: {error.Message}";
        }
    }

    private bool TrySetReason(CloseReason reason) => Interlocked.CompareExchange(ref _reason, (int)reason, (int)CloseReason.None) == (int)CloseReason.None;

    private int Available()
    {
        try
        {
            return _socket.Available;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <summary>Whether the connection broke: a reset, or the end of the stream in the middle of a TLS record.</summary>
    private static bool IsReset(Exception error) => IsSocketError(error) || error is EndOfStreamException or IOException { InnerException: null };

    private static bool IsSocketError(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException)
                return true;
        }

        return false;
    }
}
