using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>TCP wrappers, inetd and xinetd refusing clients.</summary>
internal static class TcpWrappersDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "refused connect from "u8))
            return LibwrapRefusal.Parse(frame, start, ref fields);
        if (Phrase.Skip(frame, ref at, "refused connection from "u8))
            return Inetd(frame, at, ref fields);
        if (Phrase.Skip(frame, ref at, "FAIL: "u8))
            return XinetdFailure(frame, at, ref fields);
        if (!Phrase.Skip(frame, ref at, "libwrap refused connection to "u8))
            return DialectOutcome.NotMine;
        int from = Phrase.FindLast(frame, at, " from "u8);
        return from < 0 ? Peer.Cut(frame) : LibwrapRefusal.Client(frame, from + 6, frame.Length, ref fields);
    }

    /// <summary><c>host, service name (protocol)</c>. The client may choose what identd says, not what follows the last comma.</summary>
    private static DialectOutcome Inetd(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int comma = Phrase.FindLast(frame, start, ", service "u8);
        if (comma < 0)
            return Peer.Cut(frame);
        if (Phrase.Find(frame, comma, " (tcp"u8) >= 0)
            SetTransport(Transport.Tcp, ref fields);
        else if (Phrase.Find(frame, comma, " (udp"u8) >= 0)
            SetTransport(Transport.Udp, ref fields);
        return LibwrapRefusal.Client(frame, start, comma, ref fields);
    }

    /// <summary><c>service reason from=address</c>; the names are xinetd's own.</summary>
    private static DialectOutcome XinetdFailure(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int from = Phrase.Find(frame, start, " from="u8);
        return from < 0
            ? Peer.Cut(frame)
            : Peer.Refused(frame, from + 6, Ascii.TokenEnd(frame, from + 6), ProbeActivity.Refused, ref fields);
    }

    private static void SetTransport(Transport transport, ref EventFields fields)
    {
        fields.Transport = transport;
        fields.Present |= PresentFields.Transport;
    }
}
