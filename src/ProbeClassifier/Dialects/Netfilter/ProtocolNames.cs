using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Netfilter;

/// <summary>The values of <c>PROTO=</c>: the names nf_log_syslog prints, those of its kin, or a number.</summary>
internal static class ProtocolNames
{
    /// <summary>DCCP (33), which some kernels print by name.</summary>
    public const Transport Dccp = (Transport)33;

    public static bool TryParse(ReadOnlySpan<byte> name, out Transport transport)
    {
        int at = 0;
        if (name.Length > 0 && Ascii.IsDigit(name[0]))
        {
            bool ok = Ascii.TryReadNumber(name, ref at, 255, out uint number) && at == name.Length;
            transport = (Transport)number;
            return ok;
        }

        transport = ByName(name);
        return transport != 0;
    }

    /// <summary>Whether this protocol's header begins with two 16-bit ports.</summary>
    public static bool HasPorts(Transport transport) =>
        transport is Transport.Tcp or Transport.Udp or Transport.UdpLite or Transport.Sctp or Dccp;

    private static Transport ByName(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("TCP"u8))
            return Transport.Tcp;
        if (name.SequenceEqual("UDP"u8))
            return Transport.Udp;
        if (name.SequenceEqual("ICMP"u8))
            return Transport.Icmp;
        if (name.SequenceEqual("ICMPv6"u8) || name.SequenceEqual("ICMPV6"u8) || name.SequenceEqual("IPV6-ICMP"u8))
            return Transport.Icmp6;
        if (name.SequenceEqual("UDPLITE"u8))
            return Transport.UdpLite;
        if (name.SequenceEqual("SCTP"u8))
            return Transport.Sctp;
        if (name.SequenceEqual("ESP"u8))
            return Transport.Esp;
        if (name.SequenceEqual("AH"u8))
            return Transport.Ah;
        if (name.SequenceEqual("GRE"u8))
            return Transport.Gre;
        if (name.SequenceEqual("IGMP"u8))
            return Transport.Igmp;
        if (name.SequenceEqual("PIM"u8))
            return Transport.Pim;
        return name.SequenceEqual("DCCP"u8) ? Dccp : 0;
    }
}
