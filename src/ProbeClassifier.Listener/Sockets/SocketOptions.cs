using System;
using System.Net;
using System.Net.Sockets;

namespace ProbeClassifier.Listener.Sockets;

/// <summary>What is set on sockets. A peer that is gone by then is no error: reading will tell.</summary>
internal static class SocketOptions
{
    /// <summary>A peer that vanished without a word is found out after this and five probes, unless a time limit is shorter.</summary>
    private const int KeepAliveSeconds = 60;

    private const int KeepAliveIntervalSeconds = 10;
    private const int KeepAliveProbes = 5;

    /// <summary>Linux: SOL_SOCKET and SO_RCVBUFFORCE, which may go over the system's limit if the process may administer the network.</summary>
    private const int SolSocket = 1;

    private const int ReceiveBufferForce = 33;

    public static void SetUp(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.Unix)
            return;
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
        }
        catch (SocketException)
        {
        }
    }

    /// <summary>Closes it at once. It leaves nothing behind in the system's tables, which a flood would fill.</summary>
    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (SocketException)
        {
        }

        socket.Dispose();
    }

    /// <summary>The peer's address, IPv4 as IPv4; null for a Unix socket, and for a peer that is gone already.</summary>
    public static IPAddress? PeerAddress(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint is IPEndPoint { Address: var address }
                ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address
                : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Asks for a receive buffer and returns what the system granted, bytes.</summary>
    public static int SetReceiveBuffer(Socket socket, int bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            socket.ReceiveBufferSize = bytes;
            return socket.ReceiveBufferSize;
        }

        socket.ReceiveBufferSize = bytes;
        if (Granted(socket) < bytes)
        {
            try
            {
                socket.SetRawSocketOption(SolSocket, ReceiveBufferForce, BitConverter.GetBytes(bytes));
            }
            catch (SocketException)
            {
                // The process may not.
            }
        }

        return Granted(socket);
    }

    /// <summary>Linux doubles what is asked, for its own bookkeeping, and tells the double.</summary>
    private static int Granted(Socket socket) => socket.ReceiveBufferSize / 2;
}
