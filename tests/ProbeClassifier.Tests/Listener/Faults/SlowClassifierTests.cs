using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using static ProbeClassifier.Tests.Listener.ListenerUnderTest;

namespace ProbeClassifier.Tests.Listener.Faults;

/// <summary>What lies between a peer and a classifier that is slow is bounded.</summary>
public sealed class SlowClassifierTests
{
    [Fact]
    public async Task A_slow_classifier_holds_the_peer_up()
    {
        using SemaphoreSlim gate = new(0);
        GatedSink sink = new(gate);
        await using SyslogListener listener = new(_ => sink, Tcp);
        await listener.StartAsync();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 65_536 };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, listener.Endpoints[0].Port));
        byte[] block = [.. Enumerable.Range(0, 500).SelectMany(i => Line(Message(i)))];
        const int Blocks = 1000;
        long sent = 0;
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < Blocks; i++)
            {
                ReadOnlyMemory<byte> left = block;
                while (!left.IsEmpty)
                {
                    int taken = await socket.SendAsync(left);
                    left = left[taken..];
                    Interlocked.Add(ref sent, taken);
                }
            }

            await FinishAsync(socket);
        });
        await sink.Entered.Task;

        // Until nothing more goes out. That has no event, so it looks again and again; too early an end would only make the bound easier.
        (long before, int same) = (0, 0);
        while (same < 20 && !sending.IsCompleted)
        {
            await Task.Delay(20);
            long now = Interlocked.Read(ref sent);
            same = now == before && now > 0 ? same + 1 : 0;
            before = now;
        }

        // Far less than all fits between: the pipe's one receive and what the kernel's buffers hold.
        Assert.InRange(before, 1, (long)block.Length * Blocks / 2);
        Assert.False(sending.IsCompleted);
        gate.Release(int.MaxValue / 2);
        await sending;
        await listener.StopAsync();
        Assert.Equal(500L * Blocks, listener.Counters.Messages);
        Assert.Equal(500L * Blocks, sink.Lines);
    }
}
