namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>
/// The ports of the report of April–June 2000, written down a second time: the generator aims at them and the naive
/// contenders count them, and neither may ask the library what the right answer is.
/// </summary>
internal static class ReportPorts
{
    public static readonly uint[] Tcp =
    [
        21, 22, 23, 53, 109, 25, 110, 111, 143, 514, 12345, 1080, 3128, 80, 8080, 1114, 513, 79, 2425, 1243, 2140, 98, 31337,
    ];

    public static readonly uint[] Udp = [111, 137];

    public const uint IcmpEcho = 8;
}
