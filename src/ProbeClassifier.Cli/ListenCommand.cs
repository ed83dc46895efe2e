using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using ProbeClassifier.Live;

namespace ProbeClassifier.Cli;

/// <summary><c>probeclassifier listen</c>: syslog from the network to events and reports.</summary>
internal static class ListenCommand
{
    private static readonly ListenEndpointOptions Endpoints = new();
    private static readonly CountingOptions Counting = new("Default: the one nearest to now.");
    private static readonly ReportFormOptions Form = new();
    private static readonly Option<int?> MaxMessage = OptionKinds.Number("--max-message", "The longest message read whole, in bytes (480-16777216). Default: 65536.", "BYTES", 480, 16_777_216);
    private static readonly Option<string?> Events = new("--events") { Description = "Write each event as a line to this file, added to its end, or to standard output for -.", HelpName = "FILE" };
    private static readonly Option<string> EventsFormat = OptionKinds.Choice("--events-format", "How events are written (docs/outputs.md).", [.. EventFormats.Words("ndjson")]);
    private static readonly Option<bool> OnlyTagged = new("--only-tagged") { Description = "Of the events, write only those with a tag." };
    private static readonly Option<string?> Rotate = new("--rotate") { Description = "Before the file of --events grows over this size, 4096 bytes or more, it becomes FILE.1, FILE.2 … and a new one begins: 64k, 100m, 1g.", HelpName = "SIZE" };
    private static readonly Option<string?> ReportFile = new("--report") { Description = "Write the report to this file, replaced as a whole; {window} in its name stands for a window's start. Default: standard output at the end, unless events go there.", HelpName = "FILE" };
    private static readonly Option<string?> Checkpoint = new("--checkpoint") { Description = "Keep the open windows in this file, each --every and at the end, and go on from it.", HelpName = "FILE" };
    private static readonly Option<string?> Every = new("--every") { Description = "How often the report is written, and a line about the counts to standard error: 30s, 5m, 1h. Default: 5m.", HelpName = "SPAN" };
    private static readonly Option<string?> Window = new("--window") { Description = "Reports for windows of event time, 1m to 31d: 1h, 1d. Default: one report from the start on.", HelpName = "SPAN" };
    private static readonly Option<string?> Lateness = new("--lateness") { Description = "How long after its end a window waits for stragglers, by the newest event, 0s to 7d. Default: 5m.", HelpName = "SPAN" };

