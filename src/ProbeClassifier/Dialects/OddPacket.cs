using System;
using System.Runtime.CompilerServices;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects;

/// <summary>
/// Packets of kinds that are rare and that rules ask for: from the address that they go to; to an address that ends in .0 or .255;
/// TCP with odd control bits. Who reads a line marks them, so that nobody has to look at every packet again.
/// </summary>
internal static class OddPacket
{
    /// <summary>The mark or none, for IPv4 addresses that both are known.</summary>
    /// <param name="source">In host order.</param>
    /// <param name="destination">In host order.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PresentFields Mark(uint source, uint destination) =>
        (source == destination) | ((byte)(destination + 1) <= 1) ? PresentFields.Odd : PresentFields.None;

    /// <summary>The mark or none, for any event of a packet filter.</summary>
    public static PresentFields Mark(ReadOnlySpan<byte> frame, in EventFields fields)
    {
        const PresentFields Both = PresentFields.Source | PresentFields.Destination;
        bool hasDestination = (fields.Present & PresentFields.Destination) != 0;
        bool isOdd = ((fields.Present & Both) == Both && fields.Source == fields.Destination)
            || (hasDestination && fields.Destination.IsIPv4 && (byte)(fields.Destination.Low + 1) <= 1)
            || (fields is { Dialect: ProbeDialect.Netfilter, Transport: Transport.Tcp } && ControlBits.MayBeOdd(frame));
        return isOdd ? PresentFields.Odd : PresentFields.None;
    }
}
