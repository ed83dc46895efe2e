using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// qmail-smtpd's refusal to relay, as itself or chkuser says it, and clients that tcpserver and rblsmtpd turn away. See
/// docs/dialects/mail.md.
/// </summary>
internal static class QmailDialect
{
    /// <summary>Process ids, addresses and the marks about them: words would be a client's.</summary>
    private static readonly SearchValues<byte> BeforeReply = SearchValues.Create(" 0123456789abcdefABCDEF.:[]>"u8);

    /// <summary>Reads a message.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = SkipHead(frame, start);
        fields.Action = ProbeAction.Blocked;
        fields.Direction = TrafficDirection.Inbound;
        if (Ascii.StartsAt(frame, at, "deny "u8))
            return TcpServerDeny.Parse(frame, at, ref fields);
        if (Ascii.StartsAt(frame, at, "CHKUSER rejected "u8))
            return Chkuser.Parse(frame, at, ref fields);
        if (Ascii.StartsAt(frame, at, "421 badiprbl: ip "u8))
            return Listed(frame, at + 17, at, ref fields);
        int end = Ascii.TokenEnd(frame, at);
        if (Ascii.StartsAt(frame, end, " pid "u8))
            return BlackList(frame, at, end + 5, ref fields);
        if (Ascii.StartsAt(frame, end, " blocked "u8) && !frame[at..end].Contains((byte)':'))
            return Listed(frame, end + 9, at, ref fields);
        return NotListed(frame, at, ref fields);
    }

    /// <summary>splogger puts a stamp before the line, and the line's program may have put its name.</summary>
    private static int SkipHead(ReadOnlySpan<byte> frame, int at)
    {
        int i = at;
        if (Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out _) && Ascii.StartsAt(frame, i, "."u8))
        {
            i++;
            if (Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out _) && Ascii.StartsAt(frame, i, " "u8))
                at = i + 1;
        }

        if (Ascii.StartsAt(frame, at, "rblsmtpd: "u8))
            return at + 10;
        if (Ascii.StartsAt(frame, at, "tcpserver: "u8))
            return at + 11;
        return Ascii.StartsAt(frame, at, "qmail-smtpd: "u8) ? at + 13 : at;
    }

    /// <summary>rblsmtpd: <c>address pid n[ list]: 451 text</c>, or 553.</summary>
    private static DialectOutcome BlackList(ReadOnlySpan<byte> frame, int at, int number, ref EventFields fields)
    {
        int colon = frame[number..].IndexOf(": "u8);
        int code = number + colon + 2;
        if (colon < 0 || !Ascii.IsDigit(frame[number]) || !(Ascii.StartsAt(frame, code, "451 "u8) || Ascii.StartsAt(frame, code, "553 "u8)))
            return DialectOutcome.NotMine;
        return Set(frame, at, new ByteRange(code, frame.Length - code), ProbeActivity.Refused, ref fields);
    }

    /// <summary>An address that is on a list; a space must follow, or the address may go on.</summary>
    private static DialectOutcome Listed(ReadOnlySpan<byte> frame, int address, int message, ref EventFields fields) =>
        Ascii.TokenEnd(frame, address) == frame.Length
            ? DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length)
            : Set(frame, address, new ByteRange(message, frame.Length - message), ProbeActivity.Refused, ref fields);

    /// <summary>qmail's reply to a client that may not relay, alone or behind the process and address of who logged it.</summary>
    private static DialectOutcome NotListed(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int reply = at < frame.Length ? frame[at..].IndexOf("553 sorry, that domain isn't in my list of allowed rcpthosts"u8) : -1;
        if (reply < 0 || frame.Slice(at, reply).IndexOfAnyExcept(BeforeReply) >= 0)
            return DialectOutcome.NotMine;
        reply += at;
        fields.Activity = ProbeActivity.RelayDenied;
        fields.Message = new ByteRange(reply + 4, frame.Length - reply - 4);
        while (at < reply)
        {
            int end = Ascii.TokenEnd(frame, at);
            int bare = at + (frame[at] == '[' ? 1 : 0);
            if (AddressToken.TryRead(frame[..end], bare, out fields.Source, out _))
            {
                fields.Present |= PresentFields.Source;
                break;
            }

            at = end + 1;
        }

        return DialectOutcome.Event;
    }

    private static DialectOutcome Set(ReadOnlySpan<byte> frame, int address, ByteRange message, ProbeActivity activity, ref EventFields fields)
    {
        if (!AddressToken.TryRead(frame, address, out fields.Source, out int end) || !Ascii.StartsAt(frame, end, " "u8))
            return DialectOutcome.Unparsed(UnparsedReason.BadAddress, address);
        fields.Present |= PresentFields.Source;
        fields.Activity = activity;
        fields.Message = message;
        return DialectOutcome.Event;
    }
}
