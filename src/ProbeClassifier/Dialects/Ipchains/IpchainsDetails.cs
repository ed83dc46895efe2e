using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ipchains;

/// <summary>Reads <see cref="PacketDetails"/> of a line that <see cref="IpchainsDialect"/> understood.</summary>
internal static class IpchainsDetails
{
    public static void Read(ReadOnlySpan<byte> frame, int start, bool isTcp, ref PacketDetails details)
    {
        EventFields fields = default;
        if (!IpchainsDialect.TryReadHead(frame, start, ref fields, out int proto))
            return;

        // The interface stands right before PROTO=. The input chain names the one that a packet came by, the others the one it leaves by;
        // of a chain of the administrator's nobody knows.
        int end = proto - 1;
        int name = frame[..end].LastIndexOf((byte)' ') + 1;
        var device = new ByteRange(name, end - name);
        if (fields.Direction == TrafficDirection.Inbound)
            details.Ingress = device;
        else if (fields.Direction != TrafficDirection.Unknown)
            details.Egress = device;

        ReadOnlySpan<byte> packet = frame[proto..];
        details.Length = Number(packet, " L="u8, 65_535);
        details.TimeToLive = (byte?)Number(packet, " T="u8, 255);
        if (isTcp && (packet.EndsWith(" SYN"u8) || packet.IndexOf(" SYN "u8) >= 0))
            details.ControlBits = TcpControlBits.Syn;
    }

    private static uint? Number(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> key, uint most)
    {
        int at = packet.IndexOf(key);
        if (at < 0)
            return null;
        at += key.Length;
        return Ascii.TryReadNumber(packet, ref at, most, out uint value) && (at == packet.Length || packet[at] == ' ') ? value : null;
    }
}
