using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>portsentry: 1.x says <c>attackalert: …</c>, 2.x <c>Scan from: […]</c>.</summary>
internal static class PortsentryDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "Scan from: ["u8))
            return Second(frame, at, ref fields);
        if (!Phrase.Skip(frame, ref at, "attackalert: "u8) || frame[at..].StartsWith("Host"u8))
            return DialectOutcome.NotMine;
        int host = Phrase.Find(frame, at, " host: "u8);
        if (host < 0)
            return DialectOutcome.NotMine;
        fields.Message = new ByteRange(at, frame.Length - at);
        return First(frame, host + 7, ref fields);
    }

    /// <summary><c>name/address to TCP port: n</c>.</summary>
    private static DialectOutcome First(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        int address = Math.Max(start, Phrase.FindLast(frame[..end], start, "/"u8) + 1);
        DialectOutcome outcome = Peer.Refused(frame, address, end, ProbeActivity.Scan, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        if (end == frame.Length)
            return Peer.Cut(frame);
        int at = end;
        if (Phrase.Skip(frame, ref at, " to TCP port: "u8))
            return Port(frame, at, Transport.Tcp, ref fields);
        if (Phrase.Skip(frame, ref at, " to UDP port: "u8))
            return Port(frame, at, Transport.Udp, ref fields);
        return Ascii.EndsInside(frame, end, " to TCP port: "u8) || Ascii.EndsInside(frame, end, " to UDP port: "u8)
            ? Peer.Cut(frame)
            : DialectOutcome.Unparsed(UnparsedReason.BadProtocol, end);
    }

    /// <summary><c>address] (name) protocol: [TCP] port: [n] type: […</c>.</summary>
    private static DialectOutcome Second(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int close = Phrase.Find(frame, start, "]"u8);
        if (close < 0)
            return Peer.Cut(frame);
        DialectOutcome outcome = Peer.Refused(frame, start, close, ProbeActivity.Scan, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        int protocol = Phrase.Find(frame, close, " protocol: ["u8);
        int port = Phrase.Find(frame, close, "] port: ["u8);
        if (protocol < 0 || port < 0)
            return Peer.Cut(frame);
        ReadOnlySpan<byte> name = frame[(protocol + 12)..];
        return name.StartsWith("TCP]"u8) ? Port(frame, port + 9, Transport.Tcp, ref fields)
            : name.StartsWith("UDP]"u8) ? Port(frame, port + 9, Transport.Udp, ref fields)
            : DialectOutcome.Unparsed(UnparsedReason.BadProtocol, protocol + 12);
    }

    private static DialectOutcome Port(ReadOnlySpan<byte> frame, int start, Transport transport, ref EventFields fields)
    {
        int at = start;
        if (!Ascii.TryReadNumber(frame, ref at, 65535, out uint port))
            return at == start && at == frame.Length ? Peer.Cut(frame) : DialectOutcome.Unparsed(UnparsedReason.BadPort, start);
        fields.Transport = transport;
        fields.DestinationPort = (ushort)port;
        fields.Present |= PresentFields.Transport | PresentFields.DestinationPort;

        // It watches; what it does about the scan is another line.
        fields.Action = ProbeAction.Other;
        return DialectOutcome.Event;
    }
}
