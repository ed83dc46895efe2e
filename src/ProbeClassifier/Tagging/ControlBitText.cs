using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>Sets of TCP control bits as rule files write them: <c>none</c>, <c>SYN+FIN</c>, in the order of the header's bits from the right.</summary>
internal static class ControlBitText
{
    public const string Expected = "\"none\", or names of FIN, SYN, RST, PSH, ACK, URG joined by +, such as \"SYN+FIN\"";

    /// <summary>Those that count: the two of congestion control are set and cleared on the way.</summary>
    public const TcpControlBits Counted = TcpControlBits.Fin | TcpControlBits.Syn | TcpControlBits.Rst | TcpControlBits.Psh | TcpControlBits.Ack | TcpControlBits.Urg;

    private static readonly (string Name, TcpControlBits Bit)[] Names =
    [
        ("FIN", TcpControlBits.Fin), ("SYN", TcpControlBits.Syn), ("RST", TcpControlBits.Rst),
        ("PSH", TcpControlBits.Psh), ("ACK", TcpControlBits.Ack), ("URG", TcpControlBits.Urg),
    ];

    public static string Of(TcpControlBits bits)
    {
        List<string> names = [.. Names.Where(n => (bits & n.Bit) != 0).Select(n => n.Name)];
        return names.Count == 0 ? "none" : string.Join('+', names);
    }

    public static bool TryParse(string text, out TcpControlBits bits)
    {
        bits = TcpControlBits.None;
        if (string.Equals(text, "none", StringComparison.Ordinal))
            return true;
        foreach (string name in text.Split('+'))
        {
            (string Name, TcpControlBits Bit) known = Array.Find(Names, n => string.Equals(n.Name, name, StringComparison.Ordinal));
            if (known.Name is null || (bits & known.Bit) != 0)
                return false;
            bits |= known.Bit;
        }

        return true;
    }
}
