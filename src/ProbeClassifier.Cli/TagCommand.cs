using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Outputs;
using ProbeClassifier.Reading;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary><c>probeclassifier tag</c>: logs to tagged events, one a line, in the order of the input.</summary>
internal static class TagCommand
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files, directories (read with all below them), globs in quotes, or - for standard input. gzip is told by its content.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly ReadingOptions Reading = new("Default: from the file's last write back over New Year; of a pipe, the one nearest to now.");
    private static readonly Option<string> Format = OptionKinds.Choice("--format", "How events are written (docs/outputs.md).", [.. EventFormats.Words("ecs"), EventFormats.Parquet]);
    private static readonly Option<bool> OnlyTagged = new("--only-tagged") { Description = "Only events with a tag." };
    private static readonly Option<bool> Original = new("--original") { Description = "With the line itself; not for ndjson and parquet, which have no field for it." };
    private static readonly Option<string[]> Fields = new("--fields")
    {
        Description = "Only these fields, by the dotted names of docs/outputs.md, several with commas between: @timestamp,source.ip,rule.id. A name above some means all of them. With parquet the columns. Not for cef.",
        HelpName = "NAMES",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Option<string?> OutputFile = new("--output", "-o") { Description = "Add the events to the end of this file; with parquet a new file. Default: standard output.", HelpName = "FILE" };
    private static readonly Option<string?> RotateSize = new("--rotate") { Description = "Before the file grows over this size, 4096 bytes or more, it becomes FILE.1, FILE.2 … and a new one begins: 64k, 100m, 1g. With parquet 1m or more, and FILE.parquet becomes FILE.1.parquet.", HelpName = "SIZE" };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Exit with 3 also when a line was not understood, cut, or a repeat line had nothing to repeat." };

    public static Command Create()
    {
        var command = new Command("tag", """
            Reads logs and writes each event with its tags as a line, for a SIEM.

            Examples:
              probeclassifier tag /var/log/kern.log > events.ndjson
              tail -F /var/log/kern.log | probeclassifier tag --only-tagged | jq .rule.id
              probeclassifier tag --format cef --output events.cef --rotate 100m logs/
              probeclassifier tag --format parquet --output events.parquet logs/
            """);
        command.Arguments.Add(Paths);
        foreach (Option option in (Option[])[.. Reading.All, Format, OnlyTagged, Fields, Original, OutputFile, RotateSize, Strict])
            command.Options.Add(option);
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] paths = OptionKinds.OrStandardInput(OptionKinds.Arguments(parsed, Paths));
        RuleSet rules = Reading.Rules(parsed);
        string format = parsed.GetValue(Format)!;
        using var signals = new StopSignals();
        using IEventOutput sink = Open(parsed, format, rules);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Asked);
        var tally = new TagTally();
        IReadOnlyList<string> files = InputPaths.Expand(paths, out IReadOnlyList<InputFailure> unlisted);
        IReadOnlyList<InputFailure> failures = ProbeReader.ReadInOrder(files, new TagHandler(sink, rules, tally), Reading.Parser(parsed), AfterBlock, stop.Token);
        sink.Finish();
        foreach (InputFailure failure in (InputFailure[])[.. unlisted, .. failures])
            Message.Error($"{failure.Path}: {failure.Message}");
        if (sink.Failure is { } broken)
            return Broken(broken, sink.Lost, parsed.GetValue(OutputFile));
        if (signals.Asked.IsCancellationRequested)
            return ExitCode.Interrupted;
        return unlisted.Count + failures.Count > 0 || (parsed.GetValue(Strict) && !tally.IsClean) ? ExitCode.Incomplete : ExitCode.Done;

        // The next read may wait for long: what is known by now is shown. And nobody reads on for an output that is gone.
        void AfterBlock()
        {
            sink.Flush();
            if (sink.Failure is not null)
                stop.Cancel();
        }
    }

    private static IEventOutput Open(ParseResult parsed, string format, RuleSet rules)
    {
        bool original = parsed.GetValue(Original);
        if (original && format is "ndjson" or EventFormats.Parquet)
            throw new UsageException($"--original is not for --format {format}, which has no field for the line; expected ecs, ocsf or cef with it");
        string[]? fields = parsed.GetValue(Fields) is { Length: > 0 } given
            ? [.. given.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries))]
            : null;
        string? path = parsed.GetValue(OutputFile);
        string? rotate = parsed.GetValue(RotateSize);
        bool onlyTagged = parsed.GetValue(OnlyTagged);
        return format is EventFormats.Parquet
            ? ParquetOutput.Open(path, rotate, fields, rules, onlyTagged)
            : LineOutput.Open(path, rotate, format, new EventWriterOptions { Rules = rules, Original = original, Fields = fields }, onlyTagged);
    }

    private static int Broken(IOException failure, long lost, string? path)
    {
        if (path is null && Output.IsBrokenPipe(failure))
            return ExitCode.Done;
        Message.Error(string.Create(CultureInfo.InvariantCulture, $"{path ?? "standard output"}: cannot be written: {failure.Message}; {lost} events were read and could not be written, and nothing behind them was read"));
        return ExitCode.Failed;
    }
}
