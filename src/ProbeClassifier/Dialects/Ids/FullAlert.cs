using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>
/// Snort's alert_full, where several lines are one alert: header, classification, stamp and addresses, protocol, and for ICMP its type.
/// The last of these closes it; what comes after (options, references) says nothing that is needed. With -e the link's header stands
/// behind the stamp, and the addresses before the protocol.
/// </summary>
internal static class FullAlert
{
    /// <summary>How far before its closing line an alert may begin, in bytes.</summary>
    public const int Reach = 2048;

    /// <summary>No closing line is longer, its options included.</summary>
    public const int MaxClosingLine = 512;

    /// <summary>Lines in brackets between the header and the addresses.</summary>
    private const int MaxGroupLines = 3;

    /// <summary>Whether a line has the form of one that closes an alert.</summary>
    public static bool IsClosing(ReadOnlySpan<byte> line) => line.Length <= MaxClosingLine && (IsIcmpClosing(line) || (ProtocolAt(line) >= 0 && !IsIcmpHead(line)));

    /// <summary>
    /// Finds where the alert begins that a line closes, by the forms of the lines before it. False when they are not those of an alert.
    /// </summary>
    /// <param name="text">What stands before the closing line, and that line.</param>
    /// <param name="closing">Where the closing line begins.</param>
    /// <param name="atLineStart">Whether <paramref name="text"/> begins where a line does.</param>
    /// <param name="start">Where the alert begins.</param>
    public static bool TryFind(ReadOnlySpan<byte> text, int closing, bool atLineStart, out int start)
    {
        start = closing;
        if (IsIcmpClosing(text[closing..]) && !(TryPrevious(text, atLineStart, ref start) && IsIcmpHead(text[start..])))
            return false;
        if (!TryPrevious(text, atLineStart, ref start) || !AlertStamp.IsAt(text, start))
            return false;
        for (int lines = 0; lines <= MaxGroupLines; lines++)
        {
            if (!TryPrevious(text, atLineStart, ref start) || text[start] != '[')
                return false;
            if (Ascii.StartsAt(text, start, "[**] "u8))
                return true;
        }

        return false;
    }

    /// <summary>Reads an alert that was found, from its header to its closing line.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, ref EventFields fields)
    {
        int lineEnd = LineEnd(frame, 0, out int next);
        int message = AlertHead.Read(frame, 0, out _, ref fields);
        if (message >= lineEnd || !frame[..lineEnd].EndsWith("[**]"u8) || lineEnd - 4 < message)
            return DialectOutcome.NotMine;
        fields.Message = AlertHead.Unquoted(frame, message, lineEnd - 4);
        int at = next;
        for (lineEnd = LineEnd(frame, at, out next); frame[at] == '['; at = next, lineEnd = LineEnd(frame, at, out next))
        {
            DialectOutcome groups = AlertTail.ReadGroups(frame, ref at, lineEnd, ref fields);
            if (groups.Verdict != DialectVerdict.Event)
                return groups;
        }

        int stampEnd = Ascii.TokenEnd(frame[..lineEnd], at);
        bool isQuoted = frame[fields.Message.Start - 1] == '"';
        if (!AlertStamp.TryRead(frame[at..stampEnd], isQuoted, ref envelope.Stamp))
            return DialectOutcome.Unparsed(UnparsedReason.BadField, at);
        int addresses = Math.Min(stampEnd + 1, lineEnd);
        int protocol = ProtocolAt(frame[next..]);
        if (!AlertProtocol.TryRead(frame.Slice(next + protocol, NameLength(frame[(next + protocol)..])), ref fields))
            return DialectOutcome.Unparsed(UnparsedReason.BadProtocol, next + protocol);

        // Addresses are in one place or the other.
        bool hasLink = protocol > 0;
        if (hasLink && !IsLink(frame[addresses..lineEnd]))
            return DialectOutcome.Unparsed(UnparsedReason.BadField, addresses);
        DialectOutcome outcome = hasLink
            ? AlertTail.ReadEndpoints(frame, next, next + protocol - 1, ref fields)
            : AlertTail.ReadEndpoints(frame, addresses, lineEnd, ref fields);
        if (outcome.Verdict != DialectVerdict.Event)
            return outcome;
        PortscanText.SetActivity(fields.Message.Of(frame), ref fields);
        LineEnd(frame, next, out int detail);
        return detail == frame.Length ? outcome : ReadDetail(frame, detail, ref fields);
    }

