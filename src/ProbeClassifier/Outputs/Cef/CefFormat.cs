using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs.Cef;

/// <summary>A tagged event as a line of ArcSight's Common Event Format, version 0: docs/outputs.md lists each key.</summary>
internal sealed class CefFormat(EventWriterOptions options) : IEventFormat
{
    private readonly Dictionary<string, TagFacts> _facts = TagFacts.OfAll(options.Rules);

    public void Write(in ProbeEvent probe, TagSet tags, ReadOnlySpan<byte> id, IBufferWriter<byte> output)
    {
        EventDetails details = EventDetails.Read(probe);
        WriteHeader(probe, tags, output);
        var extension = new CefExtension(output);
        if (!id.IsEmpty)
            extension.AddWhole("externalId"u8, id);
        WriteWhen(ref extension, probe, details);
        WritePacket(ref extension, probe, details);
        WriteRequest(ref extension, probe, details);
        WriteText(ref extension, probe, details);
        WriteTags(ref extension, tags, output);
        if (options.Original)
            extension.AddWhole("rawEvent"u8, probe.Frame);
        output.Write("\n"u8);
    }

    public void Dispose()
    {
    }

    private void WriteHeader(in ProbeEvent probe, TagSet tags, IBufferWriter<byte> output)
    {
        string id = tags.Tags.Count > 0 ? tags.Tags[0].Id : "untagged";
        string name = tags.Tags.Count > 0 ? _facts.GetValueOrDefault(id)?.Name ?? id : probe.Activity != ProbeActivity.None
            ? probe.Activity.ToName()
            : probe.Dialect == ProbeDialect.AccessLog ? "web request" : "packet";
        output.Write("CEF:0|ProbeClassifier|probeclassifier|"u8);
        CefText.WriteHeader(output, LibraryVersion.Text);
        output.Write("|"u8);
        CefText.WriteHeader(output, id);
        output.Write("|"u8);
        CefText.WriteHeader(output, name);
        output.Write("|"u8);
        Span<byte> span = output.GetSpan(2);
        SectionWeight.Cef(tags.Section).TryFormat(span, out int length, default, CultureInfo.InvariantCulture);
        output.Advance(length);
        output.Write("|"u8);
    }

    private static void WriteWhen(ref CefExtension extension, in ProbeEvent probe, in EventDetails details)
    {
        extension.Add("rt"u8, probe.Time?.ToUnixTimeMilliseconds());
        extension.Add("dvchost"u8, details.Envelope.Host.Of(probe.Frame));
        extension.Add("deviceProcessName"u8, details.AppName(probe));
        extension.Add("act"u8, EventDetails.Verb(probe));
        if (details.Succeeded(probe) is { } succeeded)
            extension.Add("outcome"u8, succeeded ? "success" : "failure");

        // CEF takes an event without a count for one.
        extension.Add("cnt"u8, probe.IsRepeat ? probe.Count : null);
    }

    private static void WritePacket(ref CefExtension extension, in ProbeEvent probe, in EventDetails details)
    {
        extension.Add("src"u8, "c6a2"u8, "Source IPv6 Address"u8, probe.Source);
        extension.Add("spt"u8, probe.SourcePort);
        AddMac(ref extension, "smac"u8, details.Packet.SourceMac.Of(probe.Frame));
        extension.Add("dst"u8, "c6a3"u8, "Destination IPv6 Address"u8, probe.Destination);
        extension.Add("dpt"u8, probe.DestinationPort);
        AddMac(ref extension, "dmac"u8, details.Packet.DestinationMac.Of(probe.Frame));
        if (probe.Transport is { } transport)
            extension.Add("proto"u8, transport.ToIanaName());
        if (probe.Direction is TrafficDirection.Inbound or TrafficDirection.Outbound)
            extension.Add("deviceDirection"u8, probe.Direction == TrafficDirection.Inbound ? 0 : 1);
        extension.Add("deviceInboundInterface"u8, details.Packet.Ingress.Of(probe.Frame));
        extension.Add("deviceOutboundInterface"u8, details.Packet.Egress.Of(probe.Frame));
        extension.Add("in"u8, details.Packet.Length);
        extension.AddLabelled("cn1"u8, "icmpType"u8, probe.IcmpType);
        extension.AddLabelled("cn2"u8, "icmpCode"u8, probe.IcmpCode);
    }

    private static void WriteRequest(ref CefExtension extension, in ProbeEvent probe, in EventDetails details)
    {
        if (details.Nature == EventNature.Request)
            extension.Add("app"u8, "HTTP");
        extension.Add("requestMethod"u8, details.Request.Method.Of(probe.Frame));
        extension.Add("request"u8, probe.RequestTarget);
        extension.AddLabelled("cn3"u8, "httpStatus"u8, probe.HttpStatus);
    }

    private static void WriteText(ref CefExtension extension, in ProbeEvent probe, in EventDetails details)
    {
        extension.Add("msg"u8, probe.Activity != ProbeActivity.None ? probe.Message : default);
        extension.Add("cat"u8, probe.Classification);
        if (probe.Signature is { } signature)
        {
            Span<byte> text = stackalloc byte[SignatureText.Longest];
            extension.AddLabelled("cs4"u8, "signature"u8, text[..SignatureText.Write(signature, text)]);
        }

        extension.AddLabelled("cs5"u8, "logPrefix"u8, details.Packet.Prefix.Of(probe.Frame));
        extension.AddLabelled("cs3"u8, "dialect"u8, probe.Dialect.ToName());
    }

    private void WriteTags(ref CefExtension extension, TagSet tags, IBufferWriter<byte> output)
    {
        if (tags.Tags.Count == 0)
            return;
        extension.Key("cs1"u8);
        for (int i = 0; i < tags.Tags.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            CefText.WriteValue(output, tags.Tags[i].Id);
        }

        output.Write(" cs1Label=tags"u8);
        extension.AddLabelled("cs2"u8, "section"u8, tags.Section.ToRoman());
        extension.AddLabelled("cs6"u8, "ruleset"u8, options.Rules.Name);
    }

    private static void AddMac(ref CefExtension extension, ReadOnlySpan<byte> key, ReadOnlySpan<byte> mac)
    {
        if (mac.IsEmpty)
            return;
        Span<byte> text = stackalloc byte[mac.Length];
        MacText.Write(mac, (byte)':', text);
        extension.Add(key, text);
    }
}
