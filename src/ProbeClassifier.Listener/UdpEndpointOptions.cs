namespace ProbeClassifier.Listener;

/// <summary>A UDP port to listen on. Immutable.</summary>
public sealed record UdpEndpointOptions
{
    /// <summary>514: RFC 5426 §3.3.</summary>
    public const int DefaultPort = 514;

    /// <summary>The most loops: 64.</summary>
    public const int MaxReceiveLoops = 64;

    /// <summary>The least receive buffer: 64 KiB, one datagram of the largest size.</summary>
    public const int MinReceiveBufferBytes = 65_536;

    /// <summary>A numeric IPv4 or IPv6 address, or <c>*</c> for all of both. Default <c>*</c>.</summary>
    public string Address { get; init; } = "*";

    /// <summary>From 0 to 65,535; 0 lets the system choose. Default 514.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>
    /// How many loops receive from the socket at once, 1–64. Default 1. With more, messages are not counted in the order in which they came:
    /// a "last message repeated" then counts as unresolved, for what it repeats cannot be known.
    /// </summary>
    public int ReceiveLoops { get; init; } = 1;

    /// <summary>
    /// The socket's receive buffer (SO_RCVBUF), bytes; from 64 KiB to 1 GiB. Default 8 MiB, since what does not fit is lost. Linux grants
    /// no more than <c>net.core.rmem_max</c> unless the process has CAP_NET_ADMIN; a notice tells if it granted less.
    /// </summary>
    public int ReceiveBufferBytes { get; init; } = 8 * 1024 * 1024;
}
