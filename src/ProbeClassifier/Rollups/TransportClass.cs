using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>What a flood may be made of.</summary>
internal enum TransportClass : byte
{
    /// <summary>Another protocol, or none known.</summary>
    Other = 0,
    Tcp = 1,
    Udp = 2,

    /// <summary>ICMP and ICMPv6.</summary>
    Icmp = 3,
}

/// <summary>Protocols to classes.</summary>
internal static class TransportClasses
{
    /// <summary>The class of an event.</summary>
    public static TransportClass Of(in EventFields fields) => (fields.Present & PresentFields.Transport) == 0
        ? TransportClass.Other
        : fields.Transport switch
        {
            Transport.Tcp => TransportClass.Tcp,
            Transport.Udp => TransportClass.Udp,
            Transport.Icmp or Transport.Icmp6 => TransportClass.Icmp,
            _ => TransportClass.Other,
        };
}