    /// <summary><c>Type:8  Code:0</c>, or <c>Frag Offset: 0x00B9</c> in a fragment's place.</summary>
    private static DialectOutcome ReadDetail(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        if (Ascii.StartsAt(frame, at, FragmentStart))
        {
            if (!Ascii.StartsAt(frame, at, "Frag Offset: 0x0000"u8))
                fields.Present |= PresentFields.Fragment;
            return DialectOutcome.Event;
        }

        int i = at + 5;
        bool hasType = Ascii.TryReadNumber(frame, ref i, 255, out uint type);
        i += 7;
        if (!hasType || !Ascii.TryReadNumber(frame, ref i, 255, out uint code))
            return DialectOutcome.Unparsed(UnparsedReason.BadIcmp, at);
        fields.IcmpType = (byte)type;
        fields.IcmpCode = (byte)code;
        fields.Present |= PresentFields.IcmpType | PresentFields.IcmpCode;
        return DialectOutcome.Event;
    }

    private static ReadOnlySpan<byte> FragmentStart => "Frag Offset: 0x"u8;

    private static bool IsIcmpHead(ReadOnlySpan<byte> line) => ProtocolAt(line) is >= 0 and var at && line[at..].StartsWith("ICMP TTL:"u8);

    /// <summary><c>0:C:29:AA:BB:CC -> 0:50:56:DD:EE:FF type:0x800 len:0x3C</c>, and what other links have in its place.</summary>
    private static bool IsLink(ReadOnlySpan<byte> text) => text.IndexOf(" -> "u8) > 0 && text.IndexOf(" len:0x"u8) > 0;

    private static bool IsIcmpClosing(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith(FragmentStart))
            return true;
        if (!line.StartsWith("Type:"u8))
            return false;
        int i = 5;
        Ascii.TryReadNumber(line, ref i, uint.MaxValue, out _);
        return i > 5 && Ascii.StartsAt(line, i, "  Code:"u8) && i + 7 < line.Length && Ascii.IsDigit(line[i + 7]);
    }

    /// <summary>Where the protocol stands in its line: at the start, or behind <c>a -> b</c>; -1 where there is none.</summary>
    private static int ProtocolAt(ReadOnlySpan<byte> line)
    {
        if (NameLength(line) > 0)
            return 0;
        int source = Ascii.TokenEnd(line[..Math.Min(line.Length, 64)], 0);
        if (source == 0 || !Ascii.StartsAt(line, source, " -> "u8))
            return -1;
        ReadOnlySpan<byte> rest = line[(source + 4)..];
        int destination = Ascii.TokenEnd(rest[..Math.Min(rest.Length, 64)], 0);
        return destination > 0 && destination < rest.Length && NameLength(rest[(destination + 1)..]) > 0 ? source + 4 + destination + 1 : -1;
    }

    /// <summary>The length of a protocol's name if <c>NAME TTL:n</c> stands here, or 0.</summary>
    private static int NameLength(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> start = line[..Math.Min(line.Length, 40)];
        int length = Ascii.TokenEnd(start, 0);
        return Ascii.StartsAt(line, length, " TTL:"u8) && length + 5 < line.Length && Ascii.IsDigit(line[length + 5]) ? length : 0;
    }

    /// <summary>Moves to the start of the line before; false where there is none, or it begins before the text.</summary>
    private static bool TryPrevious(ReadOnlySpan<byte> text, bool atLineStart, ref int start)
    {
        if (start == 0)
            return false;
        start = text[..(start - 1)].LastIndexOf((byte)'\n') + 1;
        return start > 0 || atLineStart;
    }

    /// <summary>Where a line's text ends, without spaces and CR at its end, and where the next line begins.</summary>
    private static int LineEnd(ReadOnlySpan<byte> frame, int at, out int next)
    {
        int length = frame[at..].IndexOf((byte)'\n');
        next = length < 0 ? frame.Length : at + length + 1;
        return at + frame[at..(length < 0 ? frame.Length : at + length)].TrimEnd(" \r"u8).Length;
    }
}
