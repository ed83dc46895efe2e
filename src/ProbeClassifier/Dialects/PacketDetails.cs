using System;
using ProbeClassifier.Dialects.Ipchains;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Dialects.Repeat;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects;

/// <summary>
/// What a packet filter's line says beyond an event's fields. Nobody counts by it, so it is read again from the line, and only for an
/// output that asks. Ranges are of the event's frame; an absent one is empty.
/// </summary>
internal struct PacketDetails
{
    /// <summary>The administrator's log prefix, spaces at its ends taken off. Hostile no more than its writer, but any bytes.</summary>
    public ByteRange Prefix;

    /// <summary>The interface that the packet came in by.</summary>
    public ByteRange Ingress;

    /// <summary>The interface that it was to leave by.</summary>
    public ByteRange Egress;

    /// <summary>Six octets as <c>aa:bb:cc:dd:ee:ff</c>.</summary>
    public ByteRange SourceMac;

    /// <inheritdoc cref="SourceMac"/>
    public ByteRange DestinationMac;

    /// <summary>The length of the IP packet in bytes; null when absent.</summary>
    public uint? Length;

    /// <summary>The time to live, or hop limit.</summary>
    public byte? TimeToLive;

    /// <summary>Null for what is not TCP, a fragment, or a line that does not give them whole.</summary>
    public TcpControlBits? ControlBits;

    /// <summary>Reads them; all absent for other dialects.</summary>
    public static PacketDetails Read(in ProbeEvent probe, in EnvelopeFields envelope)
    {
        PacketDetails details = default;
        if (probe.Dialect is not (ProbeDialect.Netfilter or ProbeDialect.Ipchains))
            return details;
        ReadOnlySpan<byte> frame = probe.Frame;
        int start = envelope.MessageStart;
        if (RepeatLine.TryReadQuoted(frame, envelope, out _, out ByteRange inner))
        {
            frame = frame[..(inner.Start + inner.Length)];
            start = SyslogParser.SkipKernelStamp(frame, inner.Start);
        }

        bool isTcp = probe is { Transport: Transport.Tcp, SourcePort: not null };
        if (probe.Dialect == ProbeDialect.Netfilter)
            NetfilterDetails.Read(frame, start, isTcp, ref details);
        else
            IpchainsDetails.Read(frame, start, isTcp, ref details);
        return details;
    }
}
