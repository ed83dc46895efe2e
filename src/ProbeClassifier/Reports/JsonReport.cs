using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Reports;

/// <summary>A report as JSON: docs/schemas/report.schema.json. Keys come in a fixed order; equal figures give equal bytes.</summary>
internal sealed class JsonReport(ProbeReport report, ReportStrings strings)
{
    public const string Schema = "urn:probeclassifier:report:1";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",

        // Titles are our own words or an operator's: beyond ASCII they stay readable. Nothing of a log but addresses is written.
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    private readonly RollupSummary _summary = report.Summary;

    public void Write(IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
            WriteRoot(json);
        output.Write("\n"u8);
    }

    private void WriteRoot(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("ruleSet", _summary.Rules.Name);
        json.WriteBoolean("exact", _summary.IsExact);
        if (!_summary.IsExact)
            json.WriteNumber("sampledShare", Math.Round(_summary.SampledShare, 6));
        json.WriteBoolean("partial", report.IsPartial);
        json.WriteStartObject("period");
        WriteSpan(json, _summary.First, _summary.Last);
        json.WriteEndObject();
        json.WriteNumber("incidentGapSeconds", (long)_summary.IncidentGap.TotalSeconds);
        WriteInput(json);
        json.WriteStartObject("unparsedReasons");
        foreach ((UnparsedReason reason, long count) in _summary.UnparsedReasons)
            json.WriteNumber(reason.ToName(), count);
        json.WriteEndObject();
        WriteCounts(json, "dialects", _summary.Dialects, EventNames.ToName);
        WriteCounts(json, "actions", _summary.Actions, EventNames.ToName);
        WriteCounts(json, "directions", _summary.Directions, EventNames.ToName);
        json.WriteStartArray("sections");
        foreach (GroupCount<ReportSection> section in _summary.Sections)
        {
            json.WriteStartObject();
            json.WriteString("id", section.Key.ToRoman());
            json.WriteString("title", strings.SectionTitles[(int)section.Key]);
            WriteGroup(json, section);
            WriteStrings(json, "references", _summary.Rules.GetSectionReferences(section.Key));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("remainder");
        WriteGroup(json, _summary.Remainder);
        json.WriteEndObject();
        json.WriteStartArray("tags");
        foreach (GroupCount<ProbeTag> tag in _summary.Tags)
            WriteTag(json, tag);
        json.WriteEndArray();
        WriteSources(json, "topSources", _summary.TopSources);
        json.WriteStartObject("sunrpc");
        json.WriteNumber("sources", _summary.SunrpcSources);
        json.WriteNumber("followers", _summary.SunrpcFollowerCount);
        WriteSources(json, "topFollowers", _summary.SunrpcFollowers);
        json.WriteEndObject();
        json.WriteStartArray("hours");
        foreach (HourCount hour in _summary.Hours)
        {
            json.WriteStartObject();
            WriteTime(json, "start", hour.Start);
            json.WriteNumber("events", hour.Events);
            json.WriteNumber("tagged", hour.Tagged);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteInput(Utf8JsonWriter json)
    {
        json.WriteStartObject("input");
        json.WriteNumber("files", report.Files);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteNumber("lines", _summary.Lines);
        json.WriteNumber("events", _summary.Events);
        json.WriteNumber("other", _summary.Other);
        json.WriteNumber("unparsed", _summary.Unparsed);
        json.WriteNumber("repeated", _summary.Repeated);
        json.WriteNumber("outsidePeriod", _summary.OutsidePeriod);
        json.WriteNumber("oversize", _summary.Oversize);
        json.WriteNumber("unresolvedRepeats", _summary.RepeatsUnresolved);
        json.WriteNumber("withoutTime", _summary.WithoutTime);
        json.WriteNumber("failures", report.Failures.Count);
        json.WriteEndObject();
    }

    private void WriteTag(Utf8JsonWriter json, GroupCount<ProbeTag> tag)
    {
        json.WriteStartObject();
        json.WriteString("id", tag.Key.Id);
        if (tag.Key.Section == ReportSection.None)
            json.WriteNull("section");
        else
            json.WriteString("section", tag.Key.Section.ToRoman());
        if (tag.Key.Service is null)
            json.WriteNull("service");
        else
            json.WriteString("service", tag.Key.Service);
        json.WriteString("title", strings.TitleOf(tag.Key));
        WriteGroup(json, tag);
        WriteStrings(json, "references", tag.Key.References);
        json.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter json, string name, IReadOnlyList<SourceCount> sources)
    {
        json.WriteStartArray(name);
        foreach (SourceCount source in sources)
        {
            json.WriteStartObject();
            json.WriteString("address", source.Address.ToString(null, CultureInfo.InvariantCulture));
            json.WriteNumber("events", source.Events);
            json.WriteNumber("untagged", source.Untagged);
            WriteSpan(json, source.First, source.Last);
            json.WriteStartArray("tags");
            foreach ((ProbeTag tag, long events) in source.Tags)
            {
                json.WriteStartObject();
                json.WriteString("id", tag.Id);
                json.WriteNumber("events", events);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCounts<TKey>(Utf8JsonWriter json, string name, IReadOnlyList<GroupCount<TKey>> groups, Func<TKey, string> toName)
    {
        json.WriteStartObject(name);
        foreach (GroupCount<TKey> group in groups)
            json.WriteNumber(toName(group.Key), group.Events);
        json.WriteEndObject();
    }

    private static void WriteGroup<TKey>(Utf8JsonWriter json, GroupCount<TKey> group)
    {
        json.WriteNumber("events", group.Events);
        json.WriteNumber("incidents", group.Incidents);
        json.WriteNumber("sources", group.Sources);
        WriteSpan(json, group.First, group.Last);
    }

    private static void WriteSpan(Utf8JsonWriter json, DateTimeOffset? first, DateTimeOffset? last)
    {
        WriteTime(json, "first", first);
        WriteTime(json, "last", last);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(name, known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        else
            json.WriteNull(name);
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
