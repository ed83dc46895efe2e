using System;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs.Ocsf;

/// <summary>OCSF's finding_info, evidences and attacks.</summary>
internal static class OcsfFinding
{
    private const int Rule = 1;

    public static void Write(JsonLine line, in ProbeEvent probe, TagSet tags, in EventDetails details, TagFacts? facts, AttackTechnique? technique)
    {
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("finding_info"u8);
        Span<byte> uid = stackalloc byte[FindingId.Length];
        FindingId.Write(probe, uid);
        json.WriteString("uid"u8, uid);
        json.WriteString("title"u8, facts?.Name ?? (tags.Tags.Count > 0 ? tags.Tags[0].Id : probe.Activity.ToName()));
        json.WriteStartArray("types"u8);
        json.WriteStringValue(probe.Activity.ToName());
        json.WriteEndArray();
        if (probe.Signature is { } signature)
        {
            json.WriteStartObject("analytic"u8);
            line.WriteSignature("uid"u8, signature);
            line.WriteText("name"u8, probe.Message);
            line.WriteText("category"u8, probe.Classification);
            json.WriteNumber("type_id"u8, Rule);
            json.WriteEndObject();
        }

        if (technique is not null)
            WriteAttacks(json, technique);
        line.WriteText("src_url"u8, facts?.Reference);
        json.WriteEndObject();
        json.WriteBoolean("is_alert"u8, details.Nature is EventNature.Alert or EventNature.Malware);
        if (probe.Source is null && probe.Destination is null)
            return;
        json.WriteStartArray("evidences"u8);
        json.WriteStartObject();
        OcsfEndpoints.Write(line, probe, details, isEvidence: true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public static void WriteAttacks(Utf8JsonWriter json, AttackTechnique technique)
    {
        json.WriteStartArray("attacks"u8);
        json.WriteStartObject();
        WriteNamed(json, "tactic"u8, technique.TacticId, technique.TacticName);
        WriteNamed(json, "technique"u8, technique.Id, technique.Name);
        if (technique is { SubId: { } id, SubName: { } name })
            WriteNamed(json, "sub_technique"u8, id, name);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter json, ReadOnlySpan<byte> key, string id, string name)
    {
        json.WriteStartObject(key);
        json.WriteString("uid"u8, id);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }
}
