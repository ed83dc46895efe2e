using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>How a scan spreads.</summary>
public enum ScanKind : byte
{
    /// <summary>Many ports of few hosts.</summary>
    Vertical = 0,

    /// <summary>Few ports of many hosts: a sweep.</summary>
    Horizontal = 1,

    /// <summary>Many ports of many hosts.</summary>
    Block = 2,
}

/// <summary>What a flood is made of.</summary>
public enum FloodKind : byte
{
    /// <summary>TCP segments; from a firewall, mostly SYN.</summary>
    Tcp = 0,

    /// <summary>UDP datagrams.</summary>
    Udp = 1,

    /// <summary>ICMP and ICMPv6.</summary>
    Icmp = 2,
}

/// <summary>An incident of one source that is a scan.</summary>
/// <param name="Kind">How it spreads.</param>
/// <param name="Source">Who scans.</param>
/// <param name="First">Its first event, in UTC.</param>
/// <param name="Last">Its last event, in UTC.</param>
/// <param name="Events">Packets, repeats included.</param>
/// <param name="Hosts">About how many hosts it aimed at: within a tenth of the truth up to a hundred, 266 for any larger number.</param>
/// <param name="Ports">About how many ports it aimed at, likewise.</param>
public sealed record SourceScan(ScanKind Kind, ProbeAddress Source, DateTimeOffset First, DateTimeOffset Last, long Events, int Hosts, int Ports);

/// <summary>An incident of one source that is a flood.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Source">Where it is from, or says that it is from.</param>
/// <param name="First">Its first event, in UTC.</param>
/// <param name="Last">Its last event, in UTC.</param>
/// <param name="Events">Packets, repeats included.</param>
/// <param name="PerSecond">Packets a second, on average, rounded down.</param>
public sealed record SourceFlood(FloodKind Kind, ProbeAddress Source, DateTimeOffset First, DateTimeOffset Last, long Events, long PerSecond);

/// <summary>A part of a section: of IV, the causes and the deeds.</summary>
/// <param name="Section">The section.</param>
/// <param name="Name">Its name, as tags bear it (<see cref="Tagging.ProbeTag.Group"/>).</param>
public readonly record struct SectionGroup(Tagging.ReportSection Section, string Name);
