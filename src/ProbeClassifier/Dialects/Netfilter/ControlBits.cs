using System;
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
    /// Whether the bits may be none, or include FIN. A quick look at the line's end: nearly all lines end with one bit that is
    /// neither, and FIN is printed last.
    /// </summary>
    public static bool MayBeOdd(ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> end = frame.Length > 0 && frame[^1] == ' ' ? frame[..^1] : frame;
        return !end.EndsWith("SYN URGP=0"u8) && !end.EndsWith("ACK URGP=0"u8) && !end.EndsWith("RST URGP=0"u8) && !end.EndsWith("PSH URGP=0"u8);
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
