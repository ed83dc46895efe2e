using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener.Connections;
using ProbeClassifier.Listener.Sockets;
using ProbeClassifier.Listener.Tls;

namespace ProbeClassifier.Listener;

/// <summary>All endpoints of a listener, and the connections that came in on them.</summary>
internal sealed class ListenerEndpoints
{
    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(1);

    private readonly ListenerContext _context;
    private readonly ConnectionTable _table;
    private readonly List<StreamEndpoint> _streams = [];
    private readonly List<DatagramEndpoint> _datagrams = [];
    private Task _accepting = Task.CompletedTask;

    public ListenerEndpoints(ListenerContext context)
    {
        _context = context;
        _table = new ConnectionTable(context.Options.MaxConnections, context.Options.MaxConnectionsPerAddress);
    }

    public IReadOnlyList<BoundEndpoint> Bound { get; private set; } = [];

    /// <summary>Binds all, or none and throws.</summary>
    public void Open()
    {
        List<Socket> sockets = [];
        List<BoundEndpoint> all = [];
        try
        {
            foreach (TcpEndpointOptions tcp in _context.Options.Tcp)
                AddStream(BoundSockets.Stream(SyslogTransport.Tcp, tcp.Address, tcp.Port), null);
            foreach (TlsEndpointOptions tls in _context.Options.Tls)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"tls {tls.Address} port {tls.Port}");
                TlsServer server = new(tls, _context, name);
                AddStream(BoundSockets.Stream(SyslogTransport.Tls, tls.Address, tls.Port), server);
            }

            foreach (UdpEndpointOptions udp in _context.Options.Udp)
                AddDatagram(BoundSockets.Datagram(udp.Address, udp.Port), udp.ReceiveLoops, udp.ReceiveBufferBytes);
            foreach (UnixEndpointOptions unix in _context.Options.Unix)
            {
                if (unix.IsDatagram)
                    AddDatagram(UnixSockets.Open(unix), 1, null);
                else
                    AddStream(UnixSockets.Open(unix), null);
            }
        }
        catch
        {
            sockets.ForEach(s => s.Dispose());
            _streams.Clear();
            _datagrams.Clear();
            throw;
        }

        Bound = all;

        void AddStream((Socket Socket, BoundEndpoint Bound) opened, TlsServer? tls)
        {
            sockets.Add(opened.Socket);
            all.Add(opened.Bound);
            _streams.Add(new StreamEndpoint(_context, _table, opened.Socket, opened.Bound, tls));
        }

        void AddDatagram((Socket Socket, BoundEndpoint Bound) opened, int loops, int? buffer)
        {
            sockets.Add(opened.Socket);
            all.Add(opened.Bound);
            _datagrams.Add(new DatagramEndpoint(_context, opened.Socket, opened.Bound, loops));
            if (buffer is { } bytes && SocketOptions.SetReceiveBuffer(opened.Socket, bytes) is var granted && granted < bytes)
            {
                _context.Notices.TellAlways(
                    ListenerNoticeKind.ReceiveBufferSmall,
                    opened.Bound.ToString(),
                    string.Create(CultureInfo.InvariantCulture, $"the system granted {granted} bytes of the receive buffer's {bytes}: raise net.core.rmem_max, or ask for less"));
            }
        }
    }

    /// <summary>Accepts and receives until told to stop, and until <see cref="DrainAsync"/> is through.</summary>
    public Task RunAsync(CancellationToken stop)
    {
        _accepting = Task.WhenAll(_streams.Select(endpoint => Task.Run(() => endpoint.AcceptAsync(stop), CancellationToken.None)));
        IEnumerable<Task> receiving = _datagrams.Select(endpoint => Task.Run(() => endpoint.ReceiveAsync(stop), CancellationToken.None));
        return Task.WhenAll([_accepting, SweepAsync(), .. receiving]);
    }

    /// <summary>After the stop is told: lets the peers finish, and closes their connections.</summary>
    /// <param name="over">Cancelled when it waits for no peer any more; the context has its token.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task DrainAsync(CancellationTokenSource over, CancellationToken cancellationToken)
    {
        TimeProvider time = _context.TimeProvider;
        long began = time.GetTimestamp();
        await _accepting.ConfigureAwait(false);
        Task empty = _table.WhenEmpty();
        while (!empty.IsCompleted)
        {
            bool isOver = cancellationToken.IsCancellationRequested || time.GetElapsedTime(began) >= _context.Options.DrainTimeout;
            if (isOver)
                await over.CancelAsync().ConfigureAwait(false);
            foreach (PeerConnection connection in _table.Open())
            {
                if (isOver)
                    connection.Close(CloseReason.Stopped);
                else
                    connection.CloseIfQuiet(began);
            }

            await Task.WhenAny(empty, Task.Delay(DrainStep, time, CancellationToken.None)).ConfigureAwait(false);
        }

        await over.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Closes those that are late, often enough for the shortest of the limits.</summary>
    private async Task SweepAsync()
    {
        SyslogListenerOptions options = _context.Options;
        TimeSpan shortest = options.IdleTimeout < options.FrameTimeout ? options.IdleTimeout : options.FrameTimeout;
        TimeSpan period = TimeSpan.FromTicks(Math.Clamp(shortest.Ticks / 4, SyslogListenerOptions.ShortestTime.Ticks / 2, LongestSweep.Ticks));
        using PeriodicTimer timer = new(period, _context.TimeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_context.Over).ConfigureAwait(false))
            {
                foreach (PeerConnection connection in _table.Open())
                    connection.CloseIfLate();
            }
        }
        catch (OperationCanceledException)
        {
            // The stop is through.
        }
    }
}
