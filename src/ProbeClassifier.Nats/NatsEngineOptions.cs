using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;

namespace ProbeClassifier.Nats;

/// <summary>Which streams, and how they are dealt with. Immutable.</summary>
public sealed record NatsEngineOptions
{
    /// <summary>The most partitions: 4,096.</summary>
    public const int MostPartitions = 4_096;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>
    /// The topic. Partition N is the stream <c>TOPIC-N</c> with the subject <c>TOPIC.N</c>; snapshots are in the bucket
    /// <c>TOPIC-snapshots</c>, leases in <c>TOPIC-leases</c>. Letters, digits, <c>-</c> and <c>_</c>.
    /// </summary>
    public required string Topic { get; init; }

    /// <summary>How many partitions, 1–4,096, numbered from 0. Default 1. It must not change while there are snapshots.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>On how many servers each stream and bucket is that is made here: 1, 3 or 5. Default 1. What is there already stays as it is.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How long a partition stays with a worker that says nothing. Default 15 seconds; from 1 second to 1 hour.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After so long without a record, a reader asks whether there are any, and begins anew if so. Default 5 seconds; from 1 second to 1 hour.</summary>
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes of a reader that wait to be counted. Default 8 MiB; from 1 MiB to 1 GiB.</summary>
    public int ReadAheadBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Whether nothing is made that is not there: for reports. Default no.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How a connection proves who it is, and whom it trusts. Default: as nobody, and the system's authorities.</summary>
    public NatsSecurity Security { get; init; } = new();

    /// <summary>All that is wrong: each entry names the option, its value, and what was expected. Empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (!IsName(Topic))
            errors.Add($"{nameof(Topic)}: \"{Topic}\"; expected 1 to 100 letters, digits, - and _");
        if (Partitions is < 1 or > MostPartitions)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(Partitions)}: {Partitions}; expected from 1 to {MostPartitions}"));
        if (Replicas is not (1 or 3 or 5))
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(Replicas)}: {Replicas}; expected 1, 3 or 5"));
        if (Lease < TimeSpan.FromSeconds(1) || Lease > TimeSpan.FromHours(1))
            errors.Add($"{nameof(Lease)}: {Lease:c}; expected from 1 second to 1 hour");
        if (Watchdog < TimeSpan.FromSeconds(1) || Watchdog > TimeSpan.FromHours(1))
            errors.Add($"{nameof(Watchdog)}: {Watchdog:c}; expected from 1 second to 1 hour");
        if (ReadAheadBytes is < 1 << 20 or > 1 << 30)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ReadAheadBytes)}: {ReadAheadBytes}; expected from 1048576 to 1073741824"));
        return errors;
    }

    internal string StreamOf(string partition) => $"{Topic}-{partition}";

    /// <summary>Whether a name can be part of a stream's and of a key's.</summary>
    internal static bool IsName(string text) => text.Length is > 0 and <= 100 && !text.AsSpan().ContainsAnyExcept(Allowed);
}
