using System.Collections.Generic;
using System.CommandLine;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Cli;

/// <summary>The options of every command that counts: how lines are read, and how events are added up.</summary>
internal sealed class CountingOptions(string defaultYear)
{
    private readonly ReadingOptions _reading = new(defaultYear);
    private readonly Option<string?> _gap = new("--incident-gap") { Description = "Events of one source with no longer gap are one incident: 90s, 30m. Default: 1h.", HelpName = "SPAN" };
    private readonly Option<int?> _scanHosts = OptionKinds.Number("--scan-hosts", "From how many hosts on a source's incident is a scan (2-200). Default: 25.", "N", 2, ScanThresholds.MostTargets);
    private readonly Option<int?> _scanPorts = OptionKinds.Number("--scan-ports", "From how many ports on it is one (2-200). Default: 15.", "N", 2, ScanThresholds.MostTargets);
    private readonly Option<int?> _floodEvents = OptionKinds.Number("--flood-events", "From how many packets on it may be a flood (2-1000000000). Default: 1000.", "N", 2, 1_000_000_000);
    private readonly Option<int?> _floodRate = OptionKinds.Number("--flood-rate", "And from how many a second on (1-1000000). Default: 10.", "N", 1, 1_000_000);

    public IReadOnlyList<Option> All => [.. _reading.All, _gap, _scanHosts, _scanPorts, _floodEvents, _floodRate];

    public ProbeParserOptions Parser(ParseResult parsed) => _reading.Parser(parsed);

    public ProbeRollupOptions Rollup(ParseResult parsed) => new()
    {
        Rules = _reading.Rules(parsed),
        IncidentGap = OptionValues.Gap(parsed.GetValue(_gap)),
        Scans = Thresholds(parsed),
    };

    private ScanThresholds Thresholds(ParseResult parsed)
    {
        var scans = new ScanThresholds();
        return scans with
        {
            Hosts = parsed.GetValue(_scanHosts) ?? scans.Hosts,
            Ports = parsed.GetValue(_scanPorts) ?? scans.Ports,
            FloodEvents = parsed.GetValue(_floodEvents) ?? scans.FloodEvents,
            FloodRate = parsed.GetValue(_floodRate) ?? scans.FloodRate,
        };
    }
}
