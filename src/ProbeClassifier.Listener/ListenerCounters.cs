using System.Linq;

namespace ProbeClassifier.Listener;

/// <summary>
/// What a listener counted since its start, at one moment. Immutable. Counts are read one after the other while others go on, so sums can
/// be off by what happened meanwhile; after the stop they are exact, and
/// <c>Accepted = Active + the sum of Closed over all reasons</c>.
/// </summary>
public sealed class ListenerCounters
{
    private readonly long[] _messages;
    private readonly long[] _bytes;
    private readonly long[] _accepted;
    private readonly long[] _active;
    private readonly long[] _closed;

    internal ListenerCounters(long[] messages, long[] bytes, long[] accepted, long[] active, long[] closed)
    {
        _messages = messages;
        _bytes = bytes;
        _accepted = accepted;
        _active = active;
        _closed = closed;
    }

    /// <summary>Messages handed to the classifier. Each is a line there.</summary>
    public long Messages => _messages.Sum();

    /// <summary>Bytes received, framing included, TLS records and headers of packets not.</summary>
    public long Bytes => _bytes.Sum();

    /// <summary>Connections that the system accepted, refused ones included.</summary>
    public long Accepted => _accepted.Sum();

    /// <summary>Connections that are open.</summary>
    public long Active => _active.Sum();

    /// <summary>Messages of which only the beginning came before a connection ended. They are not handed on and not in <see cref="Messages"/>.</summary>
    public long CutMessages { get; init; }

    /// <summary>Messages that began with something like an octet count that is none. They are in <see cref="Messages"/>, as text.</summary>
    public long BadOctetCounts { get; init; }

    /// <summary>Times that a stream was out of step: what stood between counted messages is in <see cref="Messages"/>, as text.</summary>
    public long Resynchronised { get; init; }

    /// <summary>Datagrams without a byte, or with nothing but an LF or a NUL. They are no messages.</summary>
    public long EmptyDatagrams { get; init; }

    /// <summary>Datagrams that the system threw away because a UDP socket's buffer was full, as <c>/proc/net/udp</c> says; 0 where there is none.</summary>
    public long KernelDrops { get; init; }

    /// <summary>Times that accepting or receiving failed.</summary>
    public long SocketErrors { get; init; }

    /// <summary>Times that a changed certificate was taken into use.</summary>
    public long CertificateReloads { get; init; }

    /// <summary>Times that a changed certificate could not be.</summary>
    public long FailedCertificateReloads { get; init; }

    /// <summary>Messages of one transport.</summary>
    public long MessagesOf(SyslogTransport transport) => _messages[(int)transport];

    /// <summary>Bytes of one transport.</summary>
    public long BytesOf(SyslogTransport transport) => _bytes[(int)transport];

    /// <summary>Accepted connections of one transport; 0 for datagrams.</summary>
    public long AcceptedOf(SyslogTransport transport) => _accepted[(int)transport];

    /// <summary>Open connections of one transport; 0 for datagrams.</summary>
    public long ActiveOf(SyslogTransport transport) => _active[(int)transport];

    /// <summary>Connections that ended for a reason.</summary>
    public long Closed(CloseReason reason) => _closed[(int)reason];
}
