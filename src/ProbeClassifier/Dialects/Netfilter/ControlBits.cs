using System;
using System.Buffers.Binary;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Netfilter;

/// <summary>
/// The TCP control bits of a netfilter line, read when somebody asks: they stand behind <c>RES=0x00 </c>, as words, up to
/// <c>URGP=</c>. Linux prints them in the order CWR ECE URG ACK PSH RST SYN FIN.
/// </summary>
internal static class ControlBits
{
    /// <summary>
    /// Whether the bits may be none, or include FIN other than right behind ACK (<see cref="IsOdd"/>). A quick look at the line's end:
    /// FIN is printed last, and nearly all lines end with another bit, or with that of an ordinary end of a connection.
    /// </summary>
    public static bool MayBeOdd(ReadOnlySpan<byte> frame)
    {
        // "SYN URGP=0" or "SYN URGP=0 ": eight bytes from the bit on.
        int at = frame.Length - 10;
        if (at < 1)
            return true;
        at -= frame[^1] == ' ' ? 1 : 0;
        ulong end = BinaryPrimitives.ReadUInt64LittleEndian(frame[at..]);
        if (end == 0x5047_5255_204E_5953)
            return false;
        if (end is 0x5047_5255_204B_4341 or 0x5047_5255_2054_5352 or 0x5047_5255_2048_5350)
            return false;
        return end != 0x5047_5255_204E_4946 || at < 4 || BinaryPrimitives.ReadUInt32LittleEndian(frame[(at - 4)..]) != 0x204B_4341;
    }

    /// <summary>Whether <see cref="MayBeOdd"/> is sure to find lines with these.</summary>
    public static bool IsOdd(TcpControlBits bits)
    {
        const TcpControlBits BetweenAckAndFin = TcpControlBits.Psh | TcpControlBits.Rst | TcpControlBits.Syn;
        return bits == TcpControlBits.None
            || ((bits & TcpControlBits.Fin) != 0 && ((bits & TcpControlBits.Ack) == 0 || (bits & BetweenAckAndFin) != 0));
    }

    /// <summary>The bits; false when the line does not give them whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out TcpControlBits bits)
    {
        bits = TcpControlBits.None;
        int at = frame.IndexOf(" PROTO=TCP "u8);
        if (at < 0)
            return false;
        int reserved = frame[at..].IndexOf(" RES=0x"u8);
        if (reserved < 0)
            return false;
        at += reserved + 1;
        at = Ascii.TokenEnd(frame, at) + 1;
        while (at < frame.Length)
        {
            int end = Ascii.TokenEnd(frame, at);
            ReadOnlySpan<byte> word = frame[at..end];
            if (word.StartsWith("URGP="u8))
                return true;
            TcpControlBits bit = BitOf(word);
            if (bit == TcpControlBits.None)
                return false;
            bits |= bit;
            at = end + 1;
        }

        return false;
    }

    private static TcpControlBits BitOf(ReadOnlySpan<byte> word) => word.Length != 3 ? TcpControlBits.None : word switch
    {
        _ when word.SequenceEqual("SYN"u8) => TcpControlBits.Syn,
        _ when word.SequenceEqual("ACK"u8) => TcpControlBits.Ack,
        _ when word.SequenceEqual("FIN"u8) => TcpControlBits.Fin,
        _ when word.SequenceEqual("RST"u8) => TcpControlBits.Rst,
        _ when word.SequenceEqual("PSH"u8) => TcpControlBits.Psh,
        _ when word.SequenceEqual("URG"u8) => TcpControlBits.Urg,
        _ when word.SequenceEqual("ECE"u8) => TcpControlBits.Ece,
        _ when word.SequenceEqual("CWR"u8) => TcpControlBits.Cwr,
        _ => TcpControlBits.None,
    };
}
