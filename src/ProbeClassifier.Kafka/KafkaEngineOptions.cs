using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;

namespace ProbeClassifier.Kafka;

/// <summary>Which topics, and how they are dealt with. Immutable.</summary>
public sealed record KafkaEngineOptions
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>
    /// The topic of the lines, which must be there: 1 to 200 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>. Snapshots are in the
    /// topic <c>TOPIC-snapshots</c>.
    /// </summary>
    public required string Topic { get; init; }

    /// <summary>The consumer group among whose members the partitions are shared. Default <c>probeclassifier-TOPIC</c>; 1 to 200 characters.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// Settings of the client by their names in librdkafka, such as <c>security.protocol</c> or <c>sasl.password</c>, as they are. Those
    /// on which counts rest are refused. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>On how many brokers each topic is that is made here, 1–100; null for what the brokers have as their default. Default null.</summary>
    public int? Replicas { get; init; }

    /// <summary>How long a partition stays with a worker that says nothing. Default 15 seconds; from 1 second to 30 minutes. Brokers have bounds of their own, by default from 6 seconds.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most bytes of a partition that wait to be counted, one answer of a broker more or less. Default 8 MiB; from 1 MiB to 1 GiB.</summary>
    public int ReadAheadBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Whether nothing is made that is not there: for reports. Default no.</summary>
    public bool IsReadOnly { get; init; }

    internal string SnapshotTopic => Topic + "-snapshots";

    internal string GroupName => Group ?? "probeclassifier-" + Topic;

    /// <summary>All that is wrong: each entry names the option, its value, and what was expected. Empty when all is well. Names of properties that no client knows are found when it connects.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (!IsName(Topic))
            errors.Add($"{nameof(Topic)}: \"{Topic}\"; expected 1 to 200 letters, digits, -, _ and .");
        if (Group is { Length: 0 or > 200 })
            errors.Add($"{nameof(Group)}: \"{Group}\"; expected 1 to 200 characters");
        if (Replicas is < 1 or > 100)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(Replicas)}: {Replicas}; expected from 1 to 100"));
        if (SessionTimeout < TimeSpan.FromSeconds(1) || SessionTimeout > TimeSpan.FromMinutes(30))
            errors.Add($"{nameof(SessionTimeout)}: {SessionTimeout:c}; expected from 1 second to 30 minutes");
        if (ReadAheadBytes is < 1 << 20 or > 1 << 30)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ReadAheadBytes)}: {ReadAheadBytes}; expected from 1048576 to 1073741824"));
        foreach (string name in Properties.Keys)
        {
            if (KafkaProperties.Reserved.TryGetValue(name, out string? reason))
                errors.Add($"{nameof(Properties)}: {name} cannot be set: {reason}");
        }

        return errors;
    }

    /// <summary>Why a topic cannot take events; null when it can.</summary>
    /// <param name="topic">Its name.</param>
    public string? WhyNotEvents(string topic) => topic switch
    {
        null or "" => "no topic for events; expected 1 to 200 letters, digits, -, _ and .",
        _ when !IsName(topic) => $"\"{topic}\" is no name of a topic; expected 1 to 200 letters, digits, -, _ and .",
        _ when string.Equals(topic, Topic, StringComparison.Ordinal) => $"\"{topic}\" is the topic of the lines; expected another one for events",
        _ when string.Equals(topic, SnapshotTopic, StringComparison.Ordinal) => $"\"{topic}\" is the topic of the snapshots; expected another one for events",
        _ => null,
    };

    /// <summary>Whether a name can be a topic's.</summary>
    internal static bool IsName(string text) => text.Length is > 0 and <= 200 && text is not ("." or "..") && !text.AsSpan().ContainsAnyExcept(Allowed);
}
