namespace ProbeClassifier.Listener;

/// <summary>What a notice is about. The numbers are stable; use them as event ids.</summary>
public enum ListenerNoticeKind
{
    /// <summary>An endpoint is listened on.</summary>
    Listening = 1,

    /// <summary>The listener has stopped.</summary>
    Stopped = 2,

    /// <summary>A connection was refused: too many are open.</summary>
    ConnectionRefused = 3,

    /// <summary>A connection was closed for a reason that is not the peer's own closing.</summary>
    ConnectionClosed = 4,

    /// <summary>A TLS handshake failed, or a peer's certificate was refused.</summary>
    TlsFailed = 5,

    /// <summary>A changed certificate was read and is used from now on.</summary>
    CertificateReloaded = 6,

    /// <summary>A changed certificate could not be used; the old one is used further on.</summary>
    CertificateReloadFailed = 7,

    /// <summary>The system granted a smaller receive buffer than was asked for.</summary>
    ReceiveBufferSmall = 8,

    /// <summary>Accepting or receiving failed, as when there are no file descriptors left; it is tried again.</summary>
    SocketError = 9,

    /// <summary>An error of ours ended a connection or a receive loop.</summary>
    Failed = 10,
}

/// <summary>Something worth a line in a log. No kind comes more often than once a second; the others are told of by a number.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Endpoint">The endpoint it concerns, such as <c>tcp 127.0.0.1:514</c>; empty when none.</param>
/// <param name="Message">What happened, and what to do if there is something to do. It holds no bytes that a peer chose.</param>
/// <param name="Suppressed">How many notices of this kind were left out since the last.</param>
public readonly record struct ListenerNotice(ListenerNoticeKind Kind, string Endpoint, string Message, long Suppressed)
{
    /// <summary>Whether somebody ought to look: all but <c>Listening</c>, <c>Stopped</c>, <c>ConnectionClosed</c> and <c>CertificateReloaded</c>.</summary>
    public bool IsWarning => Kind is not (ListenerNoticeKind.Listening or ListenerNoticeKind.Stopped or ListenerNoticeKind.ConnectionClosed or ListenerNoticeKind.CertificateReloaded);
}
