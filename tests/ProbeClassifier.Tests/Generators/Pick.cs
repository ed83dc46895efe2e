using System;
using System.Globalization;

namespace ProbeClassifier.Tests.Generators;

/// <summary>Choices that generators share; what the Random gives decides everything.</summary>
internal static class Pick
{
    private static readonly int[] ReportPorts = [21, 22, 23, 25, 53, 80, 98, 111, 137, 1080, 1243, 2140, 8080, 12345, 31337];

    public static T From<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    public static bool OneIn(this Random random, int n) => random.Next(n) == 0;

    /// <summary>A port: of the report, at the edges, or any.</summary>
    public static int Port(this Random random) => random.Next(4) switch
    {
        0 => random.From(0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10000, 65534, 65535),
        1 => random.Next(65536),
        _ => random.From<int>(ReportPorts),
    };

    /// <summary>A dotted quad, of every width.</summary>
    public static string Quad(this Random random) => random.Next(8) switch
    {
        0 => random.From("0.0.0.0", "255.255.255.255", "1.1.1.1", "10.0.0.1", "100.100.100.100", "192.0.2.0", "9.99.199.9"),
        1 => string.Create(CultureInfo.InvariantCulture, $"{random.Next(256)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}"),
        2 or 3 => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{random.Next(256)}"),
        4 => string.Create(CultureInfo.InvariantCulture, $"198.51.100.{random.Next(256)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{random.Next(256)}"),
    };

    /// <summary>An IPv6 address, full as the kernel writes it or compressed.</summary>
    public static string Ipv6(this Random random) => random.Next(6) switch
    {
        0 => random.From("::", "::1", "2001:db8::", "fe80::1:0:0:2", "2001:db8:1:2:3:4:5:6", "2001:DB8::A", "::ffff:192.0.2.9", "2001:db8::192.0.2.9"),
        1 => string.Create(CultureInfo.InvariantCulture, $"2001:db8::{random.Next(65536):x}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"2001:0db8:0000:{random.Next(65536):x4}:0000:0000:{random.Next(65536):x4}:{random.Next(65536):x4}"),
    };
}
