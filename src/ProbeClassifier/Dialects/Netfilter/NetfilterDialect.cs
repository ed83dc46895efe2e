using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Netfilter;

/// <summary>
/// The line that the kernel's LOG target writes (net/netfilter/nf_log_syslog.c), and what devices built on it make of it:
/// <c>prefix IN=… OUT=… [MAC=…] SRC=… DST=… LEN=… … PROTO=… [SPT=… DPT=… | TYPE=… CODE=…] …</c>. This is the definition of
/// what such a line means; see docs/dialects/netfilter.md.
/// </summary>
internal static class NetfilterDialect
{
    /// <summary>Reads the message that begins at <paramref name="start"/>.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int source = FindSource(frame, start);
        if (source < 0)
            return WithoutSource(frame, start);
        if (!LinkPart.TryRead(frame, start, source, out LinkPart link))
            return IsRemainder(frame, source) ? DialectOutcome.Unparsed(UnparsedReason.Truncated, start) : DialectOutcome.NotMine;

        fields.Action = link.Action;
        fields.Direction = link.Direction;
        return ParsePacket(frame, source, ref fields);
    }

    /// <summary>Reads from <c>SRC=</c> on, which begins at <paramref name="source"/>; action and direction are the caller's.</summary>
    public static DialectOutcome ParsePacket(ReadOnlySpan<byte> frame, int source, ref EventFields fields)
    {
        int at = source + 4;
        int end = Ascii.TokenEnd(frame, at);
        if (end == frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
        if (!AddressText.TryParse(frame[at..end], out ulong high, out ulong low))
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, at);
        fields.Source = new ProbeAddress(high, low);

        at = end + 1;
        if (!Ascii.StartsAt(frame, at, "DST="u8))
            return Missing(frame, at, "DST="u8, UnparsedReason.NoDestination);
        at += 4;
        end = Ascii.TokenEnd(frame, at);
        if (end == frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
        if (!AddressText.TryParse(frame[at..end], out high, out low))
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, at);
        fields.Destination = new ProbeAddress(high, low);

        int afterAddresses = end;
        int proto = frame[afterAddresses..].IndexOf(" PROTO="u8);

        // Behind a bracket stands a packet that an ICMP error quotes: its protocol is not this packet's.
        if (proto < 0 || frame.Slice(afterAddresses, proto).Contains((byte)'['))
            return DialectOutcome.Unparsed(UnparsedReason.NoProtocol, frame.Length);
        at = afterAddresses + proto + 7;
        end = Ascii.TokenEnd(frame, at);
        if (!ProtocolNames.TryParse(frame[at..end], out Transport transport))
            return DialectOutcome.Unparsed(end == frame.Length ? UnparsedReason.Truncated : UnparsedReason.BadProtocol, at);

        fields.Dialect = ProbeDialect.Netfilter;
        fields.Transport = transport;
        fields.Present = (fields.Present & PresentFields.Time) | PresentFields.Source | PresentFields.Destination | PresentFields.Transport;
        fields.RequestTarget = default;
        fields.HttpStatus = 0;
        // Where the kernel prints a header's fields, the header was there; only what lacks them asks for a reason.
        bool hasPorts = ProtocolNames.HasPorts(transport);
        if (hasPorts && Ascii.StartsAt(frame, end + 1, "SPT="u8))
            return ParsePorts(frame, end + 1, ref fields);
        bool isIcmp = transport is Transport.Icmp or Transport.Icmp6;
        if (isIcmp && Ascii.StartsAt(frame, end + 1, "TYPE="u8))
            return ParseIcmp(frame, end + 1, ref fields);
        if (IsLaterFragment(frame[afterAddresses..(at - 6)]))
        {
            fields.Present |= PresentFields.Fragment;
            return DialectOutcome.Event;
        }

        // A protocol printed by number is one whose header the kernel does not print.
        bool mustShow = (hasPorts || isIcmp) && transport is not (Transport.Sctp or ProtocolNames.Dccp) && !Ascii.IsDigit(frame[at]);
        if (!mustShow || Ascii.StartsAt(frame, end + 1, "INCOMPLETE ["u8))
            return DialectOutcome.Event;
        return Ascii.EndsInside(frame, end + 1, "INCOMPLETE ["u8)
            ? DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length)
            : Missing(frame, end + 1, hasPorts ? "SPT="u8 : "TYPE="u8, UnparsedReason.BadField);
    }

    /// <summary>The first <c>SRC=</c> that begins a token: a later one belongs to a packet quoted in brackets.</summary>
    public static int FindSource(ReadOnlySpan<byte> frame, int start)
    {
        if (Ascii.StartsAt(frame, start, "SRC="u8))
            return start;
        int at = frame[start..].IndexOf(" SRC="u8);
        return at < 0 ? -1 : start + at + 1;
    }

    private static DialectOutcome ParsePorts(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int i = at + 4;
        if (!Ascii.TryReadNumber(frame, ref i, 65535, out uint source))
            return BadNumber(frame, at + 4, i, UnparsedReason.BadPort);
        if (!Ascii.StartsAt(frame, i, " DPT="u8))
            return Missing(frame, i, " DPT="u8, UnparsedReason.BadPort);
        int number = i + 5;
        i = number;
        if (!Ascii.TryReadNumber(frame, ref i, 65535, out uint destination))
            return BadNumber(frame, number, i, UnparsedReason.BadPort);

        // TCP and UDP print more after the port. A line that ends on its digits may have lost some.
        if (i == frame.Length && fields.Transport is Transport.Tcp or Transport.Udp or Transport.UdpLite)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, i);
        if (i < frame.Length && frame[i] != ' ')
            return DialectOutcome.Unparsed(UnparsedReason.BadPort, number);
        fields.SourcePort = (ushort)source;
        fields.DestinationPort = (ushort)destination;
        fields.Present |= PresentFields.SourcePort | PresentFields.DestinationPort;
        return DialectOutcome.Event;
    }

    private static DialectOutcome ParseIcmp(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int i = at + 5;
        if (!Ascii.TryReadNumber(frame, ref i, 255, out uint type))
            return BadNumber(frame, at + 5, i, UnparsedReason.BadIcmp);
        if (i == frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, i);
        if (frame[i] != ' ')
            return DialectOutcome.Unparsed(UnparsedReason.BadIcmp, at + 5);
        fields.IcmpType = (byte)type;
        fields.Present |= PresentFields.IcmpType;

        // The code decides no tag, and for some types it is the last field: its digits may end the line.
        if (!Ascii.StartsAt(frame, i, " CODE="u8))
            return i + 6 > frame.Length ? DialectOutcome.Event : DialectOutcome.Unparsed(UnparsedReason.BadIcmp, i + 1);
        int number = i + 6;
        i = number;
        if (i == frame.Length)
            return DialectOutcome.Event;
        if (!Ascii.TryReadNumber(frame, ref i, 255, out uint code) || (i < frame.Length && frame[i] != ' '))
            return DialectOutcome.Unparsed(UnparsedReason.BadIcmp, number);
        fields.IcmpCode = (byte)code;
        fields.Present |= PresentFields.IcmpCode;
        return DialectOutcome.Event;
    }

    /// <summary>Whether <c>FRAG:n</c> with n over 0 stands between the addresses and the protocol.</summary>
    private static bool IsLaterFragment(ReadOnlySpan<byte> between)
    {
        int frag = between.IndexOf(" FRAG:"u8);
        if (frag < 0)
            return false;
        int i = frag + 6;
        return Ascii.TryReadNumber(between, ref i, 65535, out uint offset) && offset > 0;
    }

    /// <summary>No <c>SRC=</c>: packet fields without a head, a line that stops in the link part, or other text.</summary>
    private static DialectOutcome WithoutSource(ReadOnlySpan<byte> frame, int start)
    {
        ReadOnlySpan<byte> message = frame[start..];
        bool hasProtocol = message.StartsWith("PROTO="u8) || message.IndexOf(" PROTO="u8) >= 0;
        if (hasProtocol && HasPacketFields(message))
            return DialectOutcome.Unparsed(UnparsedReason.NoSource, start);
        return LinkPart.EndsInside(frame, start)
            ? DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length)
            : DialectOutcome.NotMine;
    }

    private static bool HasPacketFields(ReadOnlySpan<byte> message) =>
        message.IndexOf("SPT="u8) >= 0 || message.IndexOf("DPT="u8) >= 0 || message.IndexOf("TTL="u8) >= 0
        || message.IndexOf(" ID="u8) >= 0;

    /// <summary>Whether <c>SRC=</c> goes on as a packet does: then the head of a firewall line is missing.</summary>
    private static bool IsRemainder(ReadOnlySpan<byte> frame, int source)
    {
        EventFields scratch = default;
        return ParsePacket(frame, source, ref scratch).Verdict == DialectVerdict.Event;
    }

    /// <summary>A literal that should stand at a place: cut off by the end of the line, or absent.</summary>
    private static DialectOutcome Missing(ReadOnlySpan<byte> frame, int at, ReadOnlySpan<byte> literal, UnparsedReason otherwise)
    {
        int offset = Math.Min(at, frame.Length);
        return DialectOutcome.Unparsed(Ascii.EndsInside(frame, offset, literal) ? UnparsedReason.Truncated : otherwise, offset);
    }

    private static DialectOutcome BadNumber(ReadOnlySpan<byte> frame, int number, int end, UnparsedReason otherwise) =>
        DialectOutcome.Unparsed(number == end && end == frame.Length ? UnparsedReason.Truncated : otherwise, number);
}
