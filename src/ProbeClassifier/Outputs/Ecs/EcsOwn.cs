using System;
using System.Text.Json;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs.Ecs;

/// <summary>What ECS has no field for, below <c>probeclassifier</c>.</summary>
internal static class EcsOwn
{
    public static void Write(JsonLine line, in ProbeEvent probe, TagSet tags, in EventDetails details)
    {
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("probeclassifier"u8);
        json.WriteString("dialect"u8, probe.Dialect.ToName());
        if (tags.Section != ReportSection.None)
            json.WriteString("section"u8, tags.Section.ToRoman());
        json.WriteString("action"u8, probe.Action.ToName());
        json.WriteString("direction"u8, probe.Direction.ToName());

        // N further events of an earlier line: to write it out N times would make of one line a flood.
        if (probe.IsRepeat)
            json.WriteNumber("repeated"u8, probe.Count);
        if (probe.Time is null)
            json.WriteBoolean("time_missing"u8, true);
        line.WriteText("classification"u8, probe.Classification);
        line.WriteText("log_prefix"u8, details.Packet.Prefix.Of(probe.Frame));
        WritePacket(line, probe, details.Packet);
        json.WriteEndObject();
    }

    private static void WritePacket(JsonLine line, in ProbeEvent probe, in PacketDetails packet)
    {
        Utf8JsonWriter json = line.Json;
        line.WriteNumber("ttl"u8, packet.TimeToLive);
        if (probe.IsFragment)
            json.WriteBoolean("fragment"u8, true);
        if (probe.IcmpType is { } type)
        {
            json.WriteStartObject("icmp"u8);
            json.WriteNumber("type"u8, type);
            line.WriteNumber("code"u8, probe.IcmpCode);
            json.WriteEndObject();
        }

        if (packet.ControlBits is not { } bits)
            return;
        json.WriteStartObject("tcp"u8);
        json.WriteStartArray("flags"u8);
        for (int bit = 0; bit < 8; bit++)
        {
            if (((int)bits & (1 << bit)) != 0)
                json.WriteStringValue(TcpFlagNames.Of(bit));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
