namespace ProbeClassifier.Events;

/// <summary>Where the packet was going, seen from the device that logged it. The numeric values are part of the snapshot format.</summary>
public enum TrafficDirection : byte
{
    /// <summary>The log does not say.</summary>
    Unknown = 0,

    /// <summary>To the device itself.</summary>
    Inbound = 1,

    /// <summary>From the device itself.</summary>
    Outbound = 2,

    /// <summary>Through the device.</summary>
    Forwarded = 3,
}
