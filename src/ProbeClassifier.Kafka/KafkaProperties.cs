using System;
using System.Collections.Generic;
using System.Globalization;
using Confluent.Kafka;

namespace ProbeClassifier.Kafka;

/// <summary>The settings of each client: ours that may be other, then the user's, then those on which counts rest.</summary>
internal sealed class KafkaProperties(string servers, KafkaEngineOptions options, KafkaNotices notices)
{
    private const string Positions = "positions come from snapshots, and counts rest on it";

    /// <summary>What cannot be set, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reserved = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = "the servers are in the address",
        ["metadata.broker.list"] = "the servers are in the address",
        ["group.id"] = "it is the option for the group",
        ["session.timeout.ms"] = "it is the option for the session's timeout",
        ["group.protocol"] = "the group's partitions are shared by cooperative-sticky",
        ["group.remote.assignor"] = "the group's partitions are shared by cooperative-sticky",
        ["partition.assignment.strategy"] = "the group's partitions are shared by cooperative-sticky",
        ["auto.offset.reset"] = Positions,
        ["enable.auto.commit"] = Positions,
        ["enable.auto.offset.store"] = Positions,
        ["enable.partition.eof"] = Positions,
        ["isolation.level"] = "all workers of a topic must read the same records: those of finished transactions",
        ["enable.idempotence"] = "snapshots and events are sent by an idempotent producer",
        ["acks"] = "what is sent must be on all replicas before a snapshot covers it",
        ["request.required.acks"] = "what is sent must be on all replicas before a snapshot covers it",
        ["transactional.id"] = "no transactions are used",
        ["test.mock.num.brokers"] = "a cluster in memory is no log",
    };

    /// <summary>The most bytes of a message; librdkafka's default unless the user says otherwise.</summary>
    public int MessageBytes => options.Properties.TryGetValue("message.max.bytes", out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) ? bytes : 1_000_000;

    /// <summary>A consumer of lines, to which partitions are given by hand. An offset that is not there is an error, never another one.</summary>
    public IConsumer<byte[], byte[]> Lines() => Consumer(("enable.auto.commit", "false"), ("auto.offset.reset", "error")).Build();

    /// <summary>A consumer that reads snapshots to the end, again and again: a request of before that still waits for more would hold the next one up.</summary>
    public IConsumer<byte[], byte[]> Snapshots() => Consumer(
        ("enable.auto.commit", "false"), ("auto.offset.reset", "earliest"), ("enable.partition.eof", "true"), ("fetch.wait.max.ms", "10")).Build();

    /// <summary>A member of the group. What it commits is for those who look at the lag.</summary>
    public ConsumerBuilder<byte[], byte[]> Member() => Consumer(
        ("partition.assignment.strategy", "cooperative-sticky"),
        ("session.timeout.ms", Milliseconds(options.SessionTimeout)),
        ("heartbeat.interval.ms", Milliseconds(options.SessionTimeout / 4)),
        ("enable.auto.commit", "true"),
        ("auto.offset.reset", "latest"));

    public IProducer<byte[], byte[]> Producer()
    {
        Dictionary<string, string> all = Common();
        all["enable.idempotence"] = "true";
        all["acks"] = "all";
        return Checked(() => new ProducerBuilder<byte[], byte[]>(all)
            .SetErrorHandler((_, e) => notices.Say(e))
            .SetLogHandler((_, m) => notices.Log(m))
            .Build());
    }

    /// <summary>What the client says of a property, as an error of who gave it.</summary>
    public static T Checked<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new ArgumentException($"Kafka: {e.Message}; expected a property of librdkafka and a value that it takes", paramName: null, e);
        }
    }

    private static string Milliseconds(TimeSpan span) => ((int)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private ConsumerBuilder<byte[], byte[]> Consumer(params (string Name, string Value)[] own)
    {
        Dictionary<string, string> all = Common();
        all["group.id"] = options.GroupName;
        all["enable.auto.offset.store"] = "false";
        all["isolation.level"] = "read_committed";
        foreach ((string name, string value) in own)
            all[name] = value;
        return new ConsumerBuilder<byte[], byte[]>(all)
            .SetErrorHandler((_, e) => notices.Say(e))
            .SetLogHandler((_, m) => notices.Log(m));
    }

    private Dictionary<string, string> Common()
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal)
        {
            ["client.id"] = "probeclassifier",
            ["linger.ms"] = "5",
            ["message.timeout.ms"] = "60000",
            ["queued.max.messages.kbytes"] = Math.Max(1024, options.ReadAheadBytes / 1024).ToString(CultureInfo.InvariantCulture),
        };
        foreach ((string name, string value) in options.Properties)
            all[name] = value;
        all["bootstrap.servers"] = servers;
        return all;
    }
}
