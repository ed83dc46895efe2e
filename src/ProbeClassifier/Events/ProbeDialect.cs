namespace ProbeClassifier.Events;

/// <summary>The grammar that understood a frame. The numeric values are part of the snapshot format and never change.</summary>
public enum ProbeDialect : byte
{
    /// <summary>No dialect understood the frame.</summary>
    None = 0,

    /// <summary>The Linux packet filter's LOG target: iptables, nftables and everything built on them.</summary>
    Netfilter = 1,

    /// <summary>Linux 2.2 ipchains, <c>Packet log: …</c>.</summary>
    Ipchains = 2,

    /// <summary>Web access logs in the Common or Combined Log Format, with or without a virtual host in front.</summary>
    AccessLog = 3,
}
