using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>
/// The other side of a connection, where a program prints it: an address, or a name when it looked one up. A name is an event
/// without a source; what has the letters of an address only and is none was cut or spoilt, and is never taken for a name.
/// </summary>
internal static class Peer
{
    private static readonly SearchValues<byte> Dotted = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> Coloned = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>An event of the client that stands at a place; unparsed when that is a broken address or empty.</summary>
    public static DialectOutcome Refused(ReadOnlySpan<byte> frame, int start, int end, ProbeActivity activity, ref EventFields fields)
    {
        DialectOutcome outcome = ReadSource(frame, start, end, ref fields);
        return outcome.Verdict == DialectVerdict.Event ? Refused(activity, ref fields) : outcome;
    }

    /// <summary>An event of a client that the line does not name.</summary>
    public static DialectOutcome Refused(ProbeActivity activity, ref EventFields fields)
    {
        fields.Activity = activity;
        fields.Action = ProbeAction.Blocked;
        fields.Direction = TrafficDirection.Inbound;
        return DialectOutcome.Event;
    }

    /// <summary>An event of this machine itself.</summary>
    public static DialectOutcome Local(ProbeActivity activity, ref EventFields fields)
    {
        fields.Activity = activity;
        return DialectOutcome.Event;
    }

    /// <summary>Sets the source where an address stands; a name leaves it absent.</summary>
    public static DialectOutcome ReadSource(ReadOnlySpan<byte> frame, int start, int end, ref EventFields fields)
    {
        if (start >= end)
            return Broken(frame, start, end);
        ReadOnlySpan<byte> token = frame[start..end];
        int zone = token.IndexOf((byte)'%');
        ReadOnlySpan<byte> address = zone > 0 && token[..zone].Contains((byte)':') ? token[..zone] : token;
        if (!AddressText.TryParse(address, out ulong high, out ulong low))
            return LooksLikeAddress(token) ? Broken(frame, start, end) : DialectOutcome.Event;

        // 2001:db8:: is an address, and what is left of 2001:db8::1 in a line that was cut there.
        if (end == frame.Length && token.EndsWith("::"u8))
            return Broken(frame, start, end);
        fields.Source = new ProbeAddress(high, low);
        fields.Present |= PresentFields.Source;
        return DialectOutcome.Event;
    }

    /// <summary>Reads a whole token as a port of the source.</summary>
    public static DialectOutcome ReadSourcePort(ReadOnlySpan<byte> frame, int start, int end, ref EventFields fields)
    {
        int i = start;
        if (!Ascii.TryReadNumber(frame[..end], ref i, 65535, out uint port) || i != end)
            return end == frame.Length && i == end ? Cut(frame) : DialectOutcome.Unparsed(UnparsedReason.BadPort, start);
        fields.SourcePort = (ushort)port;
        fields.Present |= PresentFields.SourcePort;
        return DialectOutcome.Event;
    }

    /// <summary>The line ends before what it must say.</summary>
    public static DialectOutcome Cut(ReadOnlySpan<byte> frame) => DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);

    private static DialectOutcome Broken(ReadOnlySpan<byte> frame, int start, int end) =>
        end >= frame.Length ? Cut(frame) : DialectOutcome.Unparsed(UnparsedReason.BadAddress, start);

    private static bool LooksLikeAddress(ReadOnlySpan<byte> token) =>
        token.IndexOfAnyExcept(Dotted) < 0 || (token.Contains((byte)':') && token.IndexOfAnyExcept(Coloned) < 0);
}
