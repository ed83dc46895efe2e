using System;
using System.Text.Json;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;

namespace ProbeClassifier.Outputs.Ecs;

/// <summary>ECS's source, destination, network, related and observer.</summary>
internal static class EcsNetwork
{
    public static void Write(JsonLine line, in ProbeEvent probe, in EventDetails details)
    {
        WriteEndpoint(line, "source"u8, probe.Source, probe.SourcePort, details.Packet.SourceMac.Of(probe.Frame));
        WriteEndpoint(line, "destination"u8, probe.Destination, probe.DestinationPort, details.Packet.DestinationMac.Of(probe.Frame));
        WriteNetwork(line, probe, details.Packet);
        WriteRelated(line, probe);
    }

    /// <summary>Who saw it: for packets and alerts a device that looks on; what programs say of themselves is of their host.</summary>
    public static void WriteObserver(JsonLine line, in ProbeEvent probe, in EventDetails details)
    {
        ReadOnlySpan<byte> host = details.Envelope.Host.Of(probe.Frame);
        Utf8JsonWriter json = line.Json;
        bool isFirewall = details.Nature == EventNature.Packet;
        bool isDetector = probe.Dialect is ProbeDialect.Snort or ProbeDialect.Suricata or ProbeDialect.SuricataEve;
        if (!isFirewall && !isDetector)
        {
            if (host.IsEmpty)
                return;
            json.WriteStartObject("host"u8);
            line.WriteText("hostname"u8, host);
            json.WriteEndObject();
            return;
        }

        json.WriteStartObject("observer"u8);
        line.WriteText("hostname"u8, host);
        json.WriteString("type"u8, isFirewall ? "firewall"u8 : "ids"u8);
        json.WriteString("product"u8, probe.Dialect == ProbeDialect.SuricataEve ? "suricata" : probe.Dialect.ToName());
        WriteInterface(line, "ingress"u8, details.Packet.Ingress.Of(probe.Frame));
        WriteInterface(line, "egress"u8, details.Packet.Egress.Of(probe.Frame));
        json.WriteEndObject();
    }

    private static void WriteEndpoint(JsonLine line, ReadOnlySpan<byte> name, ProbeAddress? address, ushort? port, ReadOnlySpan<byte> mac)
    {
        if (address is null && port is null && mac.IsEmpty)
            return;
        line.Json.WriteStartObject(name);
        line.WriteAddress("ip"u8, address);
        line.WriteNumber("port"u8, port);
        if (!mac.IsEmpty)
        {
            Span<byte> text = stackalloc byte[mac.Length];
            MacText.Write(mac, (byte)'-', text);
            line.Json.WriteString("mac"u8, text);
        }

        line.Json.WriteEndObject();
    }

    private static void WriteNetwork(JsonLine line, in ProbeEvent probe, in PacketDetails packet)
    {
        ProbeAddress? address = probe.Source ?? probe.Destination;
        if (probe.Transport is null && address is null)
            return;
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("network"u8);
        if (probe.Transport is { } transport)
        {
            // iana_number is a keyword in ECS: a text.
            Span<byte> number = stackalloc byte[3];
            ((byte)transport).TryFormat(number, out int length, default, System.Globalization.CultureInfo.InvariantCulture);
            string name = transport.ToIanaName();
            if (!char.IsAsciiDigit(name[0]))
                json.WriteString("transport"u8, name);
            json.WriteString("iana_number"u8, number[..length]);
        }

        if (address is { } present)
            json.WriteString("type"u8, present.IsIPv4 ? "ipv4"u8 : "ipv6"u8);
        if (probe.Dialect == ProbeDialect.AccessLog)
            json.WriteString("protocol"u8, "http"u8);

        // Seen from the device: ECS's words for a perimeter (inbound, outbound) would say more than the log does.
        if (probe.Direction == TrafficDirection.Inbound)
            json.WriteString("direction"u8, "ingress"u8);
        else if (probe.Direction == TrafficDirection.Outbound)
            json.WriteString("direction"u8, "egress"u8);
        line.WriteNumber("bytes"u8, packet.Length);
        json.WriteEndObject();
    }

    private static void WriteRelated(JsonLine line, in ProbeEvent probe)
    {
        if (probe.Source is null && probe.Destination is null)
            return;
        Utf8JsonWriter json = line.Json;
        json.WriteStartObject("related"u8);
        json.WriteStartArray("ip"u8);
        if (probe.Source is { } source)
            line.WriteAddressValue(source);
        if (probe.Destination is { } destination && destination != probe.Source)
            line.WriteAddressValue(destination);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInterface(JsonLine line, ReadOnlySpan<byte> side, ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return;
        line.Json.WriteStartObject(side);
        line.Json.WriteStartObject("interface"u8);
        line.WriteText("name"u8, name);
        line.Json.WriteEndObject();
        line.Json.WriteEndObject();
    }
}
