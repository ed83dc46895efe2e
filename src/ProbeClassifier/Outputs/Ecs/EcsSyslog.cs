using System;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Outputs.Ecs;

/// <summary>ECS's log.syslog: the envelope.</summary>
internal static class EcsSyslog
{
    public static void Write(JsonLine line, in ProbeEvent probe, in EventDetails details)
    {
        EnvelopeFields envelope = details.Envelope;
        ReadOnlySpan<byte> host = envelope.Host.Of(probe.Frame);
        ReadOnlySpan<byte> app = details.AppName(probe);
        ReadOnlySpan<byte> process = envelope.ProcId.Of(probe.Frame);
        if (envelope.Priority < 0 && host.IsEmpty && app.IsEmpty && process.IsEmpty)
            return;
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("log"u8);
        json.WriteStartObject("syslog"u8);
        if (envelope.Priority >= 0)
        {
            json.WriteNumber("priority"u8, envelope.Priority);
            WriteCode(json, "facility"u8, envelope.Priority >> 3);
            WriteCode(json, "severity"u8, envelope.Priority & 7);
        }

        line.WriteText("hostname"u8, host);
        line.WriteText("appname"u8, app);
        line.WriteText("procid"u8, process);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter json, ReadOnlySpan<byte> name, int code)
    {
        json.WriteStartObject(name);
        json.WriteNumber("code"u8, code);
        json.WriteEndObject();
    }
}
