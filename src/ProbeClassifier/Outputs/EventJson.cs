using System;
using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>
/// A tagged event as one line of flat JSON: docs/schemas/event.schema.json. Keys come in a fixed order, absent ones are left out;
/// whatever bytes the log holds, the line is valid UTF-8 without control characters. Allocates nothing per event once warm. Not
/// thread-safe.
/// </summary>
internal sealed class EventJson : IDisposable
{
    private const int LongestText = 2048;

    private static readonly JsonWriterOptions Options = new() { Encoder = CreateEncoder(), SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _nothing = new(1);
    private readonly Utf8JsonWriter _json;

    public EventJson() => _json = new Utf8JsonWriter(_nothing, Options);

    public void Write(in ProbeEvent probe, TagSet tags, IBufferWriter<byte> output)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        WriteTime(probe);
        SyslogParser.Parse(probe.Frame, out EnvelopeFields envelope);
        WriteText("host"u8, envelope.Host.Of(probe.Frame));
        WriteText("app"u8, probe.AppName.IsEmpty ? envelope.AppName.Of(probe.Frame) : probe.AppName);
        _json.WriteString("dialect"u8, probe.Dialect.ToName());
        if (probe.IsRepeat)
            _json.WriteNumber("repeated"u8, probe.Count);
        _json.WriteString("action"u8, probe.Action.ToName());
        _json.WriteString("direction"u8, probe.Direction.ToName());
        WritePacket(probe);
        WriteText("url"u8, probe.RequestTarget);
        if (probe.HttpStatus is { } status)
            _json.WriteNumber("status"u8, status);
        if (probe.Activity != ProbeActivity.None)
            WriteEvidence(probe);
        if (tags.Section != ReportSection.None)
            _json.WriteString("section"u8, tags.Section.ToRoman());
        _json.WriteStartArray("tags"u8);
        for (int i = 0; i < tags.Tags.Count; i++)
            _json.WriteStringValue(tags.Tags[i].Id);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
        _json.Reset(_nothing);
    }

    public void Dispose() => _json.Dispose();

    private void WriteTime(in ProbeEvent probe)
    {
        if (probe.Time is not { } time)
            return;
        Span<byte> text = stackalloc byte[32];
        bool isWhole = time.Ticks % TimeSpan.TicksPerSecond == 0;
        time.TryFormat(text, out int length, isWhole ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        _json.WriteString("time"u8, text[..length]);
    }

    private void WritePacket(in ProbeEvent probe)
    {
        WriteAddress("source_ip"u8, probe.Source);
        if (probe.SourcePort is { } sourcePort)
            _json.WriteNumber("source_port"u8, sourcePort);
        WriteAddress("destination_ip"u8, probe.Destination);
        if (probe.DestinationPort is { } destinationPort)
            _json.WriteNumber("destination_port"u8, destinationPort);
        if (probe.Transport is { } transport)
            _json.WriteString("transport"u8, transport.ToIanaName());
        if (probe.IcmpType is { } type)
            _json.WriteNumber("icmp_type"u8, type);
        if (probe.IcmpCode is { } code)
            _json.WriteNumber("icmp_code"u8, code);
        if (probe.IsFragment)
            _json.WriteBoolean("fragment"u8, true);
    }

    private void WriteEvidence(in ProbeEvent probe)
    {
        _json.WriteString("activity"u8, probe.Activity.ToName());
        WriteText("message"u8, probe.Message);
        if (probe.Signature is { } signature)
            WriteSignature(signature);

        WriteText("classification"u8, probe.Classification);
        if (probe.Priority is { } priority)
            _json.WriteNumber("priority"u8, priority);
    }

    private void WriteSignature(ProbeSignature signature)
    {
        // Three numbers of at most ten digits. An interpolated string would box them until the runtime has optimised it.
        Span<byte> text = stackalloc byte[32];
        signature.Generator.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        text[length++] = (byte)':';
        signature.Number.TryFormat(text[length..], out int number, default, CultureInfo.InvariantCulture);
        length += number;
        text[length++] = (byte)':';
        signature.Revision.TryFormat(text[length..], out int revision, default, CultureInfo.InvariantCulture);
        _json.WriteString("signature"u8, text[..(length + revision)]);
    }

    private void WriteAddress(ReadOnlySpan<byte> name, ProbeAddress? address)
    {
        if (address is not { } present)
            return;
        Span<char> text = stackalloc char[ProbeAddress.MaxTextLength];
        present.TryFormat(text, out int length, default, null);
        _json.WriteString(name, text[..length]);
    }

    /// <summary>Text of a log: what is not UTF-8 becomes U+FFFD. A longer one is cut, so that a line of JSON has a bound.</summary>
    private void WriteText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
            _json.WriteString(name, text[..Math.Min(text.Length, LongestText)]);
    }

    /// <summary>Letters of all scripts as they are; what could harm a terminal or a page is escaped.</summary>
    private static JavaScriptEncoder CreateEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidRanges(UnicodeRanges.GeneralPunctuation, UnicodeRanges.Specials);
        settings.ForbidRange(UnicodeRange.Create('\u007F', '\u009F'));
        settings.ForbidCharacters('\u00AD', '\u061C', '\uFEFF');
        return JavaScriptEncoder.Create(settings);
    }
}
