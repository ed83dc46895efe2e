namespace ProbeClassifier.Listener;

/// <summary>Why a connection ended: the first cause, counted once for each connection.</summary>
public enum CloseReason
{
    /// <summary>It is open.</summary>
    None = 0,

    /// <summary>The peer closed it in order (FIN).</summary>
    PeerClosed = 1,

    /// <summary>The peer reset it, or the network did.</summary>
    PeerReset = 2,

    /// <summary>Nothing came for <see cref="SyslogListenerOptions.IdleTimeout"/>, and no message had begun.</summary>
    IdleTimeout = 3,

    /// <summary>A message had begun and was not complete within <see cref="SyslogListenerOptions.FrameTimeout"/>.</summary>
    FrameTimeout = 4,

    /// <summary><see cref="SyslogListenerOptions.MaxConnections"/> were open; it was closed before a byte was read.</summary>
    TooManyConnections = 5,

    /// <summary><see cref="SyslogListenerOptions.MaxConnectionsPerAddress"/> of its address were open; closed before a byte was read.</summary>
    TooManyFromAddress = 6,

    /// <summary>The TLS handshake failed: plain text, an old protocol, a peer that does not trust our certificate.</summary>
    TlsFailed = 7,

    /// <summary>The TLS handshake was not done within <see cref="SyslogListenerOptions.HandshakeTimeout"/>.</summary>
    TlsTimeout = 8,

    /// <summary>The peer gave no certificate, or one that is not allowed.</summary>
    ClientCertificateRefused = 9,

    /// <summary>The listener stopped.</summary>
    Stopped = 10,

    /// <summary>An error of ours; a notice tells of it.</summary>
    Failed = 11,
}
