namespace ProbeClassifier.Events;

/// <summary>
/// An IP protocol; the value is its number in IANA's registry "Assigned Internet Protocol Numbers", and numbers without a
/// name here are valid too.
/// </summary>
public enum Transport : byte
{
    /// <summary>Internet Control Message (1).</summary>
    Icmp = 1,

    /// <summary>Internet Group Management (2).</summary>
    Igmp = 2,

    /// <summary>Transmission Control (6).</summary>
    Tcp = 6,

    /// <summary>User Datagram (17).</summary>
    Udp = 17,

    /// <summary>IPv6 encapsulation (41).</summary>
    Ipv6 = 41,

    /// <summary>Generic Routing Encapsulation (47).</summary>
    Gre = 47,

    /// <summary>Encapsulating Security Payload (50).</summary>
    Esp = 50,

    /// <summary>Authentication Header (51).</summary>
    Ah = 51,

    /// <summary>ICMP for IPv6 (58).</summary>
    Icmp6 = 58,

    /// <summary>Protocol Independent Multicast (103).</summary>
    Pim = 103,

    /// <summary>Stream Control Transmission (132).</summary>
    Sctp = 132,

    /// <summary>UDP-Lite (136).</summary>
    UdpLite = 136,
}
