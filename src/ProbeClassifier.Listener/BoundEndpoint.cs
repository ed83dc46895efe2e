using ProbeClassifier.Listener.Accounting;

namespace ProbeClassifier.Listener;

/// <summary>What a listener listens on, once it does.</summary>
/// <param name="Transport">How messages arrive there.</param>
/// <param name="Address">The address and port, the port being the one that the system chose if 0 was asked for; or the Unix socket's path.</param>
/// <param name="Port">The port; 0 for a Unix socket.</param>
public sealed record BoundEndpoint(SyslogTransport Transport, string Address, int Port)
{
    /// <summary>For people: <c>tcp 127.0.0.1:514</c>.</summary>
    public override string ToString() => $"{TransportNames.Of(Transport)} {Address}";
}
