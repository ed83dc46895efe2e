using System;
using System.Buffers;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>
/// What follows an alert's message: <c>[Classification: x] [Priority: n] {PROTO} source -> destination</c>, each but the addresses
/// optional, and nothing behind them.
/// </summary>
internal static class AlertTail
{
    private static readonly SearchValues<byte> EndpointBytes = SearchValues.Create("0123456789abcdefABCDEF.:"u8);

    /// <summary>Reads the whole tail, from <paramref name="at"/> to <paramref name="end"/>.</summary>
    public static DialectOutcome Read(ReadOnlySpan<byte> frame, int at, int end, ref EventFields fields)
    {
        DialectOutcome outcome = ReadGroups(frame, ref at, end, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        if (at < end && frame[at] == '{')
        {
            int close = frame[at..end].IndexOf((byte)'}');
            if (close < 0)
                return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
            if (!AlertProtocol.TryRead(frame.Slice(at + 1, close - 1), ref fields))
                return DialectOutcome.Unparsed(UnparsedReason.BadProtocol, at + 1);
            at = SkipSpaces(frame, at + close + 1, end);
        }

        return ReadEndpoints(frame, at, end, ref fields);
    }

    /// <summary>
    /// Reads what is in brackets, and passes over the interface (<c>&lt;eth0&gt;</c>) and the colon that alert_syslog has.
    /// </summary>
    public static DialectOutcome ReadGroups(ReadOnlySpan<byte> frame, ref int at, int end, ref EventFields fields)
    {
        for (; at < end; at++)
        {
            if (frame[at] is (byte)' ' or (byte)':')
                continue;
            if (frame[at] is not ((byte)'[' or (byte)'<'))
                break;
            int close = frame[at..end].IndexOf(frame[at] == '[' ? (byte)']' : (byte)'>');
            if (close < 0)
                return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
            if (!TryGroup(frame, at, at + close, ref fields))
                return DialectOutcome.Unparsed(UnparsedReason.BadField, at);
            at += close;
        }

        return DialectOutcome.Event;
    }

    /// <summary>Reads <c>source -> destination</c>, which end where the text does.</summary>
    public static DialectOutcome ReadEndpoints(ReadOnlySpan<byte> frame, int at, int end, ref EventFields fields)
    {
        ReadOnlySpan<byte> text = frame[..end];
        int sourceEnd = Ascii.TokenEnd(text, at);
        if (sourceEnd == end)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
        bool expectsNumber = ExpectsNumber(fields);
        if (!AlertEndpoint.TryRead(text[at..sourceEnd], expectsNumber, out AlertEndpoint source, out UnparsedReason reason))
            return DialectOutcome.Unparsed(reason, at);
        if (Ascii.EndsInside(text, sourceEnd, " -> "u8) || sourceEnd + 4 == end)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
        if (!Ascii.StartsAt(text, sourceEnd, " -> "u8))
            return DialectOutcome.Unparsed(UnparsedReason.NoDestination, sourceEnd);
        int start = sourceEnd + 4;
        int destinationEnd = Ascii.TokenEnd(text, start);
        if (destinationEnd != end)
            return DialectOutcome.Unparsed(UnparsedReason.BadField, destinationEnd);
        if (!AlertEndpoint.TryRead(text[start..], expectsNumber, out AlertEndpoint destination, out reason))
            return DialectOutcome.Unparsed(text[start..].ContainsAnyExcept(EndpointBytes) || IsWrongAlready(text[start..]) ? reason : UnparsedReason.Truncated, start);

        // Both sides have a number or neither: a line cut before the second one must not pass for a whole.
        if (source.Number >= 0 && destination.Number < 0)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
        if (source.Number < 0 && destination.Number >= 0)
            return DialectOutcome.Unparsed(UnparsedReason.BadPort, at);
        fields.Source = source.Address;
        fields.Destination = destination.Address;
        fields.Present |= PresentFields.Source | PresentFields.Destination;
        return source.Number < 0 || TryNumbers(source.Number, destination.Number, ref fields)
            ? DialectOutcome.Event
            : DialectOutcome.Unparsed(UnparsedReason.BadIcmp, at);
    }

    /// <summary>Snort writes ports where there are any, Suricata always two numbers.</summary>
    private static bool ExpectsNumber(in EventFields fields) =>
        fields.Dialect == ProbeDialect.Suricata
        || ((fields.Present & PresentFields.Transport) != 0 && ProtocolNames.HasPorts(fields.Transport));

    /// <summary>Whether a destination that was not understood is wrong already, whatever a longer line would have added.</summary>
    private static bool IsWrongAlready(ReadOnlySpan<byte> token)
    {
        int colon = token.LastIndexOf((byte)':');
        int dot = token.LastIndexOf((byte)'.');
        return dot >= 0 && (colon > dot ? colon + 1 < token.Length : token.Count((byte)'.') >= 3 && token[^1] != '.');
    }

    private static bool TryNumbers(int source, int destination, ref EventFields fields)
    {
        bool known = (fields.Present & PresentFields.Transport) != 0;
        if (known && fields.Transport is Transport.Icmp or Transport.Icmp6)
        {
            if (source > 255 || destination > 255)
                return false;
            fields.IcmpType = (byte)source;
            fields.IcmpCode = (byte)destination;
            fields.Present |= PresentFields.IcmpType | PresentFields.IcmpCode;
        }
        else if (!known || ProtocolNames.HasPorts(fields.Transport))
        {
            fields.SourcePort = (ushort)source;
            fields.DestinationPort = (ushort)destination;
            fields.Present |= PresentFields.SourcePort | PresentFields.DestinationPort;
        }

        return true;
    }

    private static bool TryGroup(ReadOnlySpan<byte> frame, int open, int close, ref EventFields fields)
    {
        ReadOnlySpan<byte> group = frame[open..close];
        if (group.StartsWith("[Classification: "u8))
        {
            fields.Classification = new ByteRange(open + 17, group.Length - 17);
        }
        else if (group.StartsWith("[Priority: "u8))
        {
            int at = 11;
            if (!Ascii.TryReadNumber(group, ref at, uint.MaxValue, out uint priority) || at != group.Length)
                return false;
            fields.Priority = (byte)Math.Min(priority, byte.MaxValue);
        }

        return true;
    }

    private static int SkipSpaces(ReadOnlySpan<byte> frame, int at, int end)
    {
        while (at < end && frame[at] == ' ')
            at++;
        return at;
    }
}
