using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>Failures that SPF, DKIM and DMARC checkers write; what passes, or is not decided, is other text. See docs/dialects/mail.md.</summary>
internal static class SenderCheckDialect
{
    /// <summary>Reads a message.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        if (start >= frame.Length)
            return DialectOutcome.NotMine;
        fields.Activity = ProbeActivity.SenderCheckFailed;
        int at = QueueId.Skip(frame, start, "SPF"u8);
        if (Ascii.StartsAt(frame, at, "bad signature data"u8)
            || (Ascii.StartsAt(frame, at, "s="u8) && frame.EndsWith("bad signature"u8))
            || IsVerdictOfName(frame, at))
        {
            fields.Message = new ByteRange(at, frame.Length - at);
            return DialectOutcome.Event;
        }

        return Spf(frame, at, ref fields);
    }

    /// <summary>opendmarc's <c>example.org fail</c> and <c>SPF(mailfrom): a@example.org fail</c>.</summary>
    private static bool IsVerdictOfName(ReadOnlySpan<byte> frame, int at)
    {
        if (Ascii.StartsAt(frame, at, "SPF(mailfrom): "u8))
            at += 15;
        else if (Ascii.StartsAt(frame, at, "SPF(helo): "u8))
            at += 11;
        int end = Ascii.TokenEnd(frame, at);
        return end > at && frame[end..].SequenceEqual(" fail"u8) && frame[at..end].Contains((byte)'.');
    }

    /// <summary>
    /// The result at the head of the line, or the reply that sends the client away; the address behind <c>client-ip=</c> or <c>ip=</c>,
    /// which come before what the client may choose.
    /// </summary>
    private static DialectOutcome Spf(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int message = at;
        if (Ascii.StartsAt(frame, at, "prepend "u8) || Ascii.StartsAt(frame, at, "PREPEND "u8))
            at += 8;
        if (Ascii.StartsAt(frame, at, "Received-SPF: "u8))
            at += 14;
        bool isResult = Ascii.StartsAt(frame, at, "Fail"u8) && (Ascii.StartsAt(frame, at + 4, ";"u8) || Ascii.StartsAt(frame, at + 4, " ("u8));
        if (isResult)
        {
            fields.Message = new ByteRange(at, 4);
            return Client(frame, at, " client-ip="u8, " helo="u8, ref fields);
        }

        if (Ascii.StartsAt(frame, at, "SPF fail: "u8))
        {
            fields.Message = new ByteRange(at, 8);
            return Client(frame, at, Ascii.StartsAt(frame, at + 10, "ip="u8) ? " ip="u8 : ": "u8, ", helo="u8, ref fields);
        }

        if (Ascii.StartsAt(frame, at, "Policy action="u8))
            at += 14;
        else if (Ascii.StartsAt(frame, at, "action="u8))
            at += 7;
        int reply = ReplyCode.Skip(frame, at);
        if (reply == at || frame[at] != '5' || (frame[reply..].IndexOf("SPF fail"u8) < 0 && frame[reply..].IndexOf("SPF Fail"u8) < 0 && frame[reply..].IndexOf("openspf."u8) < 0))
            return DialectOutcome.NotMine;
        fields.Message = new ByteRange(message, frame.Length - message);
        fields.Action = ProbeAction.Blocked;
        fields.Direction = TrafficDirection.Inbound;
        int page = frame[reply..].IndexOf("/Why?"u8);
        return page < 0 ? DialectOutcome.Event : Client(frame, reply + page, ";ip="u8, ";r="u8, ref fields);
    }

    /// <summary>Reads the address behind a key, if it comes before a limit; a byte must follow it, or it may go on.</summary>
    private static DialectOutcome Client(ReadOnlySpan<byte> frame, int at, ReadOnlySpan<byte> key, ReadOnlySpan<byte> limit, ref EventFields fields)
    {
        int place = frame[at..].IndexOf(key);
        int beyond = frame[at..].IndexOf(limit);
        if (place < 0 || (beyond >= 0 && beyond < place))
            return DialectOutcome.Event;
        at += place + key.Length;
        if (!AddressToken.TryRead(frame, at, out ProbeAddress source, out int end))
            return DialectOutcome.Unparsed(frame[at..].IndexOfAny(";, "u8) < 0 ? UnparsedReason.Truncated : UnparsedReason.BadAddress, at);
        if (end == frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, end);
        fields.Source = source;
        fields.Present |= PresentFields.Source;
        return DialectOutcome.Event;
    }
}
