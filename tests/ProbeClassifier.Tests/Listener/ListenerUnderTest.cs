using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Tests.Listener;

/// <summary>A listener on loopback with a collector behind it, and peers to send to it.</summary>
internal sealed class ListenerUnderTest : IAsyncDisposable
{
    public const int FrameLimit = 2048;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<ListenerNotice> _notices = [];
    private readonly ProbeCollector _collector = new(new ProbeCollectorOptions { Parser = new ProbeParserOptions { Year = 2026, MaxFrameBytes = FrameLimit } });

    public ListenerUnderTest(SyslogListenerOptions options, TimeProvider? time = null) =>
        Listener = new SyslogListener(_collector, options, time, notice =>
        {
            lock (_notices)
                _notices.Add(notice);
        });

    public SyslogListener Listener { get; }

    public ListenerCounters Counters => Listener.Counters;

    public IReadOnlyList<ListenerNotice> Notices
    {
        get
        {
            lock (_notices)
                return [.. _notices];
        }
    }

    public static SyslogListenerOptions Tcp { get; } = new() { Tcp = [new TcpEndpointOptions { Address = "127.0.0.1", Port = 0 }] };

    public static async Task<ListenerUnderTest> StartAsync(SyslogListenerOptions options, TimeProvider? time = null)
    {
        ListenerUnderTest listener = new(options, time);
        await listener.Listener.StartAsync();
        return listener;
    }

    /// <summary>The text of a message that is one event.</summary>
    public static string Message(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"<4>Nov 24 11:00:00 fw kernel: IN=eth0 OUT= SRC=192.0.2.{i % 250} DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=23 SYN");

    public static byte[] Counted(string message) => Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} {message}"));

    public static byte[] Line(string message) => Encoding.Latin1.GetBytes(message + "\n");

    public IPEndPoint EndPoint(int index = 0) => new(IPAddress.Loopback, Listener.Endpoints[index].Port);

    /// <summary>A peer that is connected, or was and has been refused.</summary>
    public async Task<Socket> ConnectAsync(int index = 0)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(EndPoint(index));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Refused so fast that connecting saw it.
        }

        return socket;
    }

    /// <summary>A peer that sends and closes in order.</summary>
    public async Task SendAsync(byte[] bytes, int index = 0)
    {
        using Socket socket = await ConnectAsync(index);
        await SendAllAsync(socket, bytes);
        await FinishAsync(socket);
    }

    public static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }

    /// <summary>FIN, and then wait for the listener's.</summary>
    public static async Task FinishAsync(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        await EndAsync(socket);
    }

    /// <summary>Waits until the listener closes the connection, in order or not.</summary>
    public static async Task EndAsync(Socket socket)
    {
        using CancellationTokenSource patience = new(Patience);
        byte[] nothing = new byte[1];
        try
        {
            while (await socket.ReceiveAsync(nothing, patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset.
        }
    }

    /// <summary>RST.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    /// <summary>Waits for counts to be so. They have no event, so it looks again and again.</summary>
    public async Task UntilAsync(Func<ListenerCounters, bool> condition)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!condition(Counters))
        {
            if (patience.IsCancellationRequested)
                Assert.Fail("in vain: " + Describe());
            await Task.Delay(2);
        }
    }

    /// <summary>Stops, and checks what must hold of every run. Returns the collector's counts.</summary>
    public async Task<ProbeRollup> StopAsync()
    {
        await Listener.StopAsync();
        ProbeRollup rollup = _collector.ToRollup();
        ListenerCounters counters = Counters;
        Assert.Equal(counters.Messages, rollup.Lines);
        Assert.Equal(0, counters.Active);
        Assert.Equal(counters.Accepted, Enum.GetValues<CloseReason>().Sum(counters.Closed));
        Assert.Equal(0, counters.Closed(CloseReason.Failed));
        return rollup;
    }

    public string Describe() => string.Join(
        ' ',
        Enum.GetValues<CloseReason>().Where(r => Counters.Closed(r) > 0).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r}={Counters.Closed(r)}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"messages={Counters.Messages} accepted={Counters.Accepted} active={Counters.Active} cut={Counters.CutMessages}"))
            .Concat(Notices.Select(n => n.Message)));

    public async ValueTask DisposeAsync() => await Listener.DisposeAsync();
}
