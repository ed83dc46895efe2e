using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Distributed;

/// <summary>The newest snapshots of partitions, added up: the same positions give the same report, whatever happened on the way there.</summary>
public sealed record MergedPartitions
{
    /// <summary>How often a partition is listed anew whose snapshots went while they were read.</summary>
    private const int Attempts = 10;

    /// <summary>What all of them were read and counted by: <see cref="PartitionOptions.Family"/>.</summary>
    public required string Family { get; init; }

    /// <summary>The counts.</summary>
    public required ProbeRollup Rollup { get; init; }

    /// <summary>What they cover, in the order of the partitions' names: the snapshots, without their counts.</summary>
    public required IReadOnlyList<PartitionSnapshot> Partitions { get; init; }

    /// <summary>Snapshots that could not be used, and records that were gone before they were read.</summary>
    public required IReadOnlyList<InputFailure> Failures { get; init; }

    /// <summary>Adds up the newest snapshot of each partition.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="options">The options that they were made with.</param>
    /// <param name="partitions">Of these partitions only, each of which is to have one; null for all that have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PartitionFaultException">The store failed, or has no snapshot made with these options.</exception>
    public static async Task<MergedPartitions> ReadAsync(
        ISnapshotStore store,
        PartitionOptions options,
        IReadOnlyCollection<string>? partitions = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        ILookup<string, long> positions = (await store.ListAsync(options.Family, null, cancellationToken))
            .ToLookup(n => n.Partition, n => n.Position, StringComparer.Ordinal);
        if (positions.Count == 0 && partitions is not { Count: 0 })
            throw new PartitionFaultException(await NothingAsync(store, options, cancellationToken), isTransient: false);
        var rollup = new ProbeRollup(options.Rollup);
        List<PartitionSnapshot> covered = [];
        List<InputFailure> failures = [];
        foreach (string partition in (partitions ?? positions.Select(p => p.Key)).Order(StringComparer.Ordinal))
        {
            if (await NewestAsync(store, options, partition, positions[partition], failures, Attempts, cancellationToken) is not { } newest)
                continue;
            rollup.TakeFrom(newest.Rollup);
            covered.Add(newest.Snapshot with { Rollup = default, History = default });
            failures.AddRange(newest.Snapshot.Gaps.Select(g => new InputFailure(partition, string.Create(
                CultureInfo.InvariantCulture,
                $"gap: {g.Records} records from {g.From} to before {g.To} were gone from the log before they were read"))));
        }

        return new MergedPartitions { Family = options.Family, Rollup = rollup, Partitions = covered, Failures = failures };
    }

    /// <summary>As a report: partitions stand for files.</summary>
    /// <param name="topSources">How many sources to list; not negative.</param>
    public ProbeReport ToReport(int topSources = ProbeReport.DefaultTopSources) => new()
    {
        Summary = Rollup.Summarize(topSources),
        Files = Partitions.Count,
        Bytes = Partitions.Sum(p => p.Bytes),
        Failures = Failures,
    };

    /// <summary>What is covered, as JSON with a line end behind it: docs/distributed.md.</summary>
    /// <param name="output">Where to.</param>
    public void WritePositions(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            PositionsJson.Write(this, json);
        output.Write("\n"u8);
    }

    private static async Task<(PartitionSnapshot Snapshot, ProbeRollup Rollup)?> NewestAsync(
        ISnapshotStore store,
        PartitionOptions options,
        string partition,
        IEnumerable<long> positions,
        List<InputFailure> failures,
        int attempts,
        CancellationToken cancellationToken)
    {
        bool wasRemoved = false;
        foreach (long position in positions.OrderDescending())
        {
            try
            {
                if (await store.GetAsync(new SnapshotName(options.Family, partition, position), cancellationToken) is not { } content)
                {
                    wasRemoved = true;
                    continue;
                }

                PartitionSnapshot snapshot = PartitionSnapshot.FromBytes(content, options);
                return (snapshot, snapshot.ToRollup(options));
            }
            catch (SnapshotException e)
            {
                failures.Add(new InputFailure(partition, string.Create(CultureInfo.InvariantCulture, $"the snapshot up to {position}: {e.Message}; an older one is used")));
            }
        }

        // A worker made newer ones and removed those that were listed.
        if (wasRemoved && attempts > 1)
        {
            IReadOnlyList<SnapshotName> names = await store.ListAsync(options.Family, partition, cancellationToken);
            return await NewestAsync(store, options, partition, names.Select(n => n.Position), failures, attempts - 1, cancellationToken);
        }

        failures.Add(new InputFailure(partition, "has no snapshot that can be used: it is missing from the counts"));
        return null;
    }

    private static async Task<string> NothingAsync(ISnapshotStore store, PartitionOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> families = await store.ListFamiliesAsync(cancellationToken);
        return families.Count == 0
            ? "there are no snapshots: has a worker run?"
            : $"there are no snapshots of the family {options.Family}, but of {string.Join(", ", families.Order(StringComparer.Ordinal))}: give the same rules, year, zone and limits as the workers have";
    }
}
