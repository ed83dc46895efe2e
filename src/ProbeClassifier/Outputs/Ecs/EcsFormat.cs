using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs.Ecs;

/// <summary>
/// A tagged event as a document of the Elastic Common Schema 9.0.0: docs/outputs.md lists each field. What ECS has no field for stands
/// below <c>probeclassifier</c>.
/// </summary>
internal sealed class EcsFormat(EventWriterOptions options) : IEventFormat
{
    private readonly Dictionary<string, TagFacts> _facts = TagFacts.OfAll(options.Rules);
    private readonly JsonLine _line = new();

    public void Write(in ProbeEvent probe, TagSet tags, ReadOnlySpan<byte> id, IBufferWriter<byte> output)
    {
        EventDetails details = EventDetails.Read(probe);
        _line.Begin(output);
        Utf8JsonWriter json = _line.Json;

        // A data stream refuses a document without a time. That it is not the event's own is said below probeclassifier.
        _line.WriteTime("@timestamp"u8, probe.Time ?? options.TimeProvider.GetUtcNow());
        json.WriteStartObject("ecs"u8);
        json.WriteString("version"u8, "9.0.0"u8);
        json.WriteEndObject();
        WriteEvent(probe, details, id);
        if (probe.Activity != ProbeActivity.None)
            _line.WriteText("message"u8, probe.Message);
        WriteTags(tags);
        EcsNetwork.Write(_line, probe, details);
        EcsNetwork.WriteObserver(_line, probe, details);
        EcsWeb.Write(_line, probe, details.Request);
        EcsSyslog.Write(_line, probe, details);
        WriteRule(probe, tags);
        EcsOwn.Write(_line, probe, tags, details);
        _line.End(output);
    }

    public void Dispose() => _line.Dispose();

    private void WriteEvent(in ProbeEvent probe, in EventDetails details, ReadOnlySpan<byte> id)
    {
        Utf8JsonWriter json = _line.Json;
        json.WriteStartObject("event"u8);
        _line.WriteName("id"u8, id);
        json.WriteString("kind"u8, EcsCategory.KindOf(details.Nature));
        EcsCategory.WriteCategories(json, details.Nature);
        EcsCategory.WriteTypes(json, probe, details.Nature);
        json.WriteString("action"u8, EventDetails.Verb(probe));
        if (details.Succeeded(probe) is { } succeeded)
            json.WriteString("outcome"u8, succeeded ? "success"u8 : "failure"u8);
        json.WriteString("module"u8, "probeclassifier"u8);
        json.WriteString("dataset"u8, "probeclassifier.events"u8);
        if (probe.Signature is { } signature)
            _line.WriteSignature("code"u8, signature);
        _line.WriteNumber("severity"u8, probe.Priority);
        if (options.Original)
            json.WriteString("original"u8, probe.Frame);
        json.WriteEndObject();
    }

    private void WriteTags(TagSet tags)
    {
        if (tags.Tags.Count == 0)
            return;
        _line.Json.WriteStartArray("tags"u8);
        for (int i = 0; i < tags.Tags.Count; i++)
            _line.Json.WriteStringValue(tags.Tags[i].Id);
        _line.Json.WriteEndArray();
    }

    /// <summary>The first tag is the one that decides: ECS has room for one rule.</summary>
    private void WriteRule(in ProbeEvent probe, TagSet tags)
    {
        if (tags.Tags.Count == 0)
            return;
        Utf8JsonWriter json = _line.Json;
        string id = tags.Tags[0].Id;
        TagFacts? facts = _facts.GetValueOrDefault(id);
        json.WriteStartObject("rule"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, facts?.Name ?? id);
        json.WriteString("ruleset"u8, options.Rules.Name);
        _line.WriteText("reference"u8, facts?.Reference);
        json.WriteEndObject();
        if (facts?.TechniqueOf(probe) is { } technique)
            WriteThreat(technique);
    }

    private void WriteThreat(AttackTechnique technique)
    {
        Utf8JsonWriter json = _line.Json;
        json.WriteStartObject("threat"u8);
        json.WriteString("framework"u8, "MITRE ATT&CK"u8);
        json.WriteStartObject("tactic"u8);
        WriteOne("id"u8, technique.TacticId);
        WriteOne("name"u8, technique.TacticName);
        json.WriteEndObject();
        json.WriteStartObject("technique"u8);
        WriteOne("id"u8, technique.Id);
        WriteOne("name"u8, technique.Name);
        if (technique is { SubId: { } subId, SubName: { } subName })
        {
            json.WriteStartObject("subtechnique"u8);
            WriteOne("id"u8, subId);
            WriteOne("name"u8, subName);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteOne(ReadOnlySpan<byte> name, string value)
    {
        _line.Json.WriteStartArray(name);
        _line.Json.WriteStringValue(value);
        _line.Json.WriteEndArray();
    }
}
