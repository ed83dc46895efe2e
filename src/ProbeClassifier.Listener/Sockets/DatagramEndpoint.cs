using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener.Framing;

namespace ProbeClassifier.Listener.Sockets;

/// <summary>A datagram socket: one datagram is one message. Several loops receive from it at once.</summary>
internal sealed class DatagramEndpoint
{
    /// <summary>No UDP datagram is larger.</summary>
    private const int LargestDatagram = 65_536;

    /// <summary>After so many that did not have to wait, others get their turn.</summary>
    private const int DatagramsInARow = 256;

    /// <summary>How long to let be after an error: it may come again at once.</summary>
    private static readonly TimeSpan ErrorPause = TimeSpan.FromMilliseconds(100);

    private readonly ListenerContext _context;
    private readonly Socket _socket;
    private readonly int _loops;

    public DatagramEndpoint(ListenerContext context, Socket socket, BoundEndpoint bound, int loops)
    {
        _context = context;
        _socket = socket;
        _loops = loops;
        Bound = bound;
        Name = bound.ToString();
        if (bound.Transport == SyslogTransport.Udp)
        {
            KernelDrops drops = new(socket);
            Drops = drops;
            context.Tally.AddKernelDrops(drops.Read);
        }
    }

    public BoundEndpoint Bound { get; }

    /// <summary>For notices.</summary>
    public string Name { get; }

    private SyslogTransport Transport => Bound.Transport;

    private KernelDrops? Drops { get; }

    /// <summary>Receives until told to stop; then what the system still holds, for at most a time; then closes the socket.</summary>
    public async Task ReceiveAsync(CancellationToken stop)
    {
        // Of one loop the order is known, and what is left at the end goes on in it.
        IFrameSink[] sinks = [.. Enumerable.Range(0, _loops).Select(_ => _loops == 1 ? _context.OpenSink() : _context.OpenUnorderedSink())];
        await Task.WhenAll(sinks.Select(sink => Task.Run(() => LoopAsync(sink, stop), CancellationToken.None))).ConfigureAwait(false);
        Drain(sinks[0]);
        Drops?.Read();
        _socket.Dispose();
    }

    private async Task LoopAsync(IFrameSink sink, CancellationToken stop)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferBytes(sink), pinned: true);
        SocketAddress? from = Transport == SyslogTransport.Udp ? new SocketAddress(_socket.AddressFamily) : null;
        int inARow = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                ValueTask<int> receiving = from is null
                    ? _socket.ReceiveAsync(buffer, SocketFlags.None, stop)
                    : _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, stop);
                inARow = receiving.IsCompleted ? inARow + 1 : 0;
                Take(sink, buffer.AsSpan(0, await receiving.ConfigureAwait(false)));
                if (inARow < DatagramsInARow)
                    continue;
                inARow = 0;
                await Task.Yield();
            }
            catch (OperationCanceledException)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever it is, there is nobody else to receive.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _context.Tally.SocketError();
                _context.Notices.Tell(
                    error is SocketException ? ListenerNoticeKind.SocketError : ListenerNoticeKind.Failed, Name, $"receiving failed: {error.GetType().Name}: {error.Message}");
                await Task.Delay(ErrorPause, _context.TimeProvider, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Drain(IFrameSink sink)
    {
        byte[] buffer = new byte[BufferBytes(sink)];
        long began = _context.TimeProvider.GetTimestamp();
        try
        {
            _socket.Blocking = false;
            while (_socket.Poll(0, SelectMode.SelectRead) && _context.TimeProvider.GetElapsedTime(began) < _context.Options.DrainTimeout)
                Take(sink, buffer.AsSpan(0, _socket.Receive(buffer)));
        }
        catch (SocketException)
        {
            // Nothing is left.
        }
    }

    private void Take(IFrameSink sink, ReadOnlySpan<byte> datagram)
    {
        ReadOnlySpan<byte> frame = FrameEnd.Trim(datagram);
        _context.Tally.Datagram(Transport, datagram.Length, isEmpty: frame.IsEmpty);
        if (!frame.IsEmpty)
            sink.TakeFrame(frame);
    }

    /// <summary>Room for any datagram, or for one byte over the limit: that is enough to see that it is over.</summary>
    private static int BufferBytes(IFrameSink sink) => Math.Max(LargestDatagram, sink.MaxFrameBytes + 1);
}
