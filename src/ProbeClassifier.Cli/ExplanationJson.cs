using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Reports;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary>An explanation as one line of JSON; docs/cli.md lists the fields.</summary>
internal static class ExplanationJson
{
    public static void Write(LineExplanation explanation, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
            WriteObject(explanation, json);
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    private static void WriteObject(LineExplanation explanation, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ProbeEventRecord? e = explanation.Event;
        Text(json, "dialect", e?.Dialect.ToName());
        if (e is null)
        {
            json.WriteString("reason", explanation.Reason);
            json.WriteNumber("offset", explanation.Offset);
        }

        Text(json, "time", explanation.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        Bytes(json, "host", explanation.Host);
        Bytes(json, "app", explanation.AppName);
        if (e is not null)
            WriteEvent(explanation, e, json);
        if (explanation.Times > 0)
            json.WriteNumber("repeated", explanation.Times);
        json.WriteEndObject();
    }

    private static void WriteEvent(LineExplanation explanation, ProbeEventRecord e, Utf8JsonWriter json)
    {
        json.WriteString("action", e.Action.ToName());
        json.WriteString("direction", e.Direction.ToName());
        Endpoint(json, "source", e.Source, e.SourcePort);
        Endpoint(json, "destination", e.Destination, e.DestinationPort);
        Text(json, "transport", e.Transport?.ToIanaName());
        if (e.IcmpType is { } type)
        {
            json.WriteStartObject("icmp");
            json.WriteNumber("type", type);
            if (e.IcmpCode is { } code)
                json.WriteNumber("code", code);
            else
                json.WriteNull("code");
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("icmp");
        }

        json.WriteBoolean("fragment", e.IsFragment);
        Bytes(json, "url", e.RequestTarget);
        if (e.HttpStatus is { } status)
            json.WriteNumber("status", status);
        Text(json, "activity", e.Activity == ProbeActivity.None ? null : e.Activity.ToName());
        if (e.Activity != ProbeActivity.None)
            WriteEvidence(e, json);
        json.WriteStartArray("tags");
        foreach (ProbeTag tag in explanation.Tags)
            json.WriteStringValue(tag.Id);
        json.WriteEndArray();
        bool hasSection = explanation.Tags.Count > 0 && explanation.Tags[0].Section != ReportSection.None;
        Text(json, "section", hasSection ? explanation.Tags[0].Section.ToRoman() : null);
        Text(json, "rule", explanation.Rule);
        Text(json, "conditions", explanation.Conditions);
    }

    private static void WriteEvidence(ProbeEventRecord e, Utf8JsonWriter json)
    {
        Bytes(json, "message", e.Message);
        if (e.Signature is { } signature)
        {
            json.WriteStartObject("signature");
            json.WriteNumber("generator", signature.Generator);
            json.WriteNumber("number", signature.Number);
            json.WriteNumber("revision", signature.Revision);
            json.WriteEndObject();
        }

        if (!e.Classification.IsEmpty)
            Bytes(json, "classification", e.Classification);
        if (e.Priority is { } priority)
            json.WriteNumber("priority", priority);
    }

    private static void Endpoint(Utf8JsonWriter json, string name, ProbeAddress? address, ushort? port)
    {
        json.WriteStartObject(name);
        Text(json, "ip", address?.ToString(null, CultureInfo.InvariantCulture));
        if (port is { } number)
            json.WriteNumber("port", number);
        else
            json.WriteNull("port");
        json.WriteEndObject();
    }

    /// <summary>Bytes of a log as text: what is not UTF-8 becomes U+FFFD, and the writer escapes the rest.</summary>
    private static void Bytes(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> value) =>
        Text(json, name, value.IsEmpty ? null : Encoding.UTF8.GetString(value.Span));

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteString(name, value);
    }
}
