namespace ProbeClassifier.Listener.Accounting;

/// <summary>The names that metrics have for reasons: a closed list, never renamed.</summary>
internal static class CloseReasonNames
{
    public const int Count = 12;

    private static readonly string[] Names =
    [
        "none", "peer_closed", "peer_reset", "idle_timeout", "frame_timeout", "too_many_connections", "too_many_from_address", "tls_failed", "tls_timeout",
        "client_certificate_refused", "stopped", "failed",
    ];

    public static string Of(CloseReason reason) => Names[(int)reason];
}
