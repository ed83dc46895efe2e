using System;
using System.CommandLine;
using System.Threading.Tasks;
using ProbeClassifier.Following;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Cli;

/// <summary><c>probeclassifier follow</c>: logs that are being written to a report that is kept up to date.</summary>
internal static class FollowCommand
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files, directories (followed with all below them) or globs in quotes. What is not there yet is waited for.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Checkpoint = new("--checkpoint") { Description = "Keep counts and positions in this file, and go on from it: every line is counted once.", HelpName = "FILE" };
    private static readonly Option<string?> ReportFile = new("--report") { Description = "Keep the report in this file, replaced whole. Default: standard output, at the end.", HelpName = "FILE" };
    private static readonly Option<string?> Every = Span("--every", "How often the checkpoint and --report are written, if anything is new. Default: 1m.");
    private static readonly Option<bool> FromStart = new("--from-start") { Description = "Read what is there at the first start too. Default: only what comes." };
    private static readonly Option<string?> Idle = Span("--exit-when-idle", "End when nothing new came for so long. A number alone is seconds.", "SECONDS");
    private static readonly Option<string?> FlushAfter = Span("--flush-after", "Count a last line without line end when it waited so long. Default: wait for its end.");
    private static readonly Option<string?> Poll = Span("--poll", "How often to look for changes that the system does not tell of. Default: 1s.");
    private static readonly CountingOptions Counting = new("Default: of old lines from the file's last write back over New Year, of new ones the nearest.");
    private static readonly ReportFormOptions Form = new();

    public static Command Create()
    {
        var command = new Command("follow", """
            Follows logs over rotation, truncation and compression, and over its own restarts.

            Examples:
              probeclassifier follow /var/log/kern.log --checkpoint state --report report.txt
              probeclassifier follow /var/log/fw/ --from-start --checkpoint state --exit-when-idle 5
            """);
        command.Arguments.Add(Paths);
        foreach (Option option in (Option[])[Checkpoint, ReportFile, Every, FromStart, Idle, FlushAfter, Poll, .. Counting.All, .. Form.All])
            command.Options.Add(option);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        LogFollowerOptions options = Options(parsed);
        var reports = new ReportTarget(parsed.GetValue(ReportFile), Form, parsed);
        reports.Check();
        using LogFollower follower = LogFollower.Open(options);
        using var signals = new StopSignals();

        // Off this thread: a first look may take long.
        Task run = Task.Run(() => follower.RunAsync(signals.Asked));
        await reports.KeepAsync(follower, options.CheckpointEvery, run);
        await run;
        ProbeReport report = await follower.ReportAsync(Form.TopSources(parsed));
        reports.Write(report);
        if (follower.Status.CheckpointFailure is not null)
            return ExitCode.Failed;
        return report.Failures.Count > 0 && !signals.Asked.IsCancellationRequested ? ExitCode.Incomplete : ExitCode.Done;
    }

    private static LogFollowerOptions Options(ParseResult parsed)
    {
        string[] paths = OptionKinds.Arguments(parsed, Paths);
        if (paths.Length == 0)
            throw new UsageException("nothing to follow; name files, directories or globs");
        foreach (string path in paths)
        {
            if (path is "" or ProbeReader.StandardInput)
                throw new UsageException($"\"{path}\" cannot be followed; expected files, directories or globs. report - reads standard input");
        }

        var defaults = new LogFollowerOptions { Paths = paths };
        return defaults with
        {
            Parser = Counting.Parser(parsed),
            Rollup = Counting.Rollup(parsed),
            Checkpoint = parsed.GetValue(Checkpoint) is "" ? throw new UsageException("--checkpoint \"\" is no file; expected a path") : parsed.GetValue(Checkpoint),
            CheckpointEvery = Value(parsed, Every, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)) ?? defaults.CheckpointEvery,
            FromStart = parsed.GetValue(FromStart),
            ExitWhenIdle = Value(parsed, Idle, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1), unit: "s"),
            FlushAfter = Value(parsed, FlushAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)),
            Poll = Value(parsed, Poll, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)) ?? defaults.Poll,
            Notify = notice => Message.Error($"{notice.Path}: {notice.Message}"),
        };
    }

    private static TimeSpan? Value(ParseResult parsed, Option<string?> option, TimeSpan least, TimeSpan most, string unit = "")
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        bool isNumber = text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
        return OptionValues.Span(option.Name, isNumber ? text + unit : text, least, most);
    }

    private static Option<string?> Span(string name, string description, string helpName = "SPAN") => new(name) { Description = description, HelpName = helpName };
}
