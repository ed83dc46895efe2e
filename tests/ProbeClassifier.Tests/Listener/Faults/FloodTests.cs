using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Rollups;
using static ProbeClassifier.Tests.Listener.ListenerUnderTest;

namespace ProbeClassifier.Tests.Listener.Faults;

/// <summary>More connections than the cap, and a stop in the midst of a load.</summary>
[Collection(nameof(AllocationTests))]
public sealed class FloodTests
{
    [SkippableTheory]
    [InlineData(300, 30)]
    [InlineData(10_000, 1_000)]
    public async Task Connections_beyond_the_cap_are_refused_and_the_others_served(int connections, int cap)
    {
        Skip.If(OpenFiles() < 4 * cap, "too few file descriptors: raise ulimit -n");
        await using ListenerUnderTest listener = await StartAsync(Tcp with { MaxConnections = cap });
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ConcurrentBag<Socket> sockets = [];
        for (int i = 0; i < cap; i++)
            sockets.Add(await listener.ConnectAsync());
        await listener.UntilAsync(c => c.Active == cap);

        // The rest, several at a time; each is closed as soon as it is refused, as nobody holds that many files.
        await Parallel.ForEachAsync(Enumerable.Range(cap, connections - cap), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            using Socket refused = await listener.ConnectAsync();
            await EndAsync(refused);
        });
        await listener.UntilAsync(c => c.Accepted == connections);
        Assert.Equal(cap, listener.Counters.Active);
        Assert.Equal(connections - cap, listener.Counters.Closed(CloseReason.TooManyConnections));

        // Waiting connections hold no buffers: 64 KiB each would be seen at once. Nothing runs beside this, since the figure is the process's.
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(held, long.MinValue, (cap * 45_000L) + 8_000_000);

        // Those inside are served.
        foreach (Socket socket in sockets)
            await SendAllAsync(socket, Line(Message(1)));
        foreach (Socket socket in sockets)
        {
            await FinishAsync(socket);
            socket.Dispose();
        }

        Assert.Equal(cap, (await listener.StopAsync()).EventLines);
        Assert.InRange(listener.Notices.Count(n => n.Kind == ListenerNoticeKind.ConnectionRefused), 1, 120);
    }

    [Fact]
    public async Task What_was_sent_before_the_end_is_counted_once_though_the_listener_is_stopping()
    {
        for (int round = 0; round < 5; round++)
        {
            await using ListenerUnderTest listener = await StartAsync(Tcp);
            byte[] messages = [.. Enumerable.Range(0, 50).SelectMany(i => i % 2 == 0 ? Counted(Message(i)) : Line(Message(i)))];
            long completed = 0;
            long attempted = 0;
            TaskCompletionSource busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task[] peers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                        await socket.ConnectAsync(listener.EndPoint());
                        Interlocked.Increment(ref attempted);
                        await SendAllAsync(socket, messages);
                        socket.Shutdown(SocketShutdown.Send);

                        // The listener closes in order only when it has read to the end.
                        if (await socket.ReceiveAsync(new byte[1]) == 0 && Interlocked.Increment(ref completed) > 200)
                            busy.TrySetResult();
                    }
                }
                catch (SocketException)
                {
                    // The listener is gone.
                }
            }))];
            await busy.Task;
            ProbeRollup rollup = await listener.StopAsync();
            await Task.WhenAll(peers);
            long closed = listener.Counters.Closed(CloseReason.PeerClosed);
            Assert.InRange(closed, completed, attempted);
            Assert.InRange(rollup.Lines, 50 * closed, 50 * attempted);
            if (listener.Counters.Closed(CloseReason.Stopped) + listener.Counters.Closed(CloseReason.PeerReset) == 0)
                Assert.Equal(50 * closed, rollup.Lines);
            Assert.Equal(rollup.Lines, rollup.EventLines);
        }
    }

    [Fact]
    public async Task A_stop_reads_what_is_on_its_way_and_waits_for_nobody_who_is_silent()
    {
        SteppedTime time = new();
        await using ListenerUnderTest listener = await StartAsync(Tcp, time);
        using Socket silent = await listener.ConnectAsync();
        using Socket halfway = await listener.ConnectAsync();
        await SendAllAsync(halfway, Counted(Message(1)).AsMemory(0, 30));
        await listener.UntilAsync(c => c.Bytes == 30 && c.Active == 2);
        Task<ProbeRollup> stopping = listener.StopAsync();
        await SendAllAsync(halfway, Counted(Message(1)).AsMemory(30));
        await FinishAsync(halfway);
        Assert.False(stopping.IsCompleted);
        while (!stopping.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5);
        }

        Assert.Equal(1, (await stopping).EventLines);
        await EndAsync(silent);
        Assert.Equal(1, listener.Counters.Closed(CloseReason.Stopped));
        Assert.Equal(1, listener.Counters.Closed(CloseReason.PeerClosed));
    }

    [Fact]
    public async Task A_peer_that_never_ends_does_not_hold_a_stop_up()
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp with { DrainTimeout = TimeSpan.FromMilliseconds(100) });
        using Socket socket = await listener.ConnectAsync();
        Task sending = Task.Run(async () =>
        {
            try
            {
                while (true)
                    await SendAllAsync(socket, Line(Message(1)));
            }
            catch (SocketException)
            {
                // The listener is gone.
            }
        });
        await listener.UntilAsync(c => c.Messages > 0);
        await listener.StopAsync();
        await sending;
        Assert.Equal(1, listener.Counters.Closed(CloseReason.Stopped));
        await Assert.ThrowsAsync<InvalidOperationException>(() => listener.Listener.StartAsync());
    }

    private static long OpenFiles()
    {
        string? line = File.Exists("/proc/self/limits") ? File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        return line is not null && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out long files) ? files : long.MaxValue;
    }
}
