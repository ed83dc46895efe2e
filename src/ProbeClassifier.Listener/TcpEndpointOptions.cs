namespace ProbeClassifier.Listener;

/// <summary>A TCP port to listen on. Immutable.</summary>
public sealed record TcpEndpointOptions
{
    /// <summary>514, as many senders have it; no port is registered for plain syslog over TCP (514/tcp is <c>shell</c>).</summary>
    public const int DefaultPort = 514;

    /// <summary>A numeric IPv4 or IPv6 address, or <c>*</c> for all of both. Default <c>*</c>.</summary>
    public string Address { get; init; } = "*";

    /// <summary>From 0 to 65,535; 0 lets the system choose. Default 514.</summary>
    public int Port { get; init; } = DefaultPort;
}
