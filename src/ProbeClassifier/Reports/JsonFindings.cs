using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reports;

/// <summary>The scans, floods and gaps of a report, as JSON.</summary>
internal static class JsonFindings
{
    public static void Write(Utf8JsonWriter json, RollupSummary summary)
    {
        WriteCounts(json, "scanCounts", ScanNames.Scans, summary.ScanCounts);
        json.WriteStartArray("scans");
        foreach (SourceScan scan in summary.Scans)
        {
            WriteStart(json, scan.Kind.ToName(), scan.Source.ToString(null, CultureInfo.InvariantCulture), scan.First, scan.Last, scan.Events);
            json.WriteNumber("hosts", scan.Hosts);
            json.WriteNumber("ports", scan.Ports);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteCounts(json, "floodCounts", ScanNames.Floods, summary.FloodCounts);
        json.WriteStartArray("floods");
        foreach (SourceFlood flood in summary.Floods)
        {
            WriteStart(json, flood.Kind.ToName(), flood.Source.ToString(null, CultureInfo.InvariantCulture), flood.First, flood.Last, flood.Events);
            json.WriteNumber("perSecond", flood.PerSecond);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the gaps in hosts' logs.</summary>
    public static void WriteGaps(Utf8JsonWriter json, RollupSummary summary)
    {
        WriteCounts(json, "gapCounts", LogGapNames.Kinds, summary.GapCounts);
        json.WriteBoolean("gapsComplete", summary.GapsComplete);
        json.WriteStartArray("gaps");
        foreach (LogGap gap in summary.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("why", gap.Kind.ToName());
            json.WriteString("host", gap.Host.Length > 0 ? gap.Host : null);
            json.WriteString("daemon", gap.Daemon);
            JsonReport.WriteTime(json, "from", gap.From);
            JsonReport.WriteTime(json, "to", gap.To);
            if (gap is { Kind: LogGapKind.Lost, Messages: > 0 })
                json.WriteNumber("messages", gap.Messages);
            else
                json.WriteNull("messages");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStart(Utf8JsonWriter json, string kind, string source, DateTimeOffset first, DateTimeOffset last, long events)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteString("source", source);
        JsonReport.WriteSpan(json, first, last);
        json.WriteNumber("events", events);
    }

    private static void WriteCounts(Utf8JsonWriter json, string property, IReadOnlyList<string> names, IReadOnlyList<long> counts)
    {
        json.WriteStartObject(property);
        for (int i = 0; i < names.Count; i++)
            json.WriteNumber(names[i], counts[i]);
        json.WriteEndObject();
    }
}
