using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Nats;
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
        Description = "Files, directories (read with all below them), globs in quotes, or - for standard input. gzip is told by its content. Or nats://HOST/TOPIC or kafka://HOST/TOPIC: the newest snapshots of workers.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> From = new("--from") { Description = "Count events from this day or time on: 2000-04-01, 2000-04-01T12:00, …T12:00:00Z.", HelpName = "TIME" };
    private static readonly Option<string?> To = new("--to") { Description = "Count events before this time, or to the end of this day.", HelpName = "TIME" };
    private static readonly Option<string?> Quarter = new("--quarter") { Description = "Count events of a quarter: 2000Q2.", HelpName = "YEARQn" };
    private static readonly CountingOptions Counting = new("Default: from the file's last write back over New Year.");
    private static readonly ReportFormOptions Form = new();
    private static readonly KafkaPropertyOptions Kafka = new();
    private static readonly Option<int?> Threads = OptionKinds.Number("--threads", "How many threads read (1-256). Default: one for each processor. The result is the same.", "N", 1, ProbeReaderOptions.MaxThreads);
    private static readonly Option<string?> OutputFile = new("--output", "-o") { Description = "Write to this file, whole or not at all.", HelpName = "FILE" };
    private static readonly Option<string?> Positions = new("--positions") { Description = "nats://, kafka://: write to this file, as JSON, up to which position each partition is in the report.", HelpName = "FILE" };
    private static readonly NatsLoginOptions Login = new();
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
        foreach (Option option in (Option[])[From, To, Quarter, .. Counting.All, Threads, .. Form.All, OutputFile, Positions, .. Login.All, .. Kafka.All, Strict, Color])
            command.Options.Add(option);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        string[] paths = OptionKinds.Arguments(parsed, Paths);
        string? log = Array.Find(paths, p => NatsAddress.IsOne(p) || KafkaAddress.IsOne(p));
        if (log is null || !NatsAddress.IsOne(log))
            Login.RefuseWithout(parsed);
        if (log is null && parsed.GetValue(Positions) is not null)
            throw new UsageException("--positions is for NATS and Kafka; expected nats://HOST/TOPIC or kafka://HOST/TOPIC with it");
        if (Kafka.IsGiven(parsed) && (log is null || !KafkaAddress.IsOne(log)))
            throw new UsageException("--kafka-property and --kafka-config have no meaning without kafka://HOST/TOPIC");
        if (log is null)
            return Run(parsed, paths);
        if (paths.Length > 1)
            throw new UsageException($"{NatsAddress.Shown(log)} stands alone; expected no other paths beside it");
        if ((parsed.GetValue(From) ?? parsed.GetValue(To) ?? parsed.GetValue(Quarter)) is not null)
            throw new UsageException($"workers count all of time; expected no --from, --to or --quarter with {NatsAddress.Shown(log)}");
        using Output output = Output.Open(parsed.GetValue(OutputFile));
        var options = new PartitionOptions { Parser = Counting.Parser(parsed), Rollup = Counting.Rollup(parsed) };
        MergedPartitions merged = KafkaAddress.IsOne(log)
            ? await KafkaRun.ReadAsync(KafkaAddress.Parse(log), Kafka.Read(parsed), options)
            : await ReadNatsAsync(parsed, NatsAddress.Parse(log), options);
        foreach (InputFailure failure in merged.Failures)
            Message.Error($"partition {failure.Path}: {failure.Message}");
        foreach (PartitionSnapshot partition in merged.Partitions)
            Message.Say($"partition {partition.Partition}: from {partition.First} to before {partition.Position}, {partition.Missing} missing");
        PositionsFile.Write(parsed.GetValue(Positions), merged);
        return Write(parsed, merged.ToReport(Form.TopSources(parsed)), output);
    }

    private static Task<MergedPartitions> ReadNatsAsync(ParseResult parsed, NatsAddress where, PartitionOptions options) =>
        where.ReadAsync(options, Login.Read(parsed, where));

    private static int Run(ParseResult parsed, string[] paths)
    {
        paths = OptionKinds.OrStandardInput(paths);
        ProbeReaderOptions options = Options(parsed);
        using Output output = Output.Open(parsed.GetValue(OutputFile));
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
        ProbeReport report = ProbeReport.From(result, Form.TopSources(parsed));
        report = report with { Failures = [.. unlisted, .. report.Failures] };
        foreach (InputFailure failure in report.Failures)
            Message.Error($"{failure.Path}: {failure.Message}");
        return Write(parsed, report, output);
    }

    private static int Write(ParseResult parsed, ProbeReport report, Output output)
    {
        bool color = parsed.GetValue(Color) switch
        {
            "always" => true,
            "never" => false,
            _ => parsed.GetValue(OutputFile) is null && TakesColor(),
        };
        report.Write(output.Writer, Form.Format(parsed), Form.Language(parsed), color);
        output.Commit();
        if (report.IsPartial)
            return ExitCode.Interrupted;
        RollupSummary summary = report.Summary;
        bool blemished = parsed.GetValue(Strict) && summary.Unparsed + summary.Oversize + summary.RepeatsUnresolved > 0;
        return report.Failures.Count > 0 || blemished ? ExitCode.Incomplete : ExitCode.Done;
    }

    private static ProbeReaderOptions Options(ParseResult parsed)
    {
        ProbeParserOptions parser = Counting.Parser(parsed);
        DateTimeOffset? from = OptionValues.Time("--from", parsed.GetValue(From), parser.TimeZone, isEnd: false);
        DateTimeOffset? to = OptionValues.Time("--to", parsed.GetValue(To), parser.TimeZone, isEnd: true);
        if (OptionValues.Quarter(parsed.GetValue(Quarter), parser.TimeZone) is { } quarter)
        {
            if (from is not null || to is not null)
                throw new UsageException("--quarter and --from or --to exclude each other; expected one of them");
            (from, to) = quarter;
        }

        if (from >= to)
            throw new UsageException($"--from {parsed.GetValue(From)} is not before --to {parsed.GetValue(To)}");
        var options = new ProbeReaderOptions
        {
            Parser = parser,
            Rollup = Counting.Rollup(parsed) with { From = from, To = to },
        };
        return parsed.GetValue(Threads) is { } threads
            ? options with { Threads = threads }
            : options;
    }

    private static bool TakesColor() => !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
}
