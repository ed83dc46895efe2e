using System;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs.Ocsf;

/// <summary>What all classes of OCSF share: metadata, device, the profile security_control, unmapped.</summary>
internal static class OcsfBase
{
    public static void WriteMetadata(JsonLine line, in ProbeEvent probe, TagSet tags, in EventDetails details, ReadOnlySpan<byte> id)
    {
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("metadata"u8);
        line.WriteName("uid"u8, id);
        json.WriteString("version"u8, "1.5.0"u8);
        json.WriteStartObject("product"u8);
        json.WriteString("name"u8, "probeclassifier"u8);
        json.WriteString("vendor_name"u8, "ProbeClassifier"u8);
        json.WriteString("version"u8, LibraryVersion.Text);
        json.WriteEndObject();
        json.WriteStartArray("profiles"u8);
        json.WriteStringValue("security_control"u8);
        if (HasDevice(details))
            json.WriteStringValue("host"u8);
        json.WriteEndArray();
        json.WriteString("log_name"u8, probe.Dialect.ToName());
        if (tags.Tags.Count > 0)
        {
            json.WriteStartArray("labels"u8);
            for (int i = 0; i < tags.Tags.Count; i++)
                json.WriteStringValue(tags.Tags[i].Id);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void WriteDevice(JsonLine line, in ProbeEvent probe, in EventDetails details)
    {
        if (!HasDevice(details))
            return;
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("device"u8);
        line.WriteText("hostname"u8, details.Envelope.Host.Of(probe.Frame));
        json.WriteNumber("type_id"u8, details.Nature == EventNature.Packet ? 9 : 0);
        json.WriteEndObject();
    }

    /// <summary>A log says that a packet was stopped, not whether its sender was told: Blocked, not Dropped or Rejected.</summary>
    public static void WriteVerdict(Utf8JsonWriter json, in ProbeEvent probe)
    {
        (int action, string actionName, int disposition, string dispositionName) = probe.Action switch
        {
            ProbeAction.Allowed => (1, "Allowed", 1, "Allowed"),
            ProbeAction.Blocked => (2, "Denied", 2, "Blocked"),
            _ when probe.Activity is ProbeActivity.Alert or ProbeActivity.Scan or ProbeActivity.Malware => (3, "Observed", 19, "Alert"),
            _ => (3, "Observed", 17, "Logged"),
        };
        json.WriteNumber("action_id"u8, action);
        json.WriteString("action"u8, actionName);
        json.WriteNumber("disposition_id"u8, disposition);
        json.WriteString("disposition"u8, dispositionName);
    }

    public static void WriteUnmapped(JsonLine line, in ProbeEvent probe, TagSet tags, in EventDetails details, RuleSet rules)
    {
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("unmapped"u8);
        json.WriteString("ruleset"u8, rules.Name);
        if (tags.Section != ReportSection.None)
            json.WriteString("section"u8, tags.Section.ToRoman());
        if (probe.Time is null)
            json.WriteBoolean("time_missing"u8, true);
        line.WriteText("app_name"u8, details.AppName(probe));
        line.WriteText("log_prefix"u8, details.Packet.Prefix.Of(probe.Frame));
        line.WriteNumber("ttl"u8, details.Packet.TimeToLive);
        line.WriteNumber("icmp_type"u8, probe.IcmpType);
        line.WriteNumber("icmp_code"u8, probe.IcmpCode);
        if (probe.IsFragment)
            json.WriteBoolean("fragment"u8, true);
        json.WriteEndObject();
    }

    private static bool HasDevice(in EventDetails details) => details.Envelope.Host.Length > 0;
}
