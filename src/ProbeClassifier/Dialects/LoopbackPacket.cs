using System;
using ProbeClassifier.Dialects.Ipchains;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects;

/// <summary>
/// Packets that a machine sends to itself: of a loopback address, or by <c>lo</c>, as those from one of its own addresses to the same are.
/// Read from the line when somebody asks.
/// </summary>
internal static class LoopbackPacket
{
    public static bool Is(ReadOnlySpan<byte> frame, in EventFields fields)
    {
        if (IsLoopback(fields.Source) || IsLoopback(fields.Destination))
            return true;
        return fields.Dialect switch
        {
            ProbeDialect.Netfilter => IsByLoopback(frame),
            ProbeDialect.Ipchains => IsIpchainsByLoopback(frame),
            _ => false,
        };
    }

    /// <summary>127.0.0.0/8 and ::1.</summary>
    private static bool IsLoopback(in ProbeAddress address) =>
        address.IsIPv4 ? (byte)(address.Low >> 24) == 127 : address is { High: 0, Low: 1 };

    /// <summary>The interfaces stand right before the packet, so where the message begins does not matter.</summary>
    private static bool IsByLoopback(ReadOnlySpan<byte> frame)
    {
        int source = NetfilterDialect.FindSource(frame, 0);
        return source >= 0 && LinkPart.TryRead(frame, 0, source, out LinkPart link)
            && (link.In.Of(frame).SequenceEqual("lo"u8) || link.Out.Of(frame).SequenceEqual("lo"u8));
    }

    private static bool IsIpchainsByLoopback(ReadOnlySpan<byte> frame)
    {
        int start = frame.IndexOf("Packet log: "u8);
        EventFields scratch = default;
        return start >= 0 && IpchainsDialect.TryReadHead(frame, start, ref scratch, out int proto) && frame[..proto].EndsWith(" lo "u8);
    }
}
