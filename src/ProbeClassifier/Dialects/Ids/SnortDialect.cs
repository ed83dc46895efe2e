using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>Snort's alert_fast and alert_syslog, and Suricata's, which are written alike. See docs/dialects/snort.md.</summary>
internal static class SnortDialect
{
    /// <summary>The generator of ARP alerts, which have no addresses of IP.</summary>
    private const uint ArpGenerator = 112;

    /// <summary>Reads a message. A frame with line ends in it is an alert of alert_full, put together.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        if (fields.Dialect == ProbeDialect.Suricata && EveDialect.IsAt(frame, start))
        {
            fields.Dialect = ProbeDialect.SuricataEve;
            return EveDialect.Parse(frame, ref envelope, start, ref fields);
        }

        if (frame.Contains((byte)'\n'))
            return FullAlert.Parse(frame, ref envelope, ref fields);
        int at = SkipMessageId(frame, start);
        int stamp = at;
        bool isStamped = AlertStamp.IsAt(frame, at);
        if (isStamped)
            at = Ascii.TokenEnd(frame, at);
        int end = frame.TrimEnd((byte)' ').Length;
        int message = AlertHead.Read(frame, at, out bool isMarked, ref fields);
        if (message > end)
            return DialectOutcome.NotMine;
        DialectOutcome outcome = isMarked ? ParseMarked(frame, message, end, ref fields) : ParseUnmarked(frame, message, end, ref fields);

        // Where neither a program's name nor a stamp says that this is an alert, only a whole one is.
        if (outcome.Verdict == DialectVerdict.Unparsed && !isStamped && !envelope.AppName.IsPresent)
            return DialectOutcome.NotMine;
        if (outcome.Verdict != DialectVerdict.Event || !isStamped)
            return outcome;
        bool isQuoted = fields.Message.Start > 0 && frame[fields.Message.Start - 1] == '"';
        return AlertStamp.TryRead(frame[stamp..Ascii.TokenEnd(frame, stamp)], isQuoted, ref envelope.Stamp)
            ? outcome
            : DialectOutcome.Unparsed(UnparsedReason.BadField, stamp);
    }

    /// <summary><c>message [**] tail</c>: the last mark ends the message, whatever stands in it.</summary>
    private static DialectOutcome ParseMarked(ReadOnlySpan<byte> frame, int start, int end, ref EventFields fields)
    {
        bool isRaw = false;
        int mark = LastMark(frame, start, end);
        if (mark >= 0 && Ascii.StartsAt(frame, mark, " [**] [Raw pkt: "u8) && frame[end - 1] == ']')
        {
            // Suricata shows a packet that it cannot decode in place of addresses.
            isRaw = true;
            end = mark;
            mark = LastMark(frame, start, end);
        }

        ByteRange message = AlertHead.Unquoted(frame, start, mark < 0 ? end : Math.Max(mark, start));
        if (PortscanText.IsReport(message.Of(frame)))
            return PortscanText.Parse(frame, message, ref fields);
        if (mark < 0)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
        fields.Message = message;
        return ParseTail(frame, mark + 5, end, isRaw, ref fields);
    }

    /// <summary><c>message tail</c>, as syslog has it: the tail begins where the last of its parts does that is the first in order.</summary>
    private static DialectOutcome ParseUnmarked(ReadOnlySpan<byte> frame, int start, int end, ref EventFields fields)
    {
        ReadOnlySpan<byte> text = frame[start..end];
        if (PortscanText.IsReport(text))
            return PortscanText.Parse(frame, new ByteRange(start, text.Length), ref fields);
        bool isSigned = (fields.Present & PresentFields.Signature) != 0;
        int tail = TailOf(text);
        if (tail < 0)
            return DialectOutcome.NotMine;
        fields.Message = AlertHead.Unquoted(frame, start, start + tail);
        DialectOutcome outcome = ParseTail(frame, start + tail, end, isRaw: false, ref fields);

        // Without numbers there is nothing but the whole that tells an alert from what else Snort says.
        return isSigned || outcome.Verdict == DialectVerdict.Event ? outcome : DialectOutcome.NotMine;
    }

    private static DialectOutcome ParseTail(ReadOnlySpan<byte> frame, int at, int end, bool isRaw, ref EventFields fields)
    {
        bool isBare = isRaw || ((fields.Present & PresentFields.Signature) != 0 && fields.Signature.Generator == ArpGenerator);
        DialectOutcome outcome = default;
        if (isBare)
        {
            int i = at;
            outcome = AlertTail.ReadGroups(frame, ref i, end, ref fields);
            isBare = i == end;
        }

        if (!isBare)
            outcome = AlertTail.Read(frame, at, end, ref fields);
        PortscanText.SetActivity(fields.Message.Of(frame), ref fields);
        return outcome;
    }

    /// <summary>Where the last <c> [**]</c> begins that ends the line or has a space behind it; -1 without one.</summary>
    private static int LastMark(ReadOnlySpan<byte> frame, int start, int end)
    {
        // The space before it may be the one before the message, which is then empty.
        int from = start - 1;
        int found = frame[from..end].LastIndexOf(" [**] "u8);
        if (frame[from..end].EndsWith(" [**]"u8))
            return end - 5;
        return found < 0 ? -1 : from + found;
    }

    /// <summary>-1 where nothing of a tail is there: a line cut that early says no more than any other text.</summary>
    private static int TailOf(ReadOnlySpan<byte> text)
    {
        int tail = text.LastIndexOf(" [Classification: "u8);
        if (tail < 0)
            tail = text.LastIndexOf(" [Priority: "u8);
        if (tail >= 0)
            return tail;
        int arrow = text.LastIndexOf(" -> "u8);
        if (arrow < 0)
            return -1;
        tail = text[..arrow].LastIndexOf(" {"u8);
        return tail >= 0 ? tail : text[..arrow].LastIndexOf(": "u8);
    }

    /// <summary>Passes over <c>[ID 702911 auth.alert] </c>, which Solaris puts before every message.</summary>
    private static int SkipMessageId(ReadOnlySpan<byte> frame, int at)
    {
        if (!Ascii.StartsAt(frame, at, "[ID "u8))
            return at;
        int close = frame[at..].IndexOf("] "u8);
        return close < 0 ? at : at + close + 2;
    }
}
