using System;
using System.Text.Json;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs.Ecs;

/// <summary>ECS's url and http.</summary>
internal static class EcsWeb
{
    public static void Write(JsonLine line, in ProbeEvent probe, in RequestDetails request)
    {
        Utf8JsonWriter json = line.Json;
        ReadOnlySpan<byte> frame = probe.Frame;
        if (!probe.RequestTarget.IsEmpty)
        {
            json.WriteStartObject("url"u8);
            line.WriteText("original"u8, probe.RequestTarget);
            line.WriteText("path"u8, request.Path.Of(frame));
            line.WriteText("query"u8, request.Query.Of(frame));
            json.WriteEndObject();
        }

        if (request.Method.Length == 0 && probe.HttpStatus is null)
            return;
        json.WriteStartObject("http"u8);
        if (request.Method.Length > 0)
        {
            json.WriteStartObject("request"u8);
            line.WriteText("method"u8, request.Method.Of(frame));
            json.WriteEndObject();
        }

        if (probe.HttpStatus is { } status)
        {
            json.WriteStartObject("response"u8);
            json.WriteNumber("status_code"u8, status);
            json.WriteEndObject();
        }

        line.WriteText("version"u8, request.Version.Of(frame));
        json.WriteEndObject();
    }
}
