namespace ProbeClassifier.Listener.Accounting;

/// <summary>The names that metrics and messages have for transports: a closed list, never renamed.</summary>
internal static class TransportNames
{
    public const int Count = 5;

    private static readonly string[] Names = ["tcp", "tls", "udp", "unix_stream", "unix_datagram"];

    public static string Of(SyslogTransport transport) => Names[(int)transport];
}
