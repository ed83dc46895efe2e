using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using ProbeClassifier.Nats;

namespace ProbeClassifier.Cli;

/// <summary>What a worker needs that is one of several, on NATS or Kafka.</summary>
internal sealed class EngineWorkerOptions
{
    private readonly Option<int?> _partitions = OptionKinds.Number("--partitions", "nats://: how many partitions the topic has (1-4096); the same for all workers. Default: 1.", "N", 1, NatsEngineOptions.MostPartitions);
    private readonly Option<int?> _replicas = OptionKinds.Number("--replicas", "nats://, kafka://: on how many servers streams or topics are that are made (NATS: 1, 3 or 5; default 1. Kafka: 1-100; default the brokers').", "N", 1, 100);
    private readonly Option<string?> _lease = new("--lease") { Description = "nats://, kafka://: after how long without a sign of life another worker takes a partition over, 1s to 1h, Kafka to 30m; the same for all workers. Default: 15s.", HelpName = "SPAN" };
    private readonly Option<string?> _publish = new("--publish") { Description = "nats://, kafka://: publish each event to this stream or topic, with its id as Nats-Msg-Id or key; the subject is STREAM.PARTITION.", HelpName = "STREAM" };
    private readonly Option<string?> _name = new("--name") { Description = "nats://: what this worker is called among the others; unlike any other. Default: host and process id.", HelpName = "NAME" };
    private readonly Option<string?> _group = new("--group") { Description = "kafka://: the consumer group of the workers. Default: probeclassifier-TOPIC.", HelpName = "GROUP" };
    private readonly Option<string?> _status = new("--status-every") { Description = "nats://, kafka://: how often a line about counts and lag goes to standard error when there is something new, 1s to 1d. Default: 1m.", HelpName = "SPAN" };
    private readonly KafkaPropertyOptions _kafka = new();
    private readonly NatsLoginOptions _login = new();

    public IReadOnlyList<Option> All => [_partitions, _replicas, _lease, _publish, _name, _group, _status, .. _kafka.All, .. _login.All];

    /// <summary>An option that has no meaning for what is read is an error, not passed over.</summary>
    public void CheckForFiles(ParseResult parsed) => Refuse(parsed, "--input", All);

    public void CheckForNats(ParseResult parsed) => Refuse(parsed, "nats://", [_group, .. _kafka.All]);

    public void CheckForKafka(ParseResult parsed) => Refuse(parsed, "kafka://", [_partitions, _name, .. _login.All]);

    public int Partitions(ParseResult parsed) => parsed.GetValue(_partitions) ?? 1;

    public int? Replicas(ParseResult parsed) => parsed.GetValue(_replicas);

    public TimeSpan Lease(ParseResult parsed, TimeSpan most) => OptionValues.Span("--lease", parsed.GetValue(_lease) ?? "15s", TimeSpan.FromSeconds(1), most);

    public TimeSpan StatusEvery(ParseResult parsed) => OptionValues.Span("--status-every", parsed.GetValue(_status) ?? "1m", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    public NatsSecurity Security(ParseResult parsed, NatsAddress where) => _login.Read(parsed, where);

    public string Name(ParseResult parsed) => parsed.GetValue(_name) ?? FormattableString.Invariant($"{Environment.MachineName.Replace('.', '-')}-{Environment.ProcessId}");

    public string? Group(ParseResult parsed) => parsed.GetValue(_group);

    public IReadOnlyDictionary<string, string> Properties(ParseResult parsed) => _kafka.Read(parsed);

    public string? Publish(ParseResult parsed, bool hasEvents)
    {
        string? stream = parsed.GetValue(_publish);
        return stream is null || !hasEvents ? stream : throw new UsageException("--publish and --events exclude each other; expected one of them");
    }

    private static void Refuse(ParseResult parsed, string with, IReadOnlyList<Option> options)
    {
        if (options.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } given)
            throw new UsageException($"{given.Name} has no meaning with {with}; --help says what it belongs to");
    }
}
