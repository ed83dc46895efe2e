using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ProbeClassifier.Events;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Reports;

/// <summary>
/// A report as JSON: docs/schemas/report.schema.json. Keys come in a fixed order and none is left out (what has no value is
/// null or empty); equal figures give equal bytes.
/// </summary>
internal sealed class JsonReport(ProbeReport report, ReportWords words)
{
    /// <summary>Also the schema's <c>$id</c>. The number rises when a reader of the old form would break.</summary>
    public const string Schema = "urn:probeclassifier:report:1";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = CreateEncoder(),
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
        json.WriteString("language", words.Language);
        json.WriteBoolean("exact", _summary.IsExact);
        json.WriteNumber("sampledShare", _summary.SampledShare);
        json.WriteBoolean("partial", report.IsPartial);
        json.WriteStartObject("period");
        WriteSpan(json, _summary.First, _summary.Last);
        json.WriteEndObject();
        json.WriteNumber("incidentGapSeconds", (long)_summary.IncidentGap.TotalSeconds);
        WriteInput(json);
        WriteFailures(json);
        json.WriteStartObject("unparsedReasons");
        foreach ((UnparsedReason reason, long count) in _summary.UnparsedReasons)
            json.WriteNumber(reason.ToName(), count);
        json.WriteEndObject();
        WriteCounts(json, "dialects", _summary.Dialects, EventNames.ToName);
        WriteCounts(json, "actions", _summary.Actions, EventNames.ToName);
        WriteCounts(json, "directions", _summary.Directions, EventNames.ToName);
        json.WriteStartObject("groups");
        WriteGroups(json, "dialects", _summary.Dialects, EventNames.ToName);
        WriteGroups(json, "actions", _summary.Actions, EventNames.ToName);
        WriteGroups(json, "directions", _summary.Directions, EventNames.ToName);
        json.WriteEndObject();
        json.WriteStartArray("sections");
        foreach (GroupCount<ReportSection> section in _summary.Sections)
        {
            json.WriteStartObject();
            json.WriteString("id", section.Key.ToRoman());
            json.WriteString("title", words.TitleOf(section.Key));
            WriteGroup(json, section);
            WriteStrings(json, "references", _summary.Rules.GetSectionReferences(section.Key));
            WriteParts(json, section.Key);
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
        JsonFindings.Write(json, _summary);
        JsonFindings.WriteGaps(json, _summary);
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

    private void WriteParts(Utf8JsonWriter json, ReportSection section)
    {
        json.WriteStartArray("groups");
        foreach (GroupCount<SectionGroup> part in _summary.SectionGroups)
        {
            if (part.Key.Section != section)
                continue;
            json.WriteStartObject();
            json.WriteString("id", part.Key.Name);
            WriteGroup(json, part);
            WriteStrings(json, "tags", [.. _summary.Rules.Tags.Where(t => t.Section == section && string.Equals(t.Group, part.Key.Name, StringComparison.Ordinal)).Select(t => t.Id)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
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

    private void WriteFailures(Utf8JsonWriter json)
    {
        json.WriteStartArray("failures");
        foreach (InputFailure failure in report.Failures)
        {
            json.WriteStartObject();
            json.WriteString("path", failure.Path);
            json.WriteString("message", failure.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteTag(Utf8JsonWriter json, GroupCount<ProbeTag> tag)
    {
        json.WriteStartObject();
        json.WriteString("id", tag.Key.Id);
        json.WriteString("section", tag.Key.Section == ReportSection.None ? null : tag.Key.Section.ToRoman());
        json.WriteString("service", tag.Key.Service);
        json.WriteString("title", words.TitleOf(tag.Key) is { Length: > 0 } title ? title : null);
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

    private static void WriteGroups<TKey>(Utf8JsonWriter json, string name, IReadOnlyList<GroupCount<TKey>> groups, Func<TKey, string> toName)
    {
        json.WriteStartArray(name);
        foreach (GroupCount<TKey> group in groups)
        {
            json.WriteStartObject();
            json.WriteString("id", toName(group.Key));
            WriteGroup(json, group);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteGroup<TKey>(Utf8JsonWriter json, GroupCount<TKey> group)
    {
        json.WriteNumber("events", group.Events);
        json.WriteNumber("incidents", group.Incidents);
        json.WriteNumber("sources", group.Sources);
        WriteSpan(json, group.First, group.Last);
    }

    /// <summary>Writes <c>first</c> and <c>last</c>.</summary>
    public static void WriteSpan(Utf8JsonWriter json, DateTimeOffset? first, DateTimeOffset? last)
    {
        WriteTime(json, "first", first);
        WriteTime(json, "last", last);
    }

    /// <summary>Writes a time in UTC, to the second, or null.</summary>
    public static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
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

    /// <summary>ASCII and Japanese stay readable; all else is escaped, so that the output is safe on a terminal and in HTML.</summary>
    private static JavaScriptEncoder CreateEncoder()
    {
        var settings = new TextEncoderSettings(
            UnicodeRanges.BasicLatin,
            UnicodeRanges.CjkSymbolsandPunctuation,
            UnicodeRanges.Hiragana,
            UnicodeRanges.Katakana,
            UnicodeRanges.CjkUnifiedIdeographs,
            UnicodeRanges.HalfwidthandFullwidthForms);
        settings.ForbidCharacters('\u007F', '\uFFA0');
        return JavaScriptEncoder.Create(settings);
    }
}
