using System.Globalization;

namespace ProbeClassifier.Events;

/// <summary>The lower-case IANA keywords of protocols.</summary>
public static class TransportNames
{
    /// <summary>
    /// The lower-case IANA keyword (<c>tcp</c>, <c>ipv6-icmp</c>), or the decimal number where this library has no name.
    /// Allocates only for a number.
    /// </summary>
    /// <param name="transport">Any protocol number.</param>
    public static string ToIanaName(this Transport transport) => transport switch
    {
        Transport.Icmp => "icmp",
        Transport.Igmp => "igmp",
        Transport.Tcp => "tcp",
        Transport.Udp => "udp",
        Transport.Ipv6 => "ipv6",
        Transport.Gre => "gre",
        Transport.Esp => "esp",
        Transport.Ah => "ah",
        Transport.Icmp6 => "ipv6-icmp",
        Transport.Pim => "pim",
        Transport.Sctp => "sctp",
        Transport.UdpLite => "udplite",
        _ => ((byte)transport).ToString(CultureInfo.InvariantCulture),
    };
}
