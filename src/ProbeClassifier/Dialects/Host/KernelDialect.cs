using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>What the kernel says outside the packet filter. Its caller has made sure that the kernel speaks.</summary>
internal static class KernelDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        ProbeActivity promiscuous = PromiscuousMode.Of(frame[start..]);
        if (promiscuous != ProbeActivity.None)
            return Peer.Local(promiscuous, ref fields);
        if (KernelLog(frame[start..], ref fields) is { Verdict: DialectVerdict.Event } note)
            return note;
        int at = SkipProtocol(frame, start);
        if (Phrase.Skip(frame, ref at, "drop open request from "u8))
            return DropOpenRequest(frame, at, ref fields);
        if (Phrase.Skip(frame, ref at, "martian source "u8))
            return Martian(frame, at, ref fields);
        if (Phrase.Skip(frame, ref at, "possible SYN flooding on port "u8) || Phrase.Skip(frame, ref at, "Possible SYN flooding on port "u8))
            return SynFlood(frame, at, ref fields);
        if (Phrase.Skip(frame, ref at, "Oversized packet from "u8) || Phrase.Skip(frame, ref at, "Oversized IP packet from "u8)
            || Phrase.Skip(frame, ref at, "ping of death from "u8) || Phrase.Skip(frame, ref at, "overlapping fragment from "u8))
        {
            return Fragment(frame, at, ref fields);
        }

        ReadOnlySpan<byte> text = frame[at..];
        bool isFragment = text.StartsWith("nf_ct_frag6"u8) || text.StartsWith("IP fragment "u8) || text.StartsWith("fragment "u8) || text.StartsWith("Fragment "u8);
        return isFragment && text.IndexOf("ragment"u8) >= 0 && (text.IndexOf("overlap"u8) > 0 || text.IndexOf("oversize"u8) > 0)
            ? Inbound(ProbeActivity.BadFragment, ref fields)
            : DialectOutcome.NotMine;
    }

    /// <summary>klogd, which speaks in the kernel's name, and messages that the kernel or its audit did not get out.</summary>
    private static DialectOutcome KernelLog(ReadOnlySpan<byte> text, ref EventFields fields)
    {
        if (text.StartsWith("klogd "u8) && text.IndexOf(", log source = "u8) > 0)
            return SyslogdDialect.Note(LogDaemon.Klogd, LogNote.Started, ref fields);
        if (text.StartsWith("Kernel log daemon terminating"u8))
            return SyslogdDialect.Note(LogDaemon.Klogd, LogNote.Stopped, ref fields);

        // The number is a total since the start.
        if (text.StartsWith("audit: audit_lost="u8) && text.Length > 18 && Ascii.IsDigit(text[18]))
            return LostMessages.Event(LogDaemon.Kernel, lost: 0, ref fields);
        return LostMessages.Kernel(text) is > 0 and var lost ? LostMessages.Event(LogDaemon.Kernel, lost, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary><c>TCP: </c>, <c>IPv4: </c> and the name of a slab, which newer kernels put between.</summary>
    private static int SkipProtocol(ReadOnlySpan<byte> frame, int start)
    {
        int at = start;
        if (!Phrase.Skip(frame, ref at, "TCP: "u8) && !Phrase.Skip(frame, ref at, "IP: "u8) && !Phrase.Skip(frame, ref at, "IPv4: "u8)
            && !Phrase.Skip(frame, ref at, "IPv6: "u8) && !Phrase.Skip(frame, ref at, "TCPv6: "u8))
        {
            return at;
        }

        if (!Phrase.Skip(frame, ref at, "request_sock_TCP: "u8))
            Phrase.Skip(frame, ref at, "request_sock_TCPv6: "u8);
        return at;
    }

    /// <summary><c>80.</c>, <c>0.0.0.0:80.</c> or <c>[::]:80.</c>. SYN is TCP's.</summary>
    private static DialectOutcome SynFlood(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        int at = Math.Max(start, Phrase.FindLast(frame[..end], start, ":"u8) + 1);
        int digits = at;
        if (!Ascii.TryReadNumber(frame, ref digits, 65535, out uint port) || digits == frame.Length || frame[digits] is not ((byte)'.' or (byte)' '))
            return end == frame.Length ? Peer.Cut(frame) : DialectOutcome.Unparsed(UnparsedReason.BadPort, at);

        // A cut "0.0.0.0:80." leaves "0.0.0.": a port has no second full stop.
        if (frame[digits] == '.' && digits + 1 < end)
            return end == frame.Length ? Peer.Cut(frame) : DialectOutcome.Unparsed(UnparsedReason.BadPort, at);
        fields.Transport = Transport.Tcp;
        fields.DestinationPort = (ushort)port;
        fields.Present |= PresentFields.Transport | PresentFields.DestinationPort;
        return Inbound(ProbeActivity.SynFlood, ref fields);
    }

    /// <summary><c>a/port</c>; the port is the client's.</summary>
    private static DialectOutcome DropOpenRequest(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        int slash = Phrase.Find(frame[..end], start, "/"u8);
        if (slash < 0)
            return Peer.Cut(frame);
        DialectOutcome outcome = Peer.Refused(frame, start, slash, ProbeActivity.SynFlood, ref fields);
        if (outcome.Verdict == DialectVerdict.Event)
            outcome = Peer.ReadSourcePort(frame, slash + 1, end, ref fields);
        fields.Transport = Transport.Tcp;
        fields.Present |= PresentFields.Transport;
        return outcome;
    }

    /// <summary><c>destination from source, on dev x</c>; Linux 2.2 <c>source for destination, dev x</c>.</summary>
    private static DialectOutcome Martian(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int comma = Phrase.Find(frame, start, ", "u8);
        int first = Ascii.TokenEnd(frame, start);
        int second = first;
        bool isFrom = Phrase.Skip(frame, ref second, " from "u8);
        if (comma < 0 || (!isFrom && !Phrase.Skip(frame, ref second, " for "u8)))
            return Peer.Cut(frame);
        (int source, int end, int destination) = isFrom ? (second, comma, start) : (start, first, second);
        DialectOutcome outcome = Peer.ReadSource(frame, source, end, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        if (AddressToken.TryRead(frame, destination, out fields.Destination, out _))
            fields.Present |= PresentFields.Destination;
        return Inbound(ProbeActivity.MartianSource, ref fields);
    }

    private static DialectOutcome Fragment(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        if (end > start && frame[end - 1] is (byte)'.' or (byte)',')
            end--;
        DialectOutcome outcome = Peer.ReadSource(frame, start, end, ref fields);
        return outcome.Verdict == DialectVerdict.Event ? Inbound(ProbeActivity.BadFragment, ref fields) : outcome;
    }

    /// <summary>The kernel tells what came in; what became of it, it does not say.</summary>
    private static DialectOutcome Inbound(ProbeActivity activity, ref EventFields fields)
    {
        fields.Direction = TrafficDirection.Inbound;
        return Peer.Local(activity, ref fields);
    }
}
