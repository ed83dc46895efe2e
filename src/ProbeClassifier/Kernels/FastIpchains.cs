using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;

namespace ProbeClassifier.Kernels;

/// <summary>The packet of an ipchains line: TCP, UDP or ICMP, no fragment, as <c>F=0x4000</c> or <c>F=0x0000</c> says.</summary>
internal static unsafe class FastIpchains<THandler>
    where THandler : IProbeHandler
{
    /// <summary>Delivers the line and returns the byte after its LF; null when the scalar parser must read it.</summary>
    public static byte* TryDeliver(
        byte* line,
        byte* packet,
        byte* limit,
        int maxLine,
        byte* tables,
        ref EventFields fields,
        ref THandler handler)
    {
        // "PROTO=6 ", "PROTO=17 " or "PROTO=1 ", two endpoints, then L= S= I= F= in this order.
        ulong named = Unsafe.ReadUnaligned<ulong>(packet);
        bool tcp = named == 0x2036_3D4F_544F_5250;
        bool udp = named == 0x3731_3D4F_544F_5250 & packet[8] == (byte)' ';
        bool icmp = named == 0x2031_3D4F_544F_5250;
        byte* endpoint = packet + (udp ? 9 : 8);
        Vector128<byte> first = Vector128.Load(endpoint);
        uint firstHash = IPv4Text.Shape(first, (byte)':', tables, out int firstLength, out uint badFirst);
        byte* port = endpoint + firstLength + 1;
        int sport = PortText.Read(port, out uint sourcePort);
        endpoint = port + sport + 1;
        Vector128<byte> second = Vector128.Load(endpoint);
        uint secondHash = IPv4Text.Shape(second, (byte)':', tables, out int secondLength, out uint badSecond);
        port = endpoint + secondLength + 1;
        int dport = PortText.Read(port, out uint destinationPort);
        byte* header = port + dport + 1;
        AddressPair addresses = IPv4Text.Convert(
            first, second, firstHash, secondHash, firstLength, secondLength, tables, badFirst | badSecond, out uint bad);
        if (!((tcp | udp | icmp) & bad == 0 & sport != 0 & dport != 0))
            return null;

        ulong blanks = ByteMask.Blank64(header);
        int afterL = BitOperations.TrailingZeroCount(blanks);
        blanks &= blanks - 1;
        int afterS = BitOperations.TrailingZeroCount(blanks);
        blanks &= blanks - 1;
        int afterI = BitOperations.TrailingZeroCount(blanks);
        blanks &= blanks - 1;
        if (blanks == 0)
            return null;
        int afterF = BitOperations.TrailingZeroCount(blanks);
        ulong fragment = Unsafe.ReadUnaligned<ulong>(header + afterI + 1);
        bool whole = ((header[afterL] ^ ' ') | (header[afterS] ^ ' ') | (header[afterI] ^ ' ') | (header[afterF] ^ ' ')
            | (Unsafe.ReadUnaligned<ushort>(header) ^ 0x3D4C)
            | (Unsafe.ReadUnaligned<ushort>(header + afterL + 1) ^ 0x3D53)
            | (Unsafe.ReadUnaligned<ushort>(header + afterS + 1) ^ 0x3D49)
            | (afterF - afterI - 9)) == 0
            & (fragment == 0x3030_3034_7830_3D46 | fragment == 0x3030_3030_7830_3D46);
        if (!whole)
            return null;
        byte* end = FastLine<THandler>.LineEnd(header + afterF, limit);
        if (end == null || end - line > maxLine)
            return null;
        FastLine<THandler>.SetPacket(ProbeDialect.Ipchains, tcp, addresses.First, addresses.Second, sourcePort, destinationPort, ref fields);
        if (icmp)
        {
            if ((sourcePort | destinationPort) > 255)
                return null;
            fields.Transport = Transport.Icmp;
            fields.IcmpType = (byte)sourcePort;
            fields.IcmpCode = (byte)destinationPort;
            fields.Present = PresentFields.Time | PresentFields.Source | PresentFields.Destination | PresentFields.Transport
                | PresentFields.IcmpType | PresentFields.IcmpCode | OddPacket.Mark(addresses.First, addresses.Second);
        }

        handler.OnEvent(new ProbeEvent(FastLine<THandler>.Frame(line, end), ref fields));
        return end + 1;
    }
}
