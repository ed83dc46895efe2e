using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ProbeClassifier.Listener.Accounting;
using ProbeClassifier.Listener.Configuration;

namespace ProbeClassifier.Listener.Sockets;

/// <summary>Opens the sockets of addresses and ports. What goes wrong is said with the address and what to do.</summary>
internal static class BoundSockets
{
    /// <summary>Connections that may wait to be accepted. Linux caps it at <c>net.core.somaxconn</c>.</summary>
    public const int Backlog = 1024;

    public static (Socket Socket, BoundEndpoint Bound) Stream(SyslogTransport transport, string address, int port)
    {
        (Socket socket, BoundEndpoint bound) = Bind(transport, address, port, SocketType.Stream, ProtocolType.Tcp);
        socket.Listen(Backlog);
        return (socket, bound);
    }

    public static (Socket Socket, BoundEndpoint Bound) Datagram(string address, int port) =>
        Bind(SyslogTransport.Udp, address, port, SocketType.Dgram, ProtocolType.Udp);

    private static (Socket Socket, BoundEndpoint Bound) Bind(SyslogTransport transport, string text, int port, SocketType type, ProtocolType protocol)
    {
        if (!ListenAddress.TryParse(text, out IPAddress? address))
            throw new ArgumentException($"not an address: '{text}'", nameof(text));
        bool isAll = string.Equals(text, "*", StringComparison.Ordinal);
        if (isAll && !Socket.OSSupportsIPv6)
            address = IPAddress.Any;
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, type, protocol);
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = isAll;
            socket.Bind(new IPEndPoint(address, port));
            IPEndPoint bound = (IPEndPoint)socket.LocalEndPoint!;
            return (socket, new BoundEndpoint(transport, bound.ToString(), bound.Port));
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            string endpoint = string.Create(CultureInfo.InvariantCulture, $"{TransportNames.Of(transport)} {text} port {port}");
            throw new ListenerStartException($"cannot listen on {endpoint}: {error.Message}; {Advice(error.SocketErrorCode)}", error);
        }
    }

    private static string Advice(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => "another process has the port: stop it, or choose another port",
        SocketError.AccessDenied => "ports below 1024 need root or CAP_NET_BIND_SERVICE: grant it, or choose a port from 1024 up",
        SocketError.AddressNotAvailable => "no interface of this machine has the address: give one that has, or *",
        SocketError.AddressFamilyNotSupported => "this machine has no such protocol: give an address of the other IP version",
        _ => "see the system's message",
    };
}
