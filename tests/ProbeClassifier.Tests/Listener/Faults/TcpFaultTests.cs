using System;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Listener.Connections;
using ProbeClassifier.Rollups;
using static ProbeClassifier.Tests.Listener.ListenerUnderTest;

namespace ProbeClassifier.Tests.Listener.Faults;

/// <summary>What peers do to a TCP port. Counts add up each time: messages sent = lines counted + losses that are counted.</summary>
public sealed class TcpFaultTests
{
    [Fact]
    public async Task Both_framings_arrive_once()
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp);
        byte[] bytes = [.. Enumerable.Range(0, 1000).SelectMany(i => i % 3 == 0 ? Counted(Message(i)) : Line(Message(i)))];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => listener.SendAsync(bytes)));
        ProbeRollup rollup = await listener.StopAsync();
        Assert.Equal(8000, rollup.Lines);
        Assert.Equal(8000, rollup.EventLines);
        Assert.Equal(8, listener.Counters.Closed(CloseReason.PeerClosed));
        Assert.Equal(8L * bytes.Length, listener.Counters.BytesOf(SyslogTransport.Tcp));
    }

    [Fact]
    public async Task Single_bytes_make_the_same_messages()
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp);
        byte[] bytes = [.. Counted(Message(1)), .. Line(Message(2)), .. Counted(Message(3)), .. Encoding.Latin1.GetBytes(Message(4))];
        using Socket socket = await listener.ConnectAsync();
        foreach (byte b in bytes)
            await socket.SendAsync(new[] { b });
        await FinishAsync(socket);
        Assert.Equal(4, (await listener.StopAsync()).EventLines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_in_a_message_costs_that_message_and_says_so(bool isCounted)
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp);
        byte[] bytes = [.. Enumerable.Range(0, 100).SelectMany(i => isCounted ? Counted(Message(i)) : Line(Message(i)))];
        Socket socket = await listener.ConnectAsync();
        await SendAllAsync(socket, bytes.AsMemory(0, bytes.Length - 5));
        await listener.UntilAsync(c => c.Messages == 99);
        Reset(socket);
        await listener.UntilAsync(c => c.Closed(CloseReason.PeerReset) == 1);
        Assert.Equal(99, (await listener.StopAsync()).EventLines);
        Assert.Equal(1, listener.Counters.CutMessages);
    }

    [Fact]
    public async Task What_came_before_a_reset_is_counted_though_the_classifier_is_slow()
    {
        // The kernel hands over what it has before it tells of the reset; a pipe in between must not throw it away.
        for (int round = 0; round < 10; round++)
        {
            using System.Threading.SemaphoreSlim gate = new(0);
            GatedSink sink = new(gate);
            await using SyslogListener listener = new(_ => sink, Tcp);
            await listener.StartAsync();
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, listener.Endpoints[0].Port));
            await SendAllAsync(socket, Line(Message(0)));
            await sink.Entered.Task;

            // Little enough for the kernel to have it all; a reset throws away what the sender's side still holds.
            await SendAllAsync(socket, (byte[])[.. Enumerable.Range(1, 300).SelectMany(i => Line(Message(i)))]);
            Reset(socket);
            gate.Release(int.MaxValue / 2);
            await listener.StopAsync();
            Assert.Equal(301, sink.Lines);
            Assert.Equal(1, listener.Counters.Closed(CloseReason.PeerReset));
        }
    }

    [Theory]
    [InlineData("0 ", 1, 0)]
    [InlineData("-17 ", 1, 0)]
    [InlineData("seventeen ", 0, 0)]
    [InlineData("17x ", 1, 0)]
    [InlineData("99999999 ", 1, 0)]
    [InlineData("99999999999999999999 ", 1, 0)]
    public async Task A_bad_octet_count_costs_nothing(string count, int bad, int resynchronised)
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp);
        await listener.SendAsync([.. Encoding.Latin1.GetBytes(count), .. Line(Message(1)), .. Counted(Message(2)), .. Line(Message(3))]);
        Assert.Equal(3, (await listener.StopAsync()).Lines);
        Assert.Equal(bad, listener.Counters.BadOctetCounts);
        Assert.Equal(resynchronised, listener.Counters.Resynchronised);
    }

    [Fact]
    public async Task Garbage_after_a_message_is_a_message_and_the_next_is_found()
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp);
        await listener.SendAsync([.. Counted(Message(1)), .. "garbage"u8, .. Counted(Message(2)), .. Counted(Message(3))]);
        ProbeRollup rollup = await listener.StopAsync();
        Assert.Equal(4, rollup.Lines);
        Assert.Equal(3, rollup.EventLines);
        Assert.Equal(1, listener.Counters.Resynchronised);
    }

    [Fact]
    public async Task A_count_of_more_than_is_sent_costs_what_it_swallows()
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp);
        string first = Message(1);
        await listener.SendAsync([.. Encoding.Latin1.GetBytes($"{first.Length + 14} {first}"), .. Counted(Message(2)), .. Counted(Message(3)), .. Encoding.Latin1.GetBytes("500 " + first)]);
        ProbeRollup rollup = await listener.StopAsync();
        Assert.Equal(3, rollup.Lines);
        Assert.Equal(1, listener.Counters.Resynchronised);
        Assert.Equal(1, listener.Counters.CutMessages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_over_the_limit_is_cut_and_counted(bool isCounted)
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp);
        string large = Message(1) + new string('x', 9_000_000);
        byte[] next = isCounted ? Counted(Message(2)) : Line(Message(2));
        await listener.SendAsync([.. isCounted ? Counted(large) : Line(large), .. next]);
        ProbeRollup rollup = await listener.StopAsync();
        Assert.Equal(2, rollup.EventLines);
        Assert.Equal(1, rollup.Counts.Oversize);
    }

    [Fact]
    public async Task An_idle_peer_is_let_go()
    {
        SteppedTime time = new();
        await using ListenerUnderTest listener = await StartAsync(Tcp with { IdleTimeout = TimeSpan.FromMinutes(5) }, time);
        using Socket silent = await listener.ConnectAsync();
        using Socket once = await listener.ConnectAsync();
        await SendAllAsync(once, Line(Message(1)));
        await listener.UntilAsync(c => c.Messages == 1 && c.Active == 2);
        time.Advance(TimeSpan.FromMinutes(5));
        await EndAsync(silent);
        await EndAsync(once);
        Assert.Equal(1, (await listener.StopAsync()).EventLines);
        Assert.Equal(2, listener.Counters.Closed(CloseReason.IdleTimeout));
    }

    [Fact]
    public async Task A_peer_that_dribbles_is_let_go_and_its_message_is_counted_as_cut()
    {
        SteppedTime time = new();
        await using ListenerUnderTest listener = await StartAsync(Tcp with { FrameTimeout = TimeSpan.FromSeconds(30) }, time);
        using Socket socket = await listener.ConnectAsync();
        byte[] first = Line(Message(1));
        await SendAllAsync(socket, first);
        Task ended = EndAsync(socket);

        // A byte every two seconds: no pause is long.
        for (int i = 1; i <= 15; i++)
        {
            await SendAllAsync(socket, "x"u8.ToArray());
            await listener.UntilAsync(c => c.Bytes == first.Length + i);
            Assert.Equal(1, listener.Counters.Active);
            time.Advance(TimeSpan.FromSeconds(2));
        }

        await ended;
        Assert.Equal(1, (await listener.StopAsync()).EventLines);
        Assert.Equal(1, listener.Counters.Closed(CloseReason.FrameTimeout));
        Assert.Equal(1, listener.Counters.CutMessages);
    }

    [Fact]
    public async Task A_peer_that_is_always_within_a_message_but_never_for_long_stays()
    {
        SteppedTime time = new();
        await using ListenerUnderTest listener = await StartAsync(Tcp with { FrameTimeout = TimeSpan.FromSeconds(30) }, time);
        using Socket socket = await listener.ConnectAsync();
        byte[] message = Counted(Message(1));
        await SendAllAsync(socket, message.AsMemory(0, 20));
        for (int i = 0; i < 40; i++)
        {
            await SendAllAsync(socket, (byte[])[.. message[20..], .. message[..20]]);
            await listener.UntilAsync(c => c.Messages == i + 1);
            time.Advance(TimeSpan.FromSeconds(14));
        }

        await SendAllAsync(socket, message.AsMemory(20));
        await FinishAsync(socket);
        Assert.Equal(41, (await listener.StopAsync()).EventLines);
        Assert.Equal(1, listener.Counters.Closed(CloseReason.PeerClosed));
    }

    [Fact]
    public void Time_in_which_we_work_is_not_the_peers()
    {
        SteppedTime time = new();
        ReadClock clock = new(time);
        clock.Received();
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, clock.Waited());
        Assert.Equal(TimeSpan.Zero, clock.WaitedForFrame());
        clock.Waiting(isInsideMessage: true, isSameMessage: false);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), clock.WaitedForFrame());
        clock.Received();
        time.Advance(TimeSpan.FromHours(1));
        clock.Waiting(isInsideMessage: true, isSameMessage: true);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(4), clock.Waited());
        Assert.Equal(TimeSpan.FromSeconds(7), clock.WaitedForFrame());
        clock.Received();
        clock.Waiting(isInsideMessage: false, isSameMessage: false);
        Assert.Null(clock.WaitedForFrame());
    }

    [Fact]
    public async Task One_address_has_its_share()
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp with { MaxConnectionsPerAddress = 2 });
        using Socket first = await listener.ConnectAsync();
        using Socket second = await listener.ConnectAsync();
        await listener.UntilAsync(c => c.Active == 2);
        using Socket third = await listener.ConnectAsync();
        await EndAsync(third);
        Assert.Equal(1, listener.Counters.Closed(CloseReason.TooManyFromAddress));
        await FinishAsync(first);
        await listener.UntilAsync(c => c.Active == 1);
        using Socket fourth = await listener.ConnectAsync();
        await listener.UntilAsync(c => c.Active == 2);
        await listener.StopAsync();
    }
}
