using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Netfilter;

/// <summary>Reads <see cref="PacketDetails"/> of a line that <see cref="NetfilterDialect"/> understood.</summary>
internal static class NetfilterDetails
{
    /// <summary>The text of six octets.</summary>
    private const int MacText = 17;

    public static void Read(ReadOnlySpan<byte> frame, int start, bool isTcp, ref PacketDetails details)
    {
        int source = NetfilterDialect.FindSource(frame, start);
        if (source < 0 || !LinkPart.TryRead(frame, start, source, out LinkPart link))
            return;
        details.Prefix = Trimmed(frame, link.Prefix);
        details.Ingress = link.In;
        details.Egress = link.Out;
        ReadMac(frame, link.In.Start, source, ref details);

        // Behind PROTO= the packet's own header begins, and behind a bracket a packet that an ICMP error quotes.
        int end = frame[source..].IndexOf(" PROTO="u8);
        ReadOnlySpan<byte> header = end < 0 ? frame[source..] : frame.Slice(source, end + 1);
        details.Length = Number(header, " LEN="u8, 65_575);
        details.TimeToLive = (byte?)(Number(header, " TTL="u8, 255) ?? Number(header, " HOPLIMIT="u8, 255));
        if (isTcp && ControlBits.TryRead(frame, out TcpControlBits bits))
            details.ControlBits = bits;
    }

    /// <summary>
    /// <c>MAC=</c> is the link-layer header as it was: for Ethernet the destination, the source, the type. Of other lengths, or behind
    /// a tunnel, it is some other header.
    /// </summary>
    private static void ReadMac(ReadOnlySpan<byte> frame, int from, int source, ref PacketDetails details)
    {
        ReadOnlySpan<byte> link = frame[from..source];
        if (Token(link, " MAC="u8) is { Length: MacText + 1 + MacText + 1 + 5 } whole && IsOctets(whole.Of(link)) && link.IndexOf(" TUNNEL="u8) < 0)
        {
            details.DestinationMac = new ByteRange(from + whole.Start, MacText);
            details.SourceMac = new ByteRange(from + whole.Start + MacText + 1, MacText);
            return;
        }

        if (Token(link, " MACSRC="u8) is { Length: MacText } sender && IsOctets(sender.Of(link)))
            details.SourceMac = new ByteRange(from + sender.Start, MacText);
        if (Token(link, " MACDST="u8) is { Length: MacText } receiver && IsOctets(receiver.Of(link)))
            details.DestinationMac = new ByteRange(from + receiver.Start, MacText);
    }

    private static ByteRange Token(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        int at = text.IndexOf(key);
        if (at < 0)
            return default;
        at += key.Length;
        return new ByteRange(at, Ascii.TokenEnd(text, at) - at);
    }

    private static bool IsOctets(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (i % 3 == 2 ? text[i] != ':' : Ascii.HexDigit(text[i]) < 0)
                return false;
        }

        return true;
    }

    private static uint? Number(ReadOnlySpan<byte> header, ReadOnlySpan<byte> key, uint most)
    {
        int at = header.IndexOf(key);
        if (at < 0)
            return null;
        at += key.Length;
        return Ascii.TryReadNumber(header, ref at, most, out uint value) && (at == header.Length || header[at] == ' ') ? value : null;
    }

    private static ByteRange Trimmed(ReadOnlySpan<byte> frame, ByteRange prefix)
    {
        int start = prefix.Start;
        int end = prefix.Start + prefix.Length;
        while (start < end && frame[start] == ' ')
            start++;
        while (end > start && frame[end - 1] == ' ')
            end--;
        return new ByteRange(start, end - start);
    }
}
