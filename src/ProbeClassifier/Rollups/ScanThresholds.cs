namespace ProbeClassifier.Rollups;

/// <summary>
/// From when on an incident of a source is a scan or a flood. Looked at when figures are asked for; merging does not depend on it.
/// docs/scans.md compares the defaults with those of other programs.
/// </summary>
public sealed record ScanThresholds
{
    /// <summary>Hosts that one source aimed at. Default 25, as Zeek's; from 2 to 200: there are 64 places to count with.</summary>
    public int Hosts { get; init; } = 25;

    /// <summary>Ports that one source aimed at. Default 15, as Zeek's; from 2 to 200.</summary>
    public int Ports { get; init; } = 15;

    /// <summary>Packets of one protocol and source in an incident that may be a flood. Default 1,000; at least 2.</summary>
    public long FloodEvents { get; init; } = 1_000;

    /// <summary>Packets a second, on average over the incident, that make it one. Default 10; at least 1.</summary>
    public int FloodRate { get; init; } = 10;

    /// <summary>The largest number of hosts or ports that can be told from more.</summary>
    public const int MostTargets = 200;
}
