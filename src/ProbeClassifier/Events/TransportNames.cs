using System.Globalization;
using System.Linq;

namespace ProbeClassifier.Events;

/// <summary>The lower-case IANA keywords of protocols.</summary>
public static class TransportNames
{
    private static readonly string[] Numbers = [.. Enumerable.Range(0, 256).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    /// <summary>
    /// The lower-case IANA keyword (<c>tcp</c>, <c>ipv6-icmp</c>), or the decimal number where this library has no name.
    /// Allocates nothing.
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
        _ => Numbers[(byte)transport],
    };
}
