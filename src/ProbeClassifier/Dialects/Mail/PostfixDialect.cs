using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// Postfix's rejections: <c>[id: ]reject: STAGE from name[address]: code [x.y.z] [&lt;address&gt;: ]reason; from=&lt;…&gt; to=&lt;…&gt; …</c>.
/// See docs/dialects/mail.md.
/// </summary>
internal static class PostfixDialect
{
    private static readonly SearchValues<byte> IdBytes = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> StageBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ-"u8);

    /// <summary>Reads a message.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        if (!TryReadHead(frame, start, out int at, out ProbeAction action))
            return DialectOutcome.NotMine;

        // The name is what DNS says, and a host name: the first bracket is the server's own.
        int open = frame[at..].IndexOfAny((byte)'[', (byte)' ');
        if (open < 0)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
        DialectOutcome client = ClientBracket.Read(frame, at + open, ref fields, out at);
        if (client.Verdict != DialectVerdict.Event)
            return client;
        ClientBracket.ReadPort(frame, ref at, ref fields);
        if (!Ascii.StartsAt(frame, at, ": "u8))
            return DialectOutcome.Unparsed(Ascii.EndsInside(frame, at, ": "u8) ? UnparsedReason.Truncated : UnparsedReason.BadField, at);
        if (!TryFindReason(frame, at + 2, out ByteRange reason, out bool isNullSender))
            return DialectOutcome.NotMine;
        fields.Message = reason;
        fields.Activity = ActivityOf(frame, isNullSender, ref fields.Message);
        fields.Action = action;
        fields.Direction = TrafficDirection.Inbound;
        return fields.Activity == ProbeActivity.None ? DialectOutcome.NotMine : DialectOutcome.Event;
    }

    /// <summary>Reads up to <c> from </c>. The id is missing in the oldest lines, and is NOQUEUE before a message has one.</summary>
    private static bool TryReadHead(ReadOnlySpan<byte> frame, int start, out int at, out ProbeAction action)
    {
        at = start;
        action = ProbeAction.Blocked;
        if (!Ascii.StartsAt(frame, at, "reject: "u8))
        {
            int id = frame[at..].IndexOfAnyExcept(IdBytes);
            if (id <= 0 || !Ascii.StartsAt(frame, at + id, ": "u8))
                return false;
            at += id + 2;
        }

        if (Ascii.StartsAt(frame, at, "reject: "u8))
        {
            at += 8;
        }
        else if (Ascii.StartsAt(frame, at, "milter-reject: "u8))
        {
            at += 15;
        }
        else if (Ascii.StartsAt(frame, at, "reject_warning: "u8))
        {
            at += 16;
            action = ProbeAction.Allowed;
        }
        else
        {
            return false;
        }

        int stage = frame[at..].IndexOfAnyExcept(StageBytes);
        if (stage <= 0 || !Ascii.StartsAt(frame, at + stage, " from "u8))
            return false;
        at += stage + 6;
        return true;
    }

    /// <summary>Passes over the codes and the address that the reason is about, and ends before what the client said.</summary>
    private static bool TryFindReason(ReadOnlySpan<byte> frame, int at, out ByteRange reason, out bool isNullSender)
    {
        reason = default;
        isNullSender = false;
        at = ReplyCode.Skip(frame, at);
        if (Ascii.StartsAt(frame, at, "<"u8))
        {
            int close = ClientText.FindBehind(frame, at, (byte)'>', (byte)':');
            if (close < 0)
                return false;
            at = close + 1;
        }

        if (Ascii.StartsAt(frame, at, ": "u8))
            at += 2;
        if (at >= frame.Length)
            return false;
        int end = frame[at..].IndexOf("; from=<"u8);
        isNullSender = end >= 0 && Ascii.StartsAt(frame, at + end, "; from=<>"u8);
        if (end < 0)
            end = frame[at..].IndexOf("; proto="u8);
        reason = new ByteRange(at, end < 0 ? frame.Length - at : end);
        return true;
    }

    private static ProbeActivity ActivityOf(ReadOnlySpan<byte> frame, bool isNullSender, ref ByteRange reason)
    {
        ReadOnlySpan<byte> text = reason.Of(frame);
        bool isRecipient = Strip(ref text, "Recipient address rejected: "u8);
        if (text.StartsWith("Relay access denied"u8))
            return ProbeActivity.RelayDenied;
        if (isRecipient || text.StartsWith("User unknown"u8))
        {
            if (text.StartsWith("User unknown"u8) || text.StartsWith("undeliverable address"u8))
                return isNullSender ? ProbeActivity.Backscatter : ProbeActivity.None;
        }
        else if (Strip(ref text, "Sender address rejected: "u8))
        {
            if (text.StartsWith("Domain not found"u8) || text.StartsWith("undeliverable address"u8)
                || text.StartsWith("not owned by user"u8) || text.StartsWith("not logged in"u8))
            {
                return ProbeActivity.SenderForged;
            }
        }
        else if (Strip(ref text, "Helo command rejected: "u8) && text.StartsWith("Host not found"u8))
        {
            return ProbeActivity.SenderForged;
        }

        return QuotedVerdict.ActivityOf(frame, ref reason);
    }

    private static bool Strip(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> head)
    {
        if (!text.StartsWith(head))
            return false;
        text = text[head.Length..];
        return true;
    }
}
