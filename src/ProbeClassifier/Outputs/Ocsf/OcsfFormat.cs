using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs.Ocsf;

/// <summary>
/// A tagged event as one of three classes of OCSF 1.5.0: a packet is Network Activity (4001), a request HTTP Activity (4002), what a
/// program says happened a Detection Finding (2004). docs/outputs.md lists each attribute.
/// </summary>
internal sealed class OcsfFormat(EventWriterOptions options) : IEventFormat
{
    private readonly Dictionary<string, TagFacts> _facts = TagFacts.OfAll(options.Rules);
    private readonly JsonLine _line = new();

    public void Write(in ProbeEvent probe, TagSet tags, ReadOnlySpan<byte> id, IBufferWriter<byte> output)
    {
        EventDetails details = EventDetails.Read(probe);
        OcsfClass kind = OcsfClass.Of(details.Nature);
        int activity = OcsfActivity.Of(probe, details, kind);
        _line.Begin(output);
        Utf8JsonWriter json = _line.Json;
        json.WriteNumber("class_uid"u8, kind.Uid);
        json.WriteString("class_name"u8, kind.Name);
        json.WriteNumber("category_uid"u8, kind.CategoryUid);
        json.WriteString("category_name"u8, kind.CategoryName);
        json.WriteNumber("activity_id"u8, activity);
        json.WriteNumber("type_uid"u8, (kind.Uid * 100) + activity);
        json.WriteNumber("time"u8, (probe.Time ?? options.TimeProvider.GetUtcNow()).ToUnixTimeMilliseconds());
        json.WriteNumber("severity_id"u8, SectionWeight.Ocsf(tags.Section));

        // Of a finding it is how far work on it is (1 new); of the others whether it succeeded (1) or failed (2).
        if (kind.Uid == OcsfClass.Finding.Uid)
            json.WriteNumber("status_id"u8, 1);
        else if (details.Succeeded(probe) is { } succeeded)
            json.WriteNumber("status_id"u8, succeeded ? 1 : 2);
        if (probe.IsRepeat)
            json.WriteNumber("count"u8, probe.Count);
        if (probe.Activity != ProbeActivity.None)
            _line.WriteText("message"u8, probe.Message);
        OcsfBase.WriteMetadata(_line, probe, tags, details, id);
        OcsfBase.WriteDevice(_line, probe, details);
        OcsfBase.WriteVerdict(json, probe);
        TagFacts? facts = tags.Tags.Count > 0 ? _facts.GetValueOrDefault(tags.Tags[0].Id) : null;
        AttackTechnique? technique = facts?.TechniqueOf(probe);
        if (kind.Uid == OcsfClass.Finding.Uid)
        {
            OcsfFinding.Write(_line, probe, tags, details, facts, technique);
        }
        else
        {
            OcsfEndpoints.Write(_line, probe, details, isEvidence: false);
            OcsfHttp.Write(_line, probe, details);
            if (technique is not null)
                OcsfFinding.WriteAttacks(json, technique);
        }

        OcsfEndpoints.WriteObservables(_line, probe, kind.Uid == OcsfClass.Finding.Uid);
        if (options.Original)
            json.WriteString("raw_data"u8, probe.Frame);
        OcsfBase.WriteUnmapped(_line, probe, tags, details, options.Rules);
        _line.End(output);
    }

    public void Dispose() => _line.Dispose();
}
