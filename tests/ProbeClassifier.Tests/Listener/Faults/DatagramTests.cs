using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Support;
using static ProbeClassifier.Tests.Listener.ListenerUnderTest;

namespace ProbeClassifier.Tests.Listener.Faults;

/// <summary>UDP and Unix sockets: one datagram, one message.</summary>
public sealed class DatagramTests
{
    private static readonly SyslogListenerOptions Udp = new() { Udp = [new UdpEndpointOptions { Address = "127.0.0.1", Port = 0 }] };

    [Fact]
    public async Task A_datagram_is_a_message_whatever_is_in_it()
    {
        await using ListenerUnderTest listener = await StartAsync(Udp);
        using Socket socket = UdpSocket(listener);
        await socket.SendAsync(Encoding.Latin1.GetBytes(Message(1)));
        await socket.SendAsync(Line(Message(2)));
        await socket.SendAsync(Encoding.Latin1.GetBytes(Message(3) + "\0"));

        // Two lines in one datagram are one message; a count is text.
        await socket.SendAsync((byte[])[.. Line(Message(4)), .. Line(Message(5))]);
        await socket.SendAsync(Counted("<13>host app: text"));
        await listener.UntilAsync(c => c.Messages == 5);
        ProbeRollup rollup = await listener.StopAsync();
        Assert.Equal(5, rollup.Lines);
        Assert.Equal(4, rollup.EventLines);
        Assert.Equal(5, listener.Counters.MessagesOf(SyslogTransport.Udp));
    }

    [Fact]
    public async Task An_empty_datagram_ends_nothing()
    {
        await using ListenerUnderTest listener = await StartAsync(Udp);
        using Socket socket = UdpSocket(listener);
        for (int i = 0; i < 10; i++)
        {
            await socket.SendAsync(Array.Empty<byte>());
            await socket.SendAsync("\n"u8.ToArray());
            await socket.SendAsync(Encoding.Latin1.GetBytes(Message(i)));
        }

        await listener.UntilAsync(c => c.Messages == 10 && c.EmptyDatagrams == 20);
        Assert.Equal(10, (await listener.StopAsync()).EventLines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_repeat_is_of_the_message_before_it_or_of_none(int loops)
    {
        await using ListenerUnderTest listener = await StartAsync(new() { Udp = [new UdpEndpointOptions { Address = "127.0.0.1", Port = 0, ReceiveLoops = loops }] });
        using Socket socket = UdpSocket(listener);
        const int Pairs = 300;
        for (int i = 0; i < Pairs; i++)
        {
            // By turns, so that the repeat of another message would be seen.
            string message = Message(1).Replace("DPT=23", i % 2 == 0 ? "DPT=22" : "DPT=23", StringComparison.Ordinal);
            await socket.SendAsync(Encoding.Latin1.GetBytes(message));
            await socket.SendAsync(Encoding.Latin1.GetBytes($"<4>Nov 24 11:00:01 fw last message repeated {(i % 2 == 0 ? 1 : 3)} times"));
        }

        await listener.UntilAsync(c => c.Messages == 2 * Pairs);
        RollupSummary summary = (await listener.StopAsync()).Summarize(1);
        (long Ssh, long Telnet, long Unresolved) expected = loops == 1 ? (Pairs, 2 * Pairs, 0) : (Pairs / 2, Pairs / 2, Pairs);
        Assert.Equal(expected, (Of("tcp/22"), Of("tcp/23"), summary.RepeatsUnresolved));

        long Of(string tag) => summary.Tags.Single(t => string.Equals(t.Key.Id, tag, StringComparison.Ordinal)).Events;
    }

    [Fact]
    public async Task A_datagram_over_the_limit_is_cut_and_counted()
    {
        // UDP must not pass over the limit that TCP has (vectordotdev/vector#26439).
        await using ListenerUnderTest listener = await StartAsync(Udp);
        using Socket socket = UdpSocket(listener);
        await socket.SendAsync(Encoding.Latin1.GetBytes(Message(1) + new string('x', 60_000)));
        await socket.SendAsync(Encoding.Latin1.GetBytes(Message(2)));
        await listener.UntilAsync(c => c.Messages == 2);
        ProbeRollup rollup = await listener.StopAsync();
        Assert.Equal(2, rollup.EventLines);
        Assert.Equal(1, rollup.Counts.Oversize);
    }

    [SkippableFact]
    public async Task What_the_kernel_throws_away_is_counted()
    {
        Skip.IfNot(File.Exists("/proc/net/udp"), "no /proc/net/udp");
        using System.Threading.ManualResetEventSlim gate = new();
        WaitingSink sink = new(gate);
        await using SyslogListener listener = new(_ => sink, new SyslogListenerOptions
        {
            Udp = [new UdpEndpointOptions { Address = "127.0.0.1", Port = 0, ReceiveLoops = 1, ReceiveBufferBytes = UdpEndpointOptions.MinReceiveBufferBytes }],
        });
        await listener.StartAsync();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, listener.Endpoints[0].Port));
        byte[] message = Encoding.Latin1.GetBytes(Message(1));
        const int Sent = 3000;
        for (int i = 0; i < Sent; i++)
            await socket.SendAsync(message);
        Assert.InRange(listener.Counters.KernelDrops, 1, Sent);
        gate.Set();
        await listener.StopAsync();

        // Also when the socket is closed.
        Assert.Equal(Sent, listener.Counters.Messages + listener.Counters.KernelDrops);
    }

