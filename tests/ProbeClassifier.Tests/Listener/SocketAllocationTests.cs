using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using static ProbeClassifier.Tests.Listener.ListenerUnderTest;

namespace ProbeClassifier.Tests.Listener;

/// <summary>
/// From a real socket to the sink. The whole process is measured, over many messages; the peer here writes synchronously and allocates
/// nothing itself. The runtime's own queues and timers allocate some kilobytes now and then, so the least of a few rounds is taken, and
/// less than a byte a message asked for: the smallest object for each message would be 24.
/// </summary>
[Collection(nameof(AllocationTests))]
public sealed class SocketAllocationTests
{
    private const int Rounds = 8;
    private const int MessagesInRound = 20_000;

    [Fact]
    public async Task A_message_over_TCP_allocates_nothing()
    {
        CountingSink sink = new();
        await using SyslogListener listener = new(_ => sink, ListenerUnderTest.Tcp);
        await listener.StartAsync();
        using Socket socket = Connect(listener, SocketType.Stream, ProtocolType.Tcp);
        byte[] block = [.. Enumerable.Range(0, 100).SelectMany(i => i % 2 == 0 ? Counted(Message(i)) : Line(Message(i)))];
        long least = Least(sink, () =>
        {
            for (int i = 0; i < MessagesInRound / 100; i++)
                SendAll(socket, block);
        });
        socket.Dispose();
        Assert.InRange(least, 0, MessagesInRound - 1);
    }

    [Fact]
    public async Task A_message_over_UDP_allocates_nothing()
    {
        CountingSink sink = new();
        await using SyslogListener listener = new(_ => sink, new SyslogListenerOptions { Udp = [new UdpEndpointOptions { Address = "127.0.0.1", Port = 0 }] });
        await listener.StartAsync();
        using Socket socket = Connect(listener, SocketType.Dgram, ProtocolType.Udp);
        byte[] message = Encoding.Latin1.GetBytes(Message(1));
        long sent = 0;
        long least = Least(sink, () =>
        {
            for (int i = 0; i < MessagesInRound; i++)
            {
                socket.Send(message);
                sent++;

                // Never more on its way than the kernel holds.
                while (sent - sink.Messages > 100)
                    Thread.Yield();
            }
        });
        socket.Dispose();
        Assert.InRange(least, 0, MessagesInRound - 1);
    }

    private static Socket Connect(SyslogListener listener, SocketType type, ProtocolType protocol)
    {
        Socket socket = new(AddressFamily.InterNetwork, type, protocol);
        socket.Connect(new IPEndPoint(IPAddress.Loopback, listener.Endpoints[0].Port));
        return socket;
    }

    private static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[socket.Send(bytes)..];
    }

    /// <summary>The least that a round allocates, after two to warm up.</summary>
    private static long Least(CountingSink sink, Action round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            long expected = sink.Messages + MessagesInRound;
            long before = GC.GetTotalAllocatedBytes(precise: true);
            round();
            while (sink.Messages < expected)
                Thread.Yield();
            if (i >= 2)
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
