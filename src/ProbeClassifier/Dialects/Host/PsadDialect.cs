using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>psad's syslog lines: scans that it found, and signatures that matched.</summary>
internal static class PsadDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "scan detected"u8))
        {
            // "scan detected (what kind): " in newer ones.
            int source = Phrase.Find(frame, at, ": "u8);
            return source < 0 ? DialectOutcome.NotMine : Scan(frame, source + 2, ref fields);
        }

        return Phrase.Skip(frame, ref at, "src: "u8) ? Signature(frame, at, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary><c>a -> b tcp: [1-1024] flags: SYN tcp pkts: 22 DL: 2</c>.</summary>
    private static DialectOutcome Scan(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        DialectOutcome outcome = Addressed(frame, start, end, ProbeActivity.Scan, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        int at = end;
        if (!Phrase.Skip(frame, ref at, " -> "u8) || !AddressToken.TryRead(frame, at, out fields.Destination, out int last))
            return end + 4 >= frame.Length ? Peer.Cut(frame) : DialectOutcome.Unparsed(UnparsedReason.NoDestination, end);
        if (last == frame.Length)
            return Peer.Cut(frame);
        fields.Present |= PresentFields.Destination;
        bool isTcp = Phrase.Find(frame, last, " tcp: ["u8) >= 0;
        bool isUdp = Phrase.Find(frame, last, " udp: ["u8) >= 0;
        if (isTcp != isUdp)
            Port(frame, Phrase.Find(frame, last, isTcp ? " tcp: ["u8 : " udp: ["u8) + 7, "]"u8, isTcp ? Transport.Tcp : Transport.Udp, ref fields);
        return DialectOutcome.Event;
    }

    /// <summary><c>a signature match: "text" (sid: n) tcp port: p</c>.</summary>
    private static DialectOutcome Signature(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        int text = end;
        if (!Phrase.Skip(frame, ref text, " signature match: \""u8))
            return DialectOutcome.NotMine;
        DialectOutcome outcome = Addressed(frame, start, end, ProbeActivity.Alert, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        int quote = Phrase.Find(frame, text, "\" (sid: "u8);
        int sid = quote + 8;
        if (quote < 0 || !Ascii.TryReadNumber(frame, ref sid, uint.MaxValue, out uint number) || sid == frame.Length)
            return Peer.Cut(frame);
        fields.Message = new ByteRange(text, quote - text);
        fields.Signature = new ProbeSignature(1, number, 0);
        fields.Present |= PresentFields.Signature;
        int at = sid;
        if (Phrase.Skip(frame, ref at, ") tcp port: "u8))
            Port(frame, at, default, Transport.Tcp, ref fields);
        else if (Phrase.Skip(frame, ref at, ") udp port: "u8))
            Port(frame, at, default, Transport.Udp, ref fields);
        return DialectOutcome.Event;
    }

    /// <summary>psad has no names: what is no address cannot be understood.</summary>
    private static DialectOutcome Addressed(ReadOnlySpan<byte> frame, int start, int end, ProbeActivity activity, ref EventFields fields)
    {
        DialectOutcome outcome = Peer.Refused(frame, start, end, activity, ref fields);
        if (outcome.Verdict == DialectVerdict.Event && (fields.Present & PresentFields.Source) == 0)
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, start);
        fields.Action = ProbeAction.Other;
        return outcome;
    }

    /// <summary>A port that stands alone; a range of them has no one port.</summary>
    private static void Port(ReadOnlySpan<byte> frame, int start, ReadOnlySpan<byte> behind, Transport transport, ref EventFields fields)
    {
        fields.Transport = transport;
        fields.Present |= PresentFields.Transport;
        int at = start;
        if (!Ascii.TryReadNumber(frame, ref at, 65535, out uint port) || !frame[at..].StartsWith(behind))
            return;
        fields.DestinationPort = (ushort)port;
        fields.Present |= PresentFields.DestinationPort;
    }
}
