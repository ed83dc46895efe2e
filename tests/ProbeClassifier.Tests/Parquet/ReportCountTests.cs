using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Tests.Cli;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Parquet;

/// <summary>What SQL counts in the files of <c>tag</c> is what <c>report</c> counts in the logs.</summary>
public sealed class ReportCountTests : IDisposable
{
    private static readonly string[] Assumed = ["--year", "2000", "--timezone", "UTC"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Of_the_sample_logs() => HoldFor(RepositoryFiles.At("samples", "logs"));

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_generated_logs(int seed)
    {
        string log = _folder.At("generated.log");
        File.WriteAllBytes(log, [.. new LogLines(seed).Block(6_000, hostile: true), .. Encoding.Latin1.GetBytes(string.Join('\n', EvidenceCorpus.Events) + "\n")]);
        HoldFor(log);
    }

    private void HoldFor(string log)
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        CommandResult tagged = CommandLine.Run(["tag", .. Assumed, "--format", "parquet", "--output", _folder.At("events.parquet"), log]);
        Assert.Equal((0, ""), (tagged.ExitCode, tagged.Error));
        using JsonDocument json = JsonDocument.Parse(CommandLine.Run(["report", .. Assumed, "--format", "json", log]).Output);
        JsonElement report = json.RootElement;
        long events = report.GetProperty("input").GetProperty("events").GetInt64();
        Assert.True(events > 100);
        Assert.Equal([events.ToString(CultureInfo.InvariantCulture)], duck.Rows("SELECT sum(events) FROM 'events.parquet'"));
        Equal(Counts(report.GetProperty("tags"), "id"), duck.Rows("SELECT tag, sum(events) FROM (SELECT unnest(tags) AS tag, events FROM 'events.parquet') GROUP BY tag"));
        Equal(
            [.. Counts(report.GetProperty("sections"), "id"), $"|{report.GetProperty("remainder").GetProperty("events").GetInt64()}"],
            duck.Rows("SELECT coalesce(section, ''), sum(events) FROM 'events.parquet' GROUP BY section"));
        Equal(Counts(report.GetProperty("actions")), duck.Rows("SELECT action, sum(events) FROM 'events.parquet' GROUP BY action"));
        Equal(Counts(report.GetProperty("directions")), duck.Rows("SELECT direction, sum(events) FROM 'events.parquet' GROUP BY direction"));
        Equal(Counts(report.GetProperty("dialects")), duck.Rows("SELECT dialect, sum(events) FROM 'events.parquet' GROUP BY dialect"));
        Equal(
            Counts(report.GetProperty("hours"), "start"),
            duck.Rows("SELECT strftime(date_trunc('hour', time AT TIME ZONE 'UTC'), '%Y-%m-%dT%H:%M:%SZ') AS hour, sum(events) FROM 'events.parquet' WHERE time IS NOT NULL GROUP BY hour"));
    }

    private static IEnumerable<string> Counts(JsonElement list, string name) =>
        list.EnumerateArray().Select(e => $"{e.GetProperty(name).GetString()}|{e.GetProperty("events").GetInt64()}");

    private static IEnumerable<string> Counts(JsonElement counts) => counts.EnumerateObject().Select(c => $"{c.Name}|{c.Value.GetInt64()}");

    /// <summary>What was never seen is a zero in a report and no row of a query.</summary>
    private static void Equal(IEnumerable<string> report, IEnumerable<string> query) =>
        Assert.Equal(report.Where(c => !c.EndsWith("|0", StringComparison.Ordinal)).Order(StringComparer.Ordinal), query.Order(StringComparer.Ordinal));
}
