using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;
using ProbeClassifier.Nats;

namespace ProbeClassifier.Cli;

/// <summary>What a worker needs that reads from NATS, and its run.</summary>
internal sealed class NatsWorkerOptions
{
    private readonly Option<int?> _partitions = OptionKinds.Number("--partitions", "nats://: how many partitions the topic has (1-4096); the same for all workers. Default: 1.", "N", 1, NatsEngineOptions.MostPartitions);
    private readonly Option<int?> _replicas = OptionKinds.Number("--replicas", "nats://: on how many servers streams are that are made (1, 3 or 5). Default: 1.", "N", 1, 5);
    private readonly Option<string?> _lease = new("--lease") { Description = "nats://: after how long without a sign of life another worker takes a partition over, 1s to 1h; the same for all workers. Default: 15s.", HelpName = "SPAN" };
    private readonly Option<string?> _publish = new("--publish") { Description = "nats://: publish each event to this stream, with its id as Nats-Msg-Id; the subject is STREAM.PARTITION.", HelpName = "STREAM" };
    private readonly Option<string?> _name = new("--name") { Description = "nats://: what this worker is called among the others; unlike any other. Default: host and process id.", HelpName = "NAME" };

    private readonly Option<string?> _status = new("--status-every") { Description = "nats://: how often a line about counts and lag goes to standard error when there is something new, 1s to 1d. Default: 1m.", HelpName = "SPAN" };
    private readonly NatsLoginOptions _login = new();

    public IReadOnlyList<Option> All => [_partitions, _replicas, _lease, _publish, _name, _status, .. _login.All];

    public void RefuseWithout(ParseResult parsed) => _login.RefuseWithout(parsed);

    public async Task<int> RunAsync(ParseResult parsed, string address, PartitionWorkerOptions options, Stream? events)
    {
        NatsAddress where = NatsAddress.Parse(address);
        var engineOptions = new NatsEngineOptions
        {
            Topic = where.Topic,
            Partitions = parsed.GetValue(_partitions) ?? 1,
            Replicas = parsed.GetValue(_replicas) ?? 1,
            Security = _login.Read(parsed, where),
            Lease = OptionValues.Span("--lease", parsed.GetValue(_lease) ?? "15s", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        };
        NatsAddress.Check(engineOptions);
        TimeSpan every = OptionValues.Span("--status-every", parsed.GetValue(_status) ?? "1m", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        string? stream = parsed.GetValue(_publish);
        if (stream is not null && events is not null)
            throw new UsageException("--publish and --events exclude each other; expected one of them");
        string name = parsed.GetValue(_name) ?? FormattableString.Invariant($"{Environment.MachineName.Replace('.', '-')}-{Environment.ProcessId}");
        using var stop = new StopSignals();
        try
        {
            await using NatsEngine engine = await NatsEngine.ConnectAsync(where.Servers, engineOptions, Message.Error, stop.Asked);
            using FileEventPublisher? file = events is null ? null : new FileEventPublisher(events);
            IEventPublisher? publisher = stream is null ? file : await engine.OpenPublisherAsync(stream, stop.Asked);
            await using var worker = new PartitionWorker(options, engine.Log, engine.Snapshots, publisher, n => Message.Say($"partition {n.Partition}: {n.Message}"));
            using var metrics = new WorkerMetrics(worker);
            using var status = new WorkerStatus(worker, every);
            NatsLeases leases = await engine.OpenLeasesAsync(worker, name, stop.Asked);
            await leases.RunAsync(Message.Say, stop.Asked);
            return worker.Progress.Any(p => p.Failure is not null) ? ExitCode.Failed : ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.Asked.IsCancellationRequested)
        {
            // It was told to end before it had begun.
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }

        return ExitCode.Done;
    }
}
