namespace ProbeClassifier.Outputs;

/// <summary>The control bits of TCP by their places in the header, from the lowest.</summary>
internal static class TcpFlagNames
{
    private static readonly string[] Names = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];

    public static string Of(int bit) => Names[bit];
}
