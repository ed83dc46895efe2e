using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace ProbeClassifier.Benchmarks.Load;

/// <summary>One connection's part of a load.</summary>
internal static class Sender
{
    /// <summary>Messages of one write: some tens of KiB.</summary>
    private const int AtOnce = 256;

    /// <summary>Sends messages; returns the bytes.</summary>
    public static async Task<long> SendAsync(SendPlan plan, MessageBlock block, int messages)
    {
        using var socket = plan.Transport == SendTransport.Udp
            ? new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, plan.Port));
        var pace = new Pace(plan.Rate / plan.Connections);
        if (plan.Transport == SendTransport.Udp)
            return await SendDatagramsAsync(socket, block, messages, pace);
        await using var network = new NetworkStream(socket);
        if (plan.Transport != SendTransport.Tls)
            return await SendStreamAsync(network, block, messages, pace);

#pragma warning disable CA5359 // Whose certificate it is does not matter to a load over loopback.
        await using var tls = new SslStream(network, leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync("localhost");
        long bytes = await SendStreamAsync(tls, block, messages, pace);
        await tls.ShutdownAsync();
        await EndAsync(socket);
        return bytes;
    }

    /// <summary>
    /// Ends in order: a socket that is closed with something unread (TLS 1.3 sends tickets) resets its connection, and what it has not
    /// sent yet is lost.
    /// </summary>
    private static async Task EndAsync(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        byte[] rest = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(rest) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // The receiver ended it its own way, after it had read all.
        }
    }

    private static async Task<long> SendStreamAsync(Stream stream, MessageBlock block, int messages, Pace pace)
    {
        long bytes = 0;
        int at = 0;
        while (messages > 0)
        {
            int count = Math.Min(Math.Min(AtOnce, messages), block.Count - at);
            ReadOnlyMemory<byte> part = block.Messages(at, count);
            await stream.WriteAsync(part);
            bytes += part.Length;
            messages -= count;
            at = (at + count) % block.Count;
            await pace.AfterAsync(count);
        }

        return bytes;
    }

    private static async Task<long> SendDatagramsAsync(Socket socket, MessageBlock block, int messages, Pace pace)
    {
        long bytes = 0;
        for (int i = 0; i < messages; i++)
        {
            bytes += socket.Send(block.Datagram(i % block.Count).Span);
            if (i % 32 == 31)
                await pace.AfterAsync(32);
        }

        return bytes;
    }

    /// <summary>Waits as long as a rate asks for.</summary>
    private sealed class Pace(int rate)
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private long _sent;

        public async ValueTask AfterAsync(int messages)
        {
            _sent += messages;
            if (rate <= 0)
                return;
            TimeSpan ahead = TimeSpan.FromSeconds((double)_sent / rate) - Stopwatch.GetElapsedTime(_start);
            if (ahead > TimeSpan.FromMilliseconds(2))
                await Task.Delay(ahead);
        }
    }
}