    [Fact]
    public async Task A_stop_reads_what_the_kernel_holds()
    {
        await using ListenerUnderTest listener = await StartAsync(Udp);
        using Socket socket = UdpSocket(listener);
        byte[] message = Encoding.Latin1.GetBytes(Message(1));
        for (int i = 0; i < 500; i++)
            await socket.SendAsync(message);
        Assert.Equal(500, (await listener.StopAsync()).EventLines + listener.Counters.KernelDrops);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unix_sockets_take_messages_and_leave_no_file(bool isDatagram)
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix sockets");
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "log");
        SyslogListenerOptions options = new() { Unix = [new UnixEndpointOptions { Path = path, IsDatagram = isDatagram, Mode = "666" }] };
        await using ListenerUnderTest listener = await StartAsync(options);
        Assert.Equal("-rw-rw-rw-", ModeOf(path));
        using (Socket socket = new(AddressFamily.Unix, isDatagram ? SocketType.Dgram : SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));

            // As syslog(3) ends its messages on a stream.
            for (int i = 0; i < 100; i++)
                await socket.SendAsync(Encoding.Latin1.GetBytes(Message(i) + (isDatagram ? string.Empty : "\0")));
        }

        await listener.UntilAsync(c => c.Messages == 100);
        Assert.Equal(100, (await listener.StopAsync()).EventLines);
        Assert.Equal(100, listener.Counters.MessagesOf(isDatagram ? SyslogTransport.UnixDatagram : SyslogTransport.UnixStream));
        Assert.False(File.Exists(path));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dead_socket_is_replaced_and_a_live_one_is_not(bool isDatagram)
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix sockets");
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "log");
        string dead = Path.Combine(folder.Path, "dead");
        using (Socket crashed = new(AddressFamily.Unix, isDatagram ? SocketType.Dgram : SocketType.Stream, ProtocolType.Unspecified))
        {
            // Renamed, its file outlives it.
            crashed.Bind(new UnixDomainSocketEndPoint(dead));
            File.Move(dead, path);
        }

        SyslogListenerOptions options = new() { Unix = [new UnixEndpointOptions { Path = path, IsDatagram = isDatagram }] };
        await using ListenerUnderTest listener = await StartAsync(options);
        ListenerStartException error = await Assert.ThrowsAsync<ListenerStartException>(() => StartAsync(options));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("another process listens there", error.Message, StringComparison.Ordinal);
        await listener.StopAsync();
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("precious")]
    public async Task A_file_that_is_no_socket_stays(string content)
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix sockets");
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "log");
        await File.WriteAllTextAsync(path, content);
        SyslogListenerOptions options = new() { Unix = [new UnixEndpointOptions { Path = path }] };
        ListenerStartException error = await Assert.ThrowsAsync<ListenerStartException>(() => StartAsync(options));
        Assert.Contains("no socket", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    private static string ModeOf(string path)
    {
#pragma warning disable CA1416 // The tests that ask are skipped on Windows.
        int mode = (int)File.GetUnixFileMode(path);
#pragma warning restore CA1416
        return "-" + string.Concat(Enumerable.Range(0, 9).Select(i => (mode & (256 >> i)) != 0 ? "rwx"[i % 3] : '-'));
    }

    private static Socket UdpSocket(ListenerUnderTest listener)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(listener.EndPoint());
        return socket;
    }

    private sealed class WaitingSink(System.Threading.ManualResetEventSlim gate) : ProbeClassifier.Listener.Framing.IFrameSink
    {
        public int MaxFrameBytes => FrameLimit;

        public void TakeLines(ReadOnlySpan<byte> lines) => gate.Wait();

        public void TakeFrame(ReadOnlySpan<byte> frame) => gate.Wait();
    }
}
