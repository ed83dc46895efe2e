namespace ProbeClassifier.Benchmarks.Load;

/// <summary>How messages travel.</summary>
internal enum SendTransport
{
    /// <summary>TCP, an LF behind each message.</summary>
    Tcp,

    /// <summary>TCP, octet counting.</summary>
    TcpOctet,

    /// <summary>TLS, octet counting.</summary>
    Tls,

    /// <summary>UDP, a datagram for each message.</summary>
    Udp,
}

/// <summary>A load.</summary>
/// <param name="Transport">How it travels.</param>
/// <param name="Port">To which port of 127.0.0.1.</param>
/// <param name="Messages">How many messages over all connections.</param>
/// <param name="Connections">How many connections share them.</param>
/// <param name="Rate">Messages a second over all connections; 0 for as many as are taken.</param>
internal sealed record SendPlan(SendTransport Transport, int Port, int Messages, int Connections, int Rate)
{
    /// <summary>The messages of one connection: they add up.</summary>
    public int MessagesOf(int connection) => (Messages / Connections) + (connection < Messages % Connections ? 1 : 0);
}
