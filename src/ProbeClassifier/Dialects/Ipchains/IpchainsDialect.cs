using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ipchains;

/// <summary>
/// The line that Linux 2.2's <c>ipchains -l</c> writes (net/ipv4/ip_fw.c):
/// <c>Packet log: chain target [port] iface PROTO=n a:p b:p L=n S=0x.. I=n F=0x.... T=n [O=0x…] [SYN] [(#n)]</c>.
/// See docs/dialects/ipchains.md.
/// </summary>
internal static class IpchainsDialect
{
    /// <summary>The low 13 bits of F=, the fragment offset in units of eight bytes; the flags stand above.</summary>
    private const uint FragmentOffsetMask = 0x1FFF;

    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        if (!Ascii.StartsAt(frame, start, "Packet log: "u8))
            return DialectOutcome.NotMine;

        // Without PROTO= there is no packet in it: a line cut this early says no more than any other text.
        if (frame[(start + 12)..].IndexOf(" PROTO="u8) < 0)
            return DialectOutcome.NotMine;
        return TryReadHead(frame, start, ref fields, out int proto)
            ? ParsePacket(frame, proto, ref fields)
            : DialectOutcome.Unparsed(UnparsedReason.NoProtocol, frame.Length);
    }

    /// <summary>
    /// Reads chain and target and finds <c>PROTO=</c> after them: REDIRECT prints its port in between, then the interface.
    /// Looks at nothing past <c>PROTO=</c>.
    /// </summary>
    public static bool TryReadHead(ReadOnlySpan<byte> frame, int start, ref EventFields fields, out int proto)
    {
        proto = 0;
        if (!Ascii.StartsAt(frame, start, "Packet log: "u8))
            return false;
        int i = start + 12;
        if (!TryToken(frame, ref i, out ByteRange chain) || !TryToken(frame, ref i, out ByteRange target))
            return false;
        int found = frame[i..].IndexOf(" PROTO="u8);
        if (found < 0)
            return false;
        proto = i + found + 1;
        fields.Action = ActionOf(target.Of(frame));
        fields.Direction = DirectionOf(chain.Of(frame));
        return true;
    }

    /// <summary>Reads from <c>PROTO=</c> on; action and direction are the caller's.</summary>
    public static DialectOutcome ParsePacket(ReadOnlySpan<byte> frame, int proto, ref EventFields fields)
    {
        int i = proto + 6;
        int number = i;
        if (!Ascii.TryReadNumber(frame, ref i, 255, out uint protocol))
            return Bad(frame, number, i, UnparsedReason.BadProtocol);
        if (i == frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, i);
        if (frame[i] != ' ')
            return DialectOutcome.Unparsed(UnparsedReason.BadProtocol, number);
        i++;

        DialectOutcome outcome = Endpoint(frame, ref i, out uint sourceAddress, out uint sourcePort);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        outcome = Endpoint(frame, ref i, out uint destinationAddress, out uint destinationPort);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        if (!TryFragment(frame, i, out uint fragment, out int offset))
            return DialectOutcome.Unparsed(offset == frame.Length ? UnparsedReason.Truncated : UnparsedReason.BadField, offset);

        fields.Dialect = ProbeDialect.Ipchains;
        fields.Transport = (Transport)protocol;
        fields.Source = ProbeAddress.FromIPv4(sourceAddress);
        fields.Destination = ProbeAddress.FromIPv4(destinationAddress);
        fields.Present = (fields.Present & PresentFields.Time) | PresentFields.Source | PresentFields.Destination | PresentFields.Transport;
        fields.RequestTarget = default;
        fields.HttpStatus = 0;
        if ((fragment & FragmentOffsetMask) != 0)
        {
            fields.Present |= PresentFields.Fragment;
        }
        else if (fields.Transport is Transport.Tcp or Transport.Udp)
        {
            fields.SourcePort = (ushort)sourcePort;
            fields.DestinationPort = (ushort)destinationPort;
            fields.Present |= PresentFields.SourcePort | PresentFields.DestinationPort;
        }
        else if (fields.Transport == Transport.Icmp)
        {
            // ICMP has no ports: the type stands in the source's place, the code in the destination's.
            if (sourcePort > 255 || destinationPort > 255)
                return DialectOutcome.Unparsed(UnparsedReason.BadIcmp, number);
            fields.IcmpType = (byte)sourcePort;
            fields.IcmpCode = (byte)destinationPort;
            fields.Present |= PresentFields.IcmpType | PresentFields.IcmpCode;
        }

        return DialectOutcome.Event;
    }

    /// <summary>Reads <c>a.b.c.d:port</c> and the space after it.</summary>
    private static DialectOutcome Endpoint(ReadOnlySpan<byte> frame, ref int i, out uint address, out uint port)
    {
        address = 0;
        port = 0;
        int end = Ascii.TokenEnd(frame, i);
        if (end == frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
        int colon = frame[i..end].IndexOf((byte)':');
        if (colon < 0 || !AddressText.TryParseIPv4(frame.Slice(i, colon), out address))
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, i);
        int number = i + colon + 1;
        int at = number;
        if (!Ascii.TryReadNumber(frame, ref at, 65535, out port) || at != end)
            return DialectOutcome.Unparsed(UnparsedReason.BadPort, number);
        i = end + 1;
        return DialectOutcome.Event;
    }

    /// <summary>Reads <c>L= S= I= F=</c>, which stand in this order; only F= is needed.</summary>
    private static bool TryFragment(ReadOnlySpan<byte> frame, int i, out uint fragment, out int offset)
    {
        fragment = 0;
        ReadOnlySpan<byte> keys = "LSI"u8;
        foreach (byte key in keys)
        {
            offset = i;
            if (i + 2 > frame.Length)
            {
                offset = frame.Length;
                return false;
            }

            if (frame[i] != key || frame[i + 1] != '=')
                return false;
            int end = Ascii.TokenEnd(frame, i);
            if (end == frame.Length)
            {
                offset = end;
                return false;
            }

            i = end + 1;
        }

        offset = i;
        int close = Ascii.TokenEnd(frame, i);
        if (close == frame.Length)
        {
            offset = close;
            return false;
        }

        ReadOnlySpan<byte> value = frame[i..close];
        return value.Length is >= 5 and <= 8 && value.StartsWith("F=0x"u8) && TryHex(value[4..], out fragment);
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out uint value)
    {
        value = 0;
        foreach (byte b in digits)
        {
            int hex = Ascii.HexDigit(b);
            if (hex < 0)
                return false;
            value = (value << 4) | (uint)hex;
        }

        return true;
    }

    private static bool TryToken(ReadOnlySpan<byte> frame, ref int i, out ByteRange token)
    {
        int end = Ascii.TokenEnd(frame, i);
        token = new ByteRange(i, end - i);
        i = Math.Min(end + 1, frame.Length);
        return token.Length > 0 && end < frame.Length;
    }

    private static ProbeAction ActionOf(ReadOnlySpan<byte> target)
    {
        if (target.SequenceEqual("DENY"u8) || target.SequenceEqual("REJECT"u8))
            return ProbeAction.Blocked;
        return target.SequenceEqual("ACCEPT"u8) || target.SequenceEqual("REDIRECT"u8) || target.SequenceEqual("MASQ"u8)
            ? ProbeAction.Allowed
            : ProbeAction.Other;
    }

    private static TrafficDirection DirectionOf(ReadOnlySpan<byte> chain)
    {
        if (chain.SequenceEqual("input"u8))
            return TrafficDirection.Inbound;
        if (chain.SequenceEqual("output"u8))
            return TrafficDirection.Outbound;
        return chain.SequenceEqual("forward"u8) ? TrafficDirection.Forwarded : TrafficDirection.Unknown;
    }

    private static DialectOutcome Bad(ReadOnlySpan<byte> frame, int number, int end, UnparsedReason otherwise) =>
        DialectOutcome.Unparsed(number == end && end == frame.Length ? UnparsedReason.Truncated : otherwise, number);
}
