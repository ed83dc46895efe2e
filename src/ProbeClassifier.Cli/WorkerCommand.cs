using System;
using System.Buffers;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;
using ProbeClassifier.Live;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Cli;

/// <summary><c>probeclassifier worker</c>: partitions of a log to snapshots and events; begun again, it goes on where it was.</summary>
internal static class WorkerCommand
{
    private static readonly Argument<string[]> Log = new("LOG")
    {
        Description = "nats://HOST:PORT/TOPIC or kafka://HOST:PORT/TOPIC: a topic of NATS JetStream or Kafka, several servers with commas between. Or none, with --input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> Input = new("--input")
    {
        Description = "Plain files, directories (all below them) and globs in quotes; each file is a partition. May be given often.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> State = new("--state") { Description = "The folder of the snapshots; made when it is not there.", HelpName = "DIR" };
    private static readonly Option<int?> Threads = OptionKinds.Number("--threads", "How many files are read at the same time (1-256). Default: one for each processor.", "N", 1, ProbeReaderOptions.MaxThreads);
    private static readonly PartitionCountingOptions Counting = new();
    private static readonly WorkerOptions Work = new();
    private static readonly EngineWorkerOptions Engines = new();
    private static readonly ReportFormOptions Form = new();

    public static Command Create()
    {
        var command = new Command("worker", """
            Counts a log in partitions, so that a crash at any time changes no count: begun again, it goes on where its newest snapshot
            ends. With --input, to the ends of the files; then it writes the report. From NATS or Kafka, as one of several workers until
            SIGINT or SIGTERM; report nats://HOST/TOPIC or kafka://HOST/TOPIC then adds up what all have counted.

            Examples:
              probeclassifier worker --input 'logs/*.log' --state state
              probeclassifier worker --input fw.log --state state --events events.ndjson --report report.txt
              probeclassifier worker nats://localhost:4222/probes --partitions 8 --publish probe-events
              probeclassifier worker kafka://localhost:9092/probes --kafka-config kafka.properties --publish probe-events
            """);
        command.Arguments.Add(Log);
        foreach (Option option in (Option[])[Input, State, Threads, .. Counting.All, .. Work.All, .. Engines.All, .. Form.All])
            command.Options.Add(option);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        string[] inputs = parsed.GetValue(Input) ?? [];
        string[] logs = OptionKinds.Arguments(parsed, Log);
        if (logs.Length > 1)
            throw new UsageException($"{NatsAddress.Shown(logs[1])}: a worker reads one log; for files, expected --input before each");
        if (logs is [var address])
        {
            if (inputs.Length > 0 || parsed.GetValue(State) is not null)
                throw new UsageException($"{NatsAddress.Shown(address)} and --input or --state exclude each other; expected one of them");
            return await RunEngineAsync(parsed, address);
        }

        Engines.CheckForFiles(parsed);
        if (inputs.Length == 0)
            throw new UsageException("nothing to read; name files with --input");
        string state = parsed.GetValue(State) ?? throw new UsageException("no place for snapshots; name a folder with --state");
        PartitionWorkerOptions options = Work.Worker(parsed, Counting.Read(parsed));
        var reports = new LiveReports(Work.Report(parsed), isWindowed: false, isEventsOnOutput: Work.IsEventsOnOutput(parsed), Form.Format(parsed), Form.Language(parsed));
        IReadOnlyList<string> files = InputPaths.Expand(inputs, out IReadOnlyList<InputFailure> unlisted);
        if (files.Contains(ProbeReader.StandardInput, StringComparer.Ordinal))
            throw new UsageException("--input \"-\" is standard input, which cannot be read again; expected a file");
        string[] partitions = [.. files.Select(f => Path.GetFullPath(f))];
        var log = new FilePartitionLog(options.Partition.Parser);
        var store = new FileSnapshotStore(state);
        await using Stream? events = Work.OpenEvents(parsed);
        using FileEventPublisher? publisher = events is null ? null : new FileEventPublisher(events);
        await using var worker = new PartitionWorker(options, log, store, publisher, Say);
        using var metrics = new WorkerMetrics(worker);
        using var stop = new StopSignals();
        await worker.RunToEndAsync(partitions, parsed.GetValue(Threads) ?? Math.Clamp(Environment.ProcessorCount, 1, ProbeReaderOptions.MaxThreads), stop.Asked);
        bool isPartial = stop.Asked.IsCancellationRequested;

        List<InputFailure> failures = [.. unlisted, .. Failures(worker, log)];
        HashSet<string> stored = [.. (await store.ListAsync(options.Partition.Family, null, CancellationToken.None)).Select(n => n.Partition)];
        MergedPartitions merged = await MergedPartitions.ReadAsync(store, options.Partition, [.. partitions.Where(stored.Contains)]);
        foreach (InputFailure failure in merged.Failures.Concat(failures))
            Message.Error($"{failure.Path}: {failure.Message}");
        ProbeReport report = merged.ToReport(Form.TopSources(parsed));
        report = report with { IsPartial = isPartial, Failures = [.. failures, .. report.Failures] };
        reports.Write([new WindowReport { Start = null, End = null, IsClosed = true, Report = report }]);
        Work.WritePositions(parsed, merged);
        if (isPartial)
            return ExitCode.Interrupted;
        return report.Failures.Count > 0 ? ExitCode.Incomplete : ExitCode.Done;
    }

    private static async Task<int> RunEngineAsync(ParseResult parsed, string address)
    {
        if (Work.Report(parsed) is not null || Work.HasPositions(parsed))
            throw new UsageException($"a worker of {NatsAddress.Shown(address)} counts its part only; for the report of all, use report {NatsAddress.Shown(address)}");
        KafkaAddress? kafka = KafkaAddress.IsOne(address) ? KafkaAddress.Parse(address) : null;
        NatsAddress? nats = kafka is null ? NatsAddress.Parse(address) : null;
        PartitionWorkerOptions options = Work.Worker(parsed, Counting.Read(parsed));
        await using Stream? events = Work.OpenEvents(parsed);
        return kafka is not null
            ? await KafkaRun.WorkAsync(parsed, Engines, kafka, options, events)
            : await NatsWorker.RunAsync(parsed, Engines, nats!, options, events);
    }

    private static IEnumerable<InputFailure> Failures(PartitionWorker worker, FilePartitionLog log)
    {
        foreach (PartitionProgress progress in worker.Progress.Where(p => p.Failure is not null))
            yield return new InputFailure(progress.Partition, progress.Failure!.Replace(progress.Partition + ": ", string.Empty, StringComparison.Ordinal));
        foreach ((string path, long bytes) in log.Unfinished.OrderBy(u => u.Key, StringComparer.Ordinal))
            yield return new InputFailure(path, FormattableString.Invariant($"ends within a line: its last {bytes} bytes are not counted yet. When the line's end is there, run this again"));
    }

    /// <summary>What is an error is told at the end, with the report.</summary>
    private static void Say(PartitionNotice notice)
    {
        if (!notice.IsError)
            Message.Say($"{notice.Partition}: {notice.Message}");
    }
}
