using System;
using System.Buffers;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>
/// A tagged event as one line of flat JSON: docs/schemas/event.schema.json. Keys come in a fixed order, absent ones are left out;
/// whatever bytes the log holds, the line is valid UTF-8 without control characters. Allocates nothing per event once warm. Not
/// thread-safe.
/// </summary>
internal sealed class EventJson : IEventFormat
{
    private readonly JsonLine _line = new();

    public void Write(in ProbeEvent probe, TagSet tags, ReadOnlySpan<byte> id, IBufferWriter<byte> output)
    {
        _line.Begin(output);
        Utf8JsonWriter json = _line.Json;
        _line.WriteName("id"u8, id);
        if (probe.Time is { } time)
            _line.WriteTime("time"u8, time);
        SyslogParser.Parse(probe.Frame, out EnvelopeFields envelope);
        _line.WriteText("host"u8, envelope.Host.Of(probe.Frame));
        _line.WriteText("app"u8, probe.AppName.IsEmpty ? envelope.AppName.Of(probe.Frame) : probe.AppName);
        json.WriteString("dialect"u8, probe.Dialect.ToName());
        if (probe.IsRepeat)
            json.WriteNumber("repeated"u8, probe.Count);
        json.WriteString("action"u8, probe.Action.ToName());
        json.WriteString("direction"u8, probe.Direction.ToName());
        WritePacket(probe);
        _line.WriteText("url"u8, probe.RequestTarget);
        _line.WriteNumber("status"u8, probe.HttpStatus);
        if (probe.Activity != ProbeActivity.None)
            WriteEvidence(probe);
        if (tags.Section != ReportSection.None)
            json.WriteString("section"u8, tags.Section.ToRoman());
        json.WriteStartArray("tags"u8);
        for (int i = 0; i < tags.Tags.Count; i++)
            json.WriteStringValue(tags.Tags[i].Id);
        json.WriteEndArray();
        _line.End(output);
    }

    public void Dispose() => _line.Dispose();

    private void WritePacket(in ProbeEvent probe)
    {
        _line.WriteAddress("source_ip"u8, probe.Source);
        _line.WriteNumber("source_port"u8, probe.SourcePort);
        _line.WriteAddress("destination_ip"u8, probe.Destination);
        _line.WriteNumber("destination_port"u8, probe.DestinationPort);
        if (probe.Transport is { } transport)
            _line.Json.WriteString("transport"u8, transport.ToIanaName());
        _line.WriteNumber("icmp_type"u8, probe.IcmpType);
        _line.WriteNumber("icmp_code"u8, probe.IcmpCode);
        if (probe.IsFragment)
            _line.Json.WriteBoolean("fragment"u8, true);
    }

    private void WriteEvidence(in ProbeEvent probe)
    {
        _line.Json.WriteString("activity"u8, probe.Activity.ToName());
        _line.WriteText("message"u8, probe.Message);
        if (probe.Signature is { } signature)
            _line.WriteSignature("signature"u8, signature);
        _line.WriteText("classification"u8, probe.Classification);
        _line.WriteNumber("priority"u8, probe.Priority);
    }
}
