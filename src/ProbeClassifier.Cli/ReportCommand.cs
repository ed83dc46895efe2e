using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Cli;

/// <summary><c>probeclassifier report</c>: files to a report.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files, directories (read with all below them), globs in quotes, or - for standard input. gzip is told by its content.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> From = new("--from") { Description = "Count events from this day or time on: 2000-04-01, 2000-04-01T12:00, …T12:00:00Z.", HelpName = "TIME" };
    private static readonly Option<string?> To = new("--to") { Description = "Count events before this time, or to the end of this day.", HelpName = "TIME" };
    private static readonly Option<string?> Quarter = new("--quarter") { Description = "Count events of a quarter: 2000Q2.", HelpName = "YEARQn" };
    private static readonly Option<int?> Year = OptionKinds.Number("--year", "The year of stamps that have none (1970-2105). Default: from the file's last write back over New Year.", "YYYY", 1970, 2105);
    private static readonly Option<string?> Zone = new("--timezone") { Description = "The zone of stamps that have none, and of --from, --to, --quarter: UTC, +09:00, Asia/Tokyo. Default: the system's.", HelpName = "ZONE" };
    private static readonly Option<string?> Rules = new("--rules") { Description = "A rules file that extends or replaces the default rules (docs/rules.md), or extended, the rules for later web worms.", HelpName = "FILE" };
    private static readonly Option<string[]> Home = OptionKinds.Home();
    private static readonly Option<int?> Top = OptionKinds.Number("--top", "How many sources to list (0-1000). Default: 10.", "N", 0, 1000);
    private static readonly Option<string?> Gap = new("--incident-gap") { Description = "Events of one source with no longer gap are one incident: 90s, 30m. Default: 1h.", HelpName = "SPAN" };
    private static readonly Option<int?> ScanHosts = OptionKinds.Number("--scan-hosts", "From how many hosts on a source's incident is a scan (2-200). Default: 25.", "N", 2, ScanThresholds.MostTargets);
    private static readonly Option<int?> ScanPorts = OptionKinds.Number("--scan-ports", "From how many ports on it is one (2-200). Default: 15.", "N", 2, ScanThresholds.MostTargets);
    private static readonly Option<int?> FloodEvents = OptionKinds.Number("--flood-events", "From how many packets on it may be a flood (2-1000000000). Default: 1000.", "N", 2, 1_000_000_000);
    private static readonly Option<int?> FloodRate = OptionKinds.Number("--flood-rate", "And from how many a second on (1-1000000). Default: 10.", "N", 1, 1_000_000);
    private static readonly Option<int?> Threads = OptionKinds.Number("--threads", "How many threads read (1-256). Default: one for each processor. The result is the same.", "N", 1, ProbeReaderOptions.MaxThreads);
    private static readonly Option<string> Format = OptionKinds.Choice("--format", "How the report is written.", "text", "json");
    private static readonly Option<string> Language = OptionKinds.Choice("--lang", "The language of texts and titles.", "en", "ja");
    private static readonly Option<string?> OutputFile = new("--output", "-o") { Description = "Write to this file, whole or not at all.", HelpName = "FILE" };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Exit with 3 also when a line was not understood, cut, or a repeat line had nothing to repeat." };
    private static readonly Option<string> Color = OptionKinds.Choice("--color", "auto: when standard output is a terminal and NO_COLOR is not set.", "auto", "always", "never");

    public static Command Create()
    {
        var command = new Command("report", """
            Reads logs and prints the report.

            Examples:
              probeclassifier report /var/log/kern.log
              probeclassifier report --year 2000 --quarter 2000Q2 --timezone Asia/Tokyo logs/
              zcat old.gz | probeclassifier report --format json -
            """);
        command.Arguments.Add(Paths);
        foreach (Option option in (Option[])[From, To, Quarter, Year, Zone, Rules, Home, Top, Gap, ScanHosts, ScanPorts, FloodEvents, FloodRate, Threads, Format, Language, OutputFile, Strict, Color])
            command.Options.Add(option);
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] paths = OptionKinds.Arguments(parsed, Paths);
        if (paths.Length == 0)
        {
            if (!Console.IsInputRedirected)
                throw new UsageException("nothing to read; name files, directories, or - for standard input");
            paths = [ProbeReader.StandardInput];
        }

        ProbeReaderOptions options = Options(parsed);
        string? outputFile = parsed.GetValue(OutputFile);
        using Output output = Output.Open(outputFile);
        using var interrupt = new CancellationTokenSource();
        using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            // The first asks for what was counted so far, the second ends the process as usual.
            context.Cancel = !interrupt.IsCancellationRequested;
            interrupt.Cancel();
        });
        IReadOnlyList<string> files = InputPaths.Expand(paths, out IReadOnlyList<InputFailure> unlisted);
        using var progress = ProgressLine.CreateIfWanted();
        ProbeReadResult result = ProbeReader.Read(files, options with { Progress = progress }, interrupt.Token);
        progress?.Dispose();
        ProbeReport report = ProbeReport.From(result, parsed.GetValue(Top) ?? ProbeReport.DefaultTopSources);
        report = report with { Failures = [.. unlisted, .. report.Failures] };
        foreach (InputFailure failure in report.Failures)
            Message.Error($"{failure.Path}: {failure.Message}");

        ReportFormat format = string.Equals(parsed.GetValue(Format), "json", StringComparison.Ordinal) ? ReportFormat.Json : ReportFormat.Text;
        ReportLanguage language = string.Equals(parsed.GetValue(Language), "ja", StringComparison.Ordinal) ? ReportLanguage.Japanese : ReportLanguage.English;
        bool color = parsed.GetValue(Color) switch
        {
            "always" => true,
            "never" => false,
            _ => outputFile is null && TakesColor(),
        };
        report.Write(output.Writer, format, language, color);
        output.Commit();
        if (report.IsPartial)
            return ExitCode.Interrupted;
        RollupSummary summary = report.Summary;
        bool blemished = parsed.GetValue(Strict) && summary.Unparsed + summary.Oversize + summary.RepeatsUnresolved > 0;
        return report.Failures.Count > 0 || blemished ? ExitCode.Incomplete : ExitCode.Done;
    }

    private static ProbeReaderOptions Options(ParseResult parsed)
    {
        TimeZoneInfo zone = OptionValues.TimeZone(parsed.GetValue(Zone));
        DateTimeOffset? from = OptionValues.Time("--from", parsed.GetValue(From), zone, isEnd: false);
        DateTimeOffset? to = OptionValues.Time("--to", parsed.GetValue(To), zone, isEnd: true);
        if (OptionValues.Quarter(parsed.GetValue(Quarter), zone) is { } quarter)
        {
            if (from is not null || to is not null)
                throw new UsageException("--quarter and --from or --to exclude each other; expected one of them");
            (from, to) = quarter;
        }

        if (from >= to)
            throw new UsageException($"--from {parsed.GetValue(From)} is not before --to {parsed.GetValue(To)}");
        var options = new ProbeReaderOptions
        {
            Parser = new ProbeParserOptions
            {
                Year = parsed.GetValue(Year),
                TimeZone = zone,
            },
            Rollup = new ProbeRollupOptions
            {
                Rules = OptionValues.Rules(parsed.GetValue(Rules), parsed.GetValue(Home)),
                IncidentGap = OptionValues.Gap(parsed.GetValue(Gap)),
                Scans = Thresholds(parsed),
                From = from,
                To = to,
            },
        };
        return parsed.GetValue(Threads) is { } threads
            ? options with { Threads = threads }
            : options;
    }

    private static ScanThresholds Thresholds(ParseResult parsed)
    {
        var scans = new ScanThresholds();
        return scans with
        {
            Hosts = parsed.GetValue(ScanHosts) ?? scans.Hosts,
            Ports = parsed.GetValue(ScanPorts) ?? scans.Ports,
            FloodEvents = parsed.GetValue(FloodEvents) ?? scans.FloodEvents,
            FloodRate = parsed.GetValue(FloodRate) ?? scans.FloodRate,
        };
    }

    private static bool TakesColor() => !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
}
