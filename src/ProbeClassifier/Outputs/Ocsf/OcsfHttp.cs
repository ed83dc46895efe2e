using System;
using System.Text.Json;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs.Ocsf;

/// <summary>OCSF's http_request and http_response.</summary>
internal static class OcsfHttp
{
    public static void Write(JsonLine line, in ProbeEvent probe, in EventDetails details)
    {
        if (details.Nature != EventNature.Request)
            return;
        Utf8JsonWriter json = line.Json;
        ReadOnlySpan<byte> frame = probe.Frame;

        // The class wants a request or a response: what was no HTTP at all and got no status is an empty request.
        if (!probe.RequestTarget.IsEmpty || probe.HttpStatus is null)
        {
            json.WriteStartObject("http_request"u8);
            line.WriteText("http_method"u8, details.Request.Method.Of(frame));
            line.WriteText("version"u8, details.Request.Version.Of(frame));
            if (!probe.RequestTarget.IsEmpty)
            {
                json.WriteStartObject("url"u8);
                line.WriteText("url_string"u8, probe.RequestTarget);
                line.WriteText("path"u8, details.Request.Path.Of(frame));
                line.WriteText("query_string"u8, details.Request.Query.Of(frame));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        if (probe.HttpStatus is not { } status)
            return;
        json.WriteStartObject("http_response"u8);
        json.WriteNumber("code"u8, status);
        json.WriteEndObject();
    }
}
