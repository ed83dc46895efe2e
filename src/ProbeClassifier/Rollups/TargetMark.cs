using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// One of 64 places for the host and one for the port that a packet aims at. A run keeps the places that its packets marked as two
/// words: how many there are tells about how many hosts and ports there were (linear counting: Whang, Vander-Zanden, Taylor
/// 1990), whatever the order and however the log was split, for joining runs joins the words.
/// </summary>
/// <param name="Host">The host's place, 0–63.</param>
/// <param name="Port">The port's place, 0–63.</param>
/// <param name="Marks">1: the host counts; 2: the port does; 0 for what is no packet to a service.</param>
internal readonly record struct TargetMark(byte Host, byte Port, byte Marks)
{
    /// <summary>A server's answer goes from a port below this to one at or above it, and is no probe.</summary>
    private const ushort FirstClientPort = 1024;

    private const int Places = 64;

    public ulong HostWord => (ulong)(Marks & 1) << Host;

    public ulong PortWord => (ulong)(Marks >> 1) << Port;

    /// <summary>What a packet aims at: a host, for TCP, UDP and pings; a port, for the first two.</summary>
    /// <param name="fields">An event.</param>
    /// <param name="seed">Decides which hosts and ports share a place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TargetMark Of(in EventFields fields, ulong seed)
    {
        const PresentFields Ports = PresentFields.Destination | PresentFields.SourcePort | PresentFields.DestinationPort;
        if (fields.Dialect > ProbeDialect.Ipchains || fields.Direction == TrafficDirection.Outbound)
            return default;
        if ((fields.Present & Ports) == Ports)
        {
            bool isAnswer = fields.SourcePort < FirstClientPort & fields.DestinationPort >= FirstClientPort;
            var marks = (byte)(isAnswer ? 0 : 3);
            return new TargetMark(Place(fields.Destination, seed), Place(fields.DestinationPort | ((ulong)fields.Transport << 16), seed), marks);
        }

        return IsPing(fields) ? new TargetMark(Place(fields.Destination, seed), 0, 1) : default;
    }

    /// <summary>The seed of rollups with a selection key: who does not know the key cannot choose targets that fall together.</summary>
    public static ulong SeedOf(ulong selectionKey) => selectionKey * 0xD6E8_FEB8_6659_FD93;

    /// <summary>About how many different ones marked the places of a word; the last answer, for a full word, means "or more".</summary>
    public static int Estimate(ulong word)
    {
        int free = Places - BitOperations.PopCount(word);
        return (int)Math.Round(Places * Math.Log((double)Places / Math.Max(free, 1)));
    }

    private static bool IsPing(in EventFields fields) =>
        (fields.Present & (PresentFields.Destination | PresentFields.IcmpType)) == (PresentFields.Destination | PresentFields.IcmpType)
        && fields is { Transport: Transport.Icmp, IcmpType: 8 } or { Transport: Transport.Icmp6, IcmpType: 128 };

    private static byte Place(in ProbeAddress address, ulong seed) => Place((address.High * 0x9E37_79B9_7F4A_7C15) ^ address.Low, seed);

    private static byte Place(ulong value, ulong seed)
    {
        ulong mixed = (value ^ seed) * 0x9E37_79B9_7F4A_7C15;
        return (byte)(((mixed ^ (mixed >> 32)) * 0xD6E8_FEB8_6659_FD93) >> 58);
    }
}