    public static Command Create()
    {
        var command = new Command("listen", """
            Receives syslog and writes events and reports, until SIGINT or SIGTERM.

            Examples:
              probeclassifier listen --udp 514 --tcp 514 --report today.json --format json
              probeclassifier listen --tls 6514 --cert cert.pem --key key.pem --events - | jq .source_ip
              probeclassifier listen --tcp 514 --window 1d --report 'report-{window}.txt'
            """);
        foreach (Option option in (Option[])[.. Endpoints.All, MaxMessage, .. Counting.All, Events, EventsFormat, OnlyTagged, Rotate, ReportFile, Checkpoint, Every, Window, Lateness, .. Form.All])
            command.Options.Add(option);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SyslogListenerOptions where = Endpoints.Read(parsed);
        RefuseUnused(parsed);
        TimeSpan every = OptionValues.Span("--every", parsed.GetValue(Every) ?? "5m", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        ProbeCollectorOptions options = Collector(parsed);
        var reports = new LiveReports(parsed.GetValue(ReportFile), options.Window is not null, isEventsOnOutput: IsOutput(parsed.GetValue(Events)), Form.Format(parsed), Form.Language(parsed));
        await using Stream? eventStream = OpenEvents(parsed.GetValue(Events), parsed.GetValue(Rotate));
        using QueuedEventSink? sink = eventStream is null ? null : new QueuedEventSink(eventStream, EventFormats.Writer(parsed.GetValue(EventsFormat)!, options.Rollup.Rules), parsed.GetValue(OnlyTagged));
        options = options with { Sink = sink };
        using CollectorCheckpoint? checkpoint = parsed.GetValue(Checkpoint) is { } path ? CollectorCheckpoint.Open(path, options) : null;
        if (checkpoint?.Warning is { } warning)
            Message.Error($"{parsed.GetValue(Checkpoint)}: {warning}");
        ProbeCollector collector = checkpoint?.Collector ?? new ProbeCollector(options);
        await using var listener = new SyslogListener(collector, where, notices: notice => Message.Say($"{notice.Message}{(notice.Suppressed > 0 ? $" ({notice.Suppressed} more like it)" : "")}"));
        using var metrics = new CollectorMetrics(collector);
        using var stop = new StopSignals();
        try
        {
            await listener.StartAsync(cancellationToken);
        }
        catch (ListenerStartException e)
        {
            Message.Error(e.Message);
            return ExitCode.Failed;
        }

        await WatchAsync();
        await listener.StopAsync(CancellationToken.None);

        // The checkpoint has what is still open, and what has closed and cannot be written: the reports of now close it all.
        reports.TryWrite(collector.Collect(Form.TopSources(parsed)), "it is tried once more");
        bool isKept = Save();
        bool areReportsWritten = reports.TryWrite(
            collector.Collect(Form.TopSources(parsed), isEnd: true), checkpoint is not null && isKept ? "the checkpoint has it" : "it is lost");

        // Last, for whoever reads the events may take none of them.
        bool areEventsWritten = sink?.Finish(where.DrainTimeout) != false || (sink.Failure is { } failure && Output.IsBrokenPipe(failure));
        Message.Say(LiveStatus.Of(listener.Counters, collector));
        if (areEventsWritten)
            return isKept && areReportsWritten ? ExitCode.Done : ExitCode.Failed;
        Message.Error(string.Create(CultureInfo.InvariantCulture, $"--events {parsed.GetValue(Events)} failed: {sink!.Failure?.Message ?? "nobody took them in time"}; {sink.Lost} events could not be written"));
        return ExitCode.Failed;

        // The last checkpoint stays when this one cannot be written, and it is tried again.
        bool Save()
        {
            try
            {
                checkpoint?.Save(reports.Unwritten);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Message.Error($"{parsed.GetValue(Checkpoint)} cannot be written: {e.Message}. Counting goes on, and the one before stays");
                return false;
            }
        }

        // Each second: events that wait are seen; then, when it is time, the report.
        async Task WatchAsync()
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            TimeSpan sinceReport = TimeSpan.Zero;
            while (sink?.Failure is null && await stop.WaitAsync(timer))
            {
                sink?.Flush();
                sinceReport += timer.Period;
                if (sinceReport < every && !collector.IsCrowded)
                    continue;
                sinceReport = TimeSpan.Zero;

                reports.TryWrite(collector.Collect(Form.TopSources(parsed)), "it is tried again");
                Save();
                Message.Say(LiveStatus.Of(listener.Counters, collector));
            }
        }
    }

    private static void RefuseUnused(ParseResult parsed)
    {
        if (parsed.GetValue(Window) is null)
            UnusedOptions.Refuse(parsed, "windows", "--window SPAN", Lateness);
        if (parsed.GetValue(Events) is null)
            UnusedOptions.Refuse(parsed, "events", "--events FILE", EventsFormat, OnlyTagged);
        if (IsOutput(parsed.GetValue(Events)) && parsed.GetValue(ReportFile) is null)
            UnusedOptions.Refuse(parsed, "the report, and --events - takes its place", "--report FILE", [.. Form.All]);
    }

    private static ProbeCollectorOptions Collector(ParseResult parsed)
    {
        var options = new ProbeCollectorOptions();
        return options with
        {
            Parser = Counting.Parser(parsed) with { MaxFrameBytes = parsed.GetValue(MaxMessage) ?? options.Parser.MaxFrameBytes },
            Rollup = Counting.Rollup(parsed),
            Window = parsed.GetValue(Window) is { } window ? OptionValues.Span("--window", window, TimeSpan.FromMinutes(1), TimeSpan.FromDays(31)) : null,
            Lateness = OptionValues.Span("--lateness", parsed.GetValue(Lateness) ?? "5m", TimeSpan.Zero, TimeSpan.FromDays(7)),
        };
    }

    private static bool IsOutput(string? path) => string.Equals(path, "-", StringComparison.Ordinal);

    private static Stream? OpenEvents(string? path, string? rotate)
    {
        if (rotate is not null && (path is null || IsOutput(path)))
            throw new UsageException("--rotate is for files; expected --events FILE with it");
        if (path is null)
            return null;
        if (IsOutput(path))
            return StandardStream.Output();
        long most = rotate is null ? long.MaxValue : OptionValues.Size("--rotate", rotate, RotatingFile.LeastSize, RotatingFile.GreatestSize);
        try
        {
            return new RotatingFile(path, most);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--events \"{path}\" cannot be written: {e.Message}");
        }
    }
}
