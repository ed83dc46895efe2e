namespace ProbeClassifier.Listener;

/// <summary>How messages arrive.</summary>
public enum SyslogTransport
{
    /// <summary>TCP: RFC 6587.</summary>
    Tcp = 0,

    /// <summary>TLS over TCP: RFC 5425.</summary>
    Tls = 1,

    /// <summary>UDP: RFC 5426.</summary>
    Udp = 2,

    /// <summary>A Unix stream socket; framed as TCP is.</summary>
    UnixStream = 3,

    /// <summary>A Unix datagram socket, as <c>/dev/log</c> is; one datagram is one message.</summary>
    UnixDatagram = 4,
}
