using System;
using System.Text.Json;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs.Ocsf;

/// <summary>OCSF's endpoints, connection_info, traffic, and the observables that point at them.</summary>
internal static class OcsfEndpoints
{
    /// <summary>
    /// Network classes want at least one endpoint: where the log gives no address, as with resolved names, the source is there and says
    /// only what is known.
    /// </summary>
    public static void Write(JsonLine line, in ProbeEvent probe, in EventDetails details, bool isEvidence)
    {
        ReadOnlySpan<byte> frame = probe.Frame;
        bool hasDestination = probe.Destination is not null || probe.DestinationPort is not null;
        if (probe.Source is not null || probe.SourcePort is not null || (!isEvidence && !hasDestination))
            WriteEndpoint(line, "src_endpoint"u8, probe.Source, probe.SourcePort, details.Packet.SourceMac.Of(frame), details.Packet.Ingress.Of(frame));
        if (hasDestination)
            WriteEndpoint(line, "dst_endpoint"u8, probe.Destination, probe.DestinationPort, details.Packet.DestinationMac.Of(frame), details.Packet.Egress.Of(frame));
        if (probe.Transport is not null || !isEvidence)
            WriteConnection(line, probe, details);
        if (details.Packet.Length is not { } bytes || isEvidence)
            return;
        line.Json.WriteStartObject("traffic"u8);
        line.Json.WriteNumber("bytes"u8, bytes);
        line.Json.WriteNumber("packets"u8, 1);
        line.Json.WriteEndObject();
    }

    /// <summary>Addresses by which events are found together.</summary>
    public static void WriteObservables(JsonLine line, in ProbeEvent probe, bool isFinding)
    {
        if (probe.Source is null && probe.Destination is null)
            return;
        line.Json.WriteStartArray("observables"u8);
        WriteObservable(line, isFinding ? "evidences.src_endpoint.ip"u8 : "src_endpoint.ip"u8, probe.Source);
        WriteObservable(line, isFinding ? "evidences.dst_endpoint.ip"u8 : "dst_endpoint.ip"u8, probe.Destination);
        line.Json.WriteEndArray();
    }

    private static void WriteEndpoint(JsonLine line, ReadOnlySpan<byte> name, ProbeAddress? address, ushort? port, ReadOnlySpan<byte> mac, ReadOnlySpan<byte> device)
    {
        line.Json.WriteStartObject(name);
        line.WriteAddress("ip"u8, address);
        line.WriteNumber("port"u8, port);
        if (!mac.IsEmpty)
        {
            Span<byte> text = stackalloc byte[mac.Length];
            MacText.Write(mac, (byte)':', text);
            line.Json.WriteString("mac"u8, text);
        }

        line.WriteText("interface_name"u8, device);
        line.Json.WriteEndObject();
    }

    private static void WriteConnection(JsonLine line, in ProbeEvent probe, in EventDetails details)
    {
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("connection_info"u8);
        if (probe.Transport is { } transport)
        {
            json.WriteNumber("protocol_num"u8, (byte)transport);
            string name = transport.ToIanaName();
            if (!char.IsAsciiDigit(name[0]))
                json.WriteString("protocol_name"u8, name);
        }

        if ((probe.Source ?? probe.Destination) is { } address)
            json.WriteNumber("protocol_ver_id"u8, address.IsIPv4 ? 4 : 6);
        json.WriteNumber("direction_id"u8, probe.Direction switch
        {
            TrafficDirection.Inbound => 1,
            TrafficDirection.Outbound => 2,
            _ => 0,
        });
        if (details.Packet.ControlBits is { } bits)
            json.WriteNumber("tcp_flags"u8, (int)bits);
        json.WriteEndObject();
    }

    private static void WriteObservable(JsonLine line, ReadOnlySpan<byte> name, ProbeAddress? address)
    {
        if (address is null)
            return;
        line.Json.WriteStartObject();
        line.Json.WriteString("name"u8, name);
        line.Json.WriteNumber("type_id"u8, 2);
        line.Json.WriteString("type"u8, "IP Address"u8);
        line.WriteAddress("value"u8, address);
        line.Json.WriteEndObject();
    }
}
