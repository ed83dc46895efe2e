using System;
using System.Collections.Generic;
using System.Linq;

namespace ProbeClassifier.Rollups;

/// <summary>The names that reports and JSON use for scans and floods.</summary>
public static class ScanNames
{
    /// <summary>All kinds of scans, in the order of the enum.</summary>
    public static IReadOnlyList<string> Scans { get; } = [.. Enum.GetValues<ScanKind>().Select(ToName)];

    /// <summary>All kinds of floods, in the order of the enum.</summary>
    public static IReadOnlyList<string> Floods { get; } = [.. Enum.GetValues<FloodKind>().Select(ToName)];

    /// <summary><c>vertical</c>, <c>horizontal</c>, <c>block</c>.</summary>
    /// <param name="kind">How a scan spreads.</param>
    public static string ToName(this ScanKind kind) => kind switch
    {
        ScanKind.Vertical => "vertical",
        ScanKind.Horizontal => "horizontal",
        _ => "block",
    };

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>.</summary>
    /// <param name="kind">What a flood is made of.</param>
    public static string ToName(this FloodKind kind) => kind switch
    {
        FloodKind.Tcp => "tcp",
        FloodKind.Udp => "udp",
        _ => "icmp",
    };
}
