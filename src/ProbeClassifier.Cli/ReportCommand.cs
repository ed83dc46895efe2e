using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
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
    private static readonly Option<int?> Year = new("--year") { Description = "The year of stamps that have none (1970-2105). Default: from the file's last write back over New Year.", HelpName = "YYYY" };
    private static readonly Option<string?> Zone = new("--timezone") { Description = "The zone of stamps that have none, and of --from, --to, --quarter: UTC, +09:00, Asia/Tokyo. Default: the system's.", HelpName = "ZONE" };
    private static readonly Option<string?> Rules = new("--rules") { Description = "A rules file that extends or replaces the default rules (docs/rules.md).", HelpName = "FILE" };
    private static readonly Option<int> Top = new("--top") { Description = "How many sources to list (0-1000).", HelpName = "N", DefaultValueFactory = _ => ProbeReport.DefaultTopSources };
    private static readonly Option<string?> Gap = new("--incident-gap") { Description = "Events of one source with no longer gap are one incident: 90s, 30m. Default: 1h.", HelpName = "SPAN" };
    private static readonly Option<int?> Threads = new("--threads") { Description = "How many threads read (1-256). Default: one for each processor. The result is the same.", HelpName = "N" };
    private static readonly Option<string> Format = new("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
    private static readonly Option<string> Language = new("--lang") { Description = "en or ja.", DefaultValueFactory = _ => "en" };
    private static readonly Option<string?> OutputFile = new("--output", "-o") { Description = "Write to this file, whole or not at all.", HelpName = "FILE" };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Exit with 3 also when a line was not understood, cut, or a repeat line had nothing to repeat." };
    private static readonly Option<string> Color = new("--color") { Description = "auto, always or never. auto: when standard output is a terminal and NO_COLOR is not set.", DefaultValueFactory = _ => "auto" };

    public static Command Create()
    {
        var command = new Command("report", """
            Reads logs and prints the report.

            Examples:
              probeclassifier report /var/log/kern.log
              probeclassifier report --year 2000 --quarter 2000Q2 --timezone Asia/Tokyo logs/
              zcat old.gz | probeclassifier report --format json -
            """);
        Format.AcceptOnlyFromAmong("text", "json");
        Language.AcceptOnlyFromAmong("en", "ja");
        Color.AcceptOnlyFromAmong("auto", "always", "never");
        command.Arguments.Add(Paths);
        foreach (Option option in (Option[])[From, To, Quarter, Year, Zone, Rules, Top, Gap, Threads, Format, Language, OutputFile, Strict, Color])
            command.Options.Add(option);
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] paths = parsed.GetValue(Paths) ?? [];
        if (paths.Length == 0)
        {
            if (!Console.IsInputRedirected)
                throw new UsageException("nothing to read; name files, directories, or - for standard input");
            paths = [ProbeReader.StandardInput];
        }

        int top = InRange("--top", parsed.GetValue(Top), 0, 1000);
        ProbeReaderOptions options = Options(parsed);
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
        ProbeReport report = ProbeReport.From(result, top);
        report = report with { Failures = [.. unlisted, .. report.Failures] };
        foreach (InputFailure failure in report.Failures)
            Console.Error.WriteLine($"probeclassifier: {Escape(failure.Path)}: {failure.Message}");

        ReportFormat format = string.Equals(parsed.GetValue(Format), "json", StringComparison.Ordinal) ? ReportFormat.Json : ReportFormat.Text;
        ReportLanguage language = string.Equals(parsed.GetValue(Language), "ja", StringComparison.Ordinal) ? ReportLanguage.Japanese : ReportLanguage.English;
        string? output = parsed.GetValue(OutputFile);
        bool color = parsed.GetValue(Color) switch
        {
            "always" => true,
            "never" => false,
            _ => output is null && !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
        Output.Write(output, writer => report.Write(writer, format, language, color));
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
                Year = parsed.GetValue(Year) is { } year ? InRange("--year", year, 1970, 2105) : null,
                TimeZone = zone,
            },
            Rollup = new ProbeRollupOptions
            {
                Rules = OptionValues.Rules(parsed.GetValue(Rules)),
                IncidentGap = OptionValues.Gap(parsed.GetValue(Gap)),
                From = from,
                To = to,
            },
        };
        return parsed.GetValue(Threads) is { } threads
            ? options with { Threads = InRange("--threads", threads, 1, ProbeReaderOptions.MaxThreads) }
            : options;
    }

    private static int InRange(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} {value} is out of range; expected {least} to {most}"));

    private static string Escape(string text) => ProbeClassifier.Text.TerminalText.Escape(System.Text.Encoding.UTF8.GetBytes(text));
}
