using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using ProbeClassifier.Distributed;
using ProbeClassifier.Distributed.Files;

namespace ProbeClassifier.Cli;

/// <summary>The options of a worker whatever it reads from: how often it makes snapshots, and where things go.</summary>
internal sealed class WorkerOptions
{
    private readonly Option<string?> _every = new("--snapshot-every") { Description = "A snapshot is made when so long has passed and there is something new, 100ms to 1d. Default: 30s.", HelpName = "SPAN" };
    private readonly Option<int?> _lines = OptionKinds.Number("--snapshot-lines", "And after about so many lines (1-1000000000). Default: 1000000.", "N", 1, 1_000_000_000);
    private readonly Option<string?> _events = new("--events") { Description = "Write each event as a line with an id to this file, added to its end, or to standard output for -. After a crash some come again, with the same id.", HelpName = "FILE" };
    private readonly Option<string> _eventsFormat = OptionKinds.Choice("--events-format", "How events are written (docs/outputs.md).", [.. EventFormats.Words("ndjson")]);
    private readonly Option<bool> _onlyTagged = new("--only-tagged") { Description = "Of the events, write only those with a tag." };
    private readonly Option<string?> _report = new("--report") { Description = "Write the report to this file, replaced as a whole. Default: standard output, unless events go there.", HelpName = "FILE" };
    private readonly Option<string?> _positions = new("--positions") { Description = "Write to this file, as JSON, up to which position each partition is in the report.", HelpName = "FILE" };

    public IReadOnlyList<Option> All => [_every, _lines, _events, _eventsFormat, _onlyTagged, _report, _positions];

    public PartitionWorkerOptions Worker(ParseResult parsed, PartitionOptions partition)
    {
        var options = new PartitionWorkerOptions { Partition = partition, OnlyTagged = parsed.GetValue(_onlyTagged), EventFormat = EventFormats.Parse(parsed.GetValue(_eventsFormat)!) };
        return options with
        {
            SnapshotLines = parsed.GetValue(_lines) ?? options.SnapshotLines,
            SnapshotEvery = OptionValues.Span("--snapshot-every", parsed.GetValue(_every) ?? "30s", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)),
        };
    }

    public string? Report(ParseResult parsed) => parsed.GetValue(_report);

    public bool HasPositions(ParseResult parsed) => parsed.GetValue(_positions) is not null;

    public bool IsEventsOnOutput(ParseResult parsed) => string.Equals(parsed.GetValue(_events), "-", StringComparison.Ordinal);

    public Stream? OpenEvents(ParseResult parsed)
    {
        if (parsed.GetValue(_events) is not { } path)
            return null;
        if (IsEventsOnOutput(parsed))
            return StandardStream.Output();
        try
        {
            return FileEventPublisher.OpenFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--events \"{path}\" cannot be written: {e.Message}");
        }
    }

    public void WritePositions(ParseResult parsed, MergedPartitions merged) => PositionsFile.Write(parsed.GetValue(_positions), merged);
}
