using System;
using System.Globalization;
using System.IO;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Reports;
using ProbeClassifier.Tagging;
using ProbeClassifier.Text;

namespace ProbeClassifier.Cli;

/// <summary>An explanation for people.</summary>
internal static class ExplanationText
{
    public static void Write(LineExplanation explanation, ReadOnlySpan<byte> line, TextWriter output)
    {
        output.WriteLine(TerminalText.Escape(line));
        if (explanation.Event is { } e)
            WriteEvent(explanation, e, output);
        else
            WriteReason(explanation, line, output);
        output.WriteLine();
    }

    private static void WriteEvent(LineExplanation explanation, ProbeEventRecord e, TextWriter output)
    {
        Field(output, "dialect", e.Dialect.ToName());
        WriteEnvelope(explanation, output);
        Field(output, "action", e.Action.ToName());
        Field(output, "direction", e.Direction.ToName());
        Field(output, "source", Endpoint(e.Source, e.SourcePort));
        Field(output, "destination", Endpoint(e.Destination, e.DestinationPort));
        Field(output, "transport", e.Transport?.ToIanaName());
        if (e.IcmpType is { } type)
            Field(output, "icmp", string.Create(CultureInfo.InvariantCulture, $"type {type}, code {e.IcmpCode?.ToString(CultureInfo.InvariantCulture) ?? "absent"}"));
        if (e.IsFragment)
            Field(output, "fragment", "yes: it has no ports");
        if (!e.RequestTarget.IsEmpty)
            Field(output, "url", TerminalText.Escape(e.RequestTarget.Span));
        if (e.HttpStatus is { } status)
            Field(output, "status", status.ToString(CultureInfo.InvariantCulture));
        if (e.Activity != ProbeActivity.None)
        {
            Field(output, "activity", e.Activity.ToName());
            Field(output, "message", e.Message.IsEmpty ? null : TerminalText.Escape(e.Message.Span));
            Field(output, "signature", e.Signature is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s.Generator}:{s.Number}:{s.Revision}") : null);
            Field(output, "class", e.Classification.IsEmpty ? null : TerminalText.Escape(e.Classification.Span));
            Field(output, "priority", e.Priority?.ToString(CultureInfo.InvariantCulture));
        }

        if (explanation.Times > 0)
            Field(output, "repeated", explanation.Times.ToString(CultureInfo.InvariantCulture));
        if (explanation.Tags.Count == 0)
        {
            Field(output, "tags", "none: no rule matches, so it stands outside the sections");
            return;
        }

        Field(output, "tags", string.Join(", ", explanation.Tags.Select(t => Message.Safe(t.Id))));
        Field(output, "section", explanation.Tags[0].Section == ReportSection.None ? "none" : explanation.Tags[0].Section.ToRoman());
        Field(output, "rule", $"{Message.Safe(explanation.Rule!)}: {Message.Safe(explanation.Tags[0].Title ?? explanation.Tags[0].Id)}");
        Field(output, "because", Message.Safe(explanation.Conditions!));
    }

    private static void WriteReason(LineExplanation explanation, ReadOnlySpan<byte> line, TextWriter output)
    {
        string meaning = explanation.Reason switch
        {
            "unknown" => "nothing here that a known dialect writes",
            "untrusted" => "the words of a packet filter, but its sender is not the kernel",
            "repeat" => string.Create(CultureInfo.InvariantCulture, $"{explanation.Times} further events of this host's previous line"),
            "truncated" => "the line ends before a needed field is complete",
            "no-source" => "fields of a packet without SRC=: the head of the line is missing",
            "no-destination" => "no DST= behind SRC=",
            "no-protocol" => "no PROTO= field",
            "bad-address" => "neither an IPv4 nor an IPv6 address",
            "bad-port" => "no port from 0 to 65535",
            "bad-protocol" => "no known protocol name, nor a number from 0 to 255",
            "bad-icmp" => "no ICMP type or code from 0 to 255",
            _ => "a field of the dialect is malformed",
        };
        Field(output, "no event", $"{explanation.Reason}: {meaning}");
        int offset = Math.Min(explanation.Offset, line.Length);
        string at = offset == line.Length ? "the end of the line" : TerminalText.Escape(line[offset..], 40);
        Field(output, "at byte", string.Create(CultureInfo.InvariantCulture, $"{explanation.Offset}: {at}"));
        WriteEnvelope(explanation, output);
    }

    private static void WriteEnvelope(LineExplanation explanation, TextWriter output)
    {
        if (explanation.Time is { } time)
            Field(output, "time", time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        if (!explanation.Host.IsEmpty)
            Field(output, "host", TerminalText.Escape(explanation.Host.Span));
        if (!explanation.AppName.IsEmpty)
            Field(output, "app", TerminalText.Escape(explanation.AppName.Span));
    }

    private static string? Endpoint(ProbeAddress? address, ushort? port)
    {
        if (address is not { } known)
            return null;
        string text = known.ToString(null, CultureInfo.InvariantCulture);
        return port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{text} port {number}") : text;
    }

    private static void Field(TextWriter output, string name, string? value)
    {
        if (value is not null)
            output.WriteLine($"  {name,-12}{value}");
    }
}
