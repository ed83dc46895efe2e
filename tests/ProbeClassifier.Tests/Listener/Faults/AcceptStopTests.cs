using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Listener.Accounting;
using ProbeClassifier.Listener.Connections;

namespace ProbeClassifier.Tests.Listener.Faults;

/// <summary>A stop while connections keep coming.</summary>
public sealed class AcceptStopTests
{
    private const int Waiting = 20;

    [Theory]
    [InlineData(5, 5)]
    [InlineData(1000, Waiting)]
    public async Task Connections_that_wait_are_taken_as_long_as_there_is_time(int drainSeconds, int expected)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(Waiting);
        SyslogListenerOptions options = ListenerUnderTest.Tcp with { DrainTimeout = TimeSpan.FromSeconds(drainSeconds) };
        TickingTime time = new();
        CountingSink sink = new();
        ListenerContext context = new(options, time, new ListenerTally(), new NoticeGate(null, time), () => sink, () => sink, CancellationToken.None);
        StreamEndpoint endpoint = new(context, new ConnectionTable(1, null), socket, new BoundEndpoint(SyslogTransport.Tcp, "127.0.0.1", 0), null);
        List<Socket> peers = [.. Enumerable.Range(0, Waiting).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];
        foreach (Socket peer in peers)
            await peer.ConnectAsync(socket.LocalEndPoint!);

        // The stop is told already: it only takes those that wait. Each look at the clock is a second later.
        await endpoint.AcceptAsync(new CancellationToken(canceled: true));
        peers.ForEach(p => p.Dispose());
        Assert.InRange(context.Tally.Snapshot().Accepted, 1, expected);
        if (expected == Waiting)
            Assert.Equal(Waiting, context.Tally.Snapshot().Accepted);
    }

    private sealed class TickingTime : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
    }
}
