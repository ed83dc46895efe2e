using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// sendmail's rejections by a ruleset, and its lines about a client whose name may be forged:
/// <c>[id: ]ruleset=check_rcpt, arg1=…, relay=name [address] (may be forged), reject=code [x.y.z] &lt;…&gt;... reason</c>.
/// See docs/dialects/mail.md.
/// </summary>
internal static class SendmailDialect
{
    /// <summary>Reads a message.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        int at = QueueId.Skip(frame, start, "Milter"u8);
        DialectOutcome outcome;
        if (Ascii.StartsAt(frame, at, "ruleset="u8))
            outcome = Ruleset(frame, at, ref fields);
        else if (Ascii.StartsAt(frame, at, "Milter: "u8))
            outcome = Milter(frame, at + 8, ref fields);
        else
            outcome = ForgedName.Parse(frame, at, ref fields);
        if (outcome.Verdict == DialectVerdict.Event)
            fields.Direction = TrafficDirection.Inbound;
        return outcome;
    }

    private static DialectOutcome Ruleset(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        // Arguments are the client's, and one comes before its address: what is in quotes and comments is passed over.
        ByteRange argument = default;
        bool isNullSender = false;
        bool isForged = false;
        bool hasClient = false;
        while (true)
        {
            if (Ascii.StartsAt(frame, at, "reject="u8))
                return hasClient ? Rejection(frame, at + 7, argument, isNullSender, isForged, ref fields) : DialectOutcome.Unparsed(UnparsedReason.NoSource, at);
            if (!hasClient && Ascii.StartsAt(frame, at, "relay="u8))
            {
                hasClient = true;
                DialectOutcome client = Relay(frame, at + 6, ref fields, out at, out isForged);
                if (client.Verdict != DialectVerdict.Event)
                    return client;
                if (!Ascii.StartsAt(frame, at, ", "u8))
                    return DialectOutcome.Unparsed(frame.Length - at < 2 ? UnparsedReason.Truncated : UnparsedReason.BadField, at);
                at += 2;
                continue;
            }

            int end = ClientText.FindBehind(frame, at, (byte)',', (byte)' ', hasComments: true);
            if (end < 0)
                return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
            if (Ascii.StartsAt(frame, at, "arg1="u8))
                argument = new ByteRange(at + 5, end - at - 5);
            isNullSender |= frame[at..end].SequenceEqual("arg1=<>"u8) || frame[at..end].SequenceEqual("from=<>"u8);
            at = end + 2;
        }
    }

    /// <summary>Reads <c>name [address]</c> and whether it may be forged. Neither a name of DNS nor one of ident has spaces or brackets.</summary>
    private static DialectOutcome Relay(ReadOnlySpan<byte> frame, int at, ref EventFields fields, out int end, out bool isForged)
    {
        isForged = false;
        end = at;
        int name = frame[at..].IndexOfAny("[ ,"u8);
        if (name < 0)
            return DialectOutcome.Unparsed(UnparsedReason.Truncated, frame.Length);
        end = at + name;
        if (frame[end] == ',')
            return DialectOutcome.Event;
        if (frame[end] == ' ')
            end++;
        DialectOutcome client = ClientBracket.Read(frame, end, ref fields, out end);
        if (client.Verdict == DialectVerdict.Event && Ascii.StartsAt(frame, end, ForgedName.Mark))
        {
            isForged = true;
            fields.Message = new ByteRange(end + 2, ForgedName.Mark.Length - 3);
            end += ForgedName.Mark.Length;
        }

        return client;
    }

    private static DialectOutcome Rejection(ReadOnlySpan<byte> frame, int at, ByteRange argument, bool isNullSender, bool isForged, ref EventFields fields)
    {
        at = ReplyCode.Skip(frame, at);

        // The argument comes again, as it was or cut short.
        if (argument.Length > 0 && Ascii.StartsAt(frame, at, argument.Of(frame)) && Ascii.StartsAt(frame, at + argument.Length, "... "u8))
        {
            at += argument.Length + 4;
        }
        else if (Ascii.StartsAt(frame, at, "<"u8))
        {
            int close = ClientText.FindBehind(frame, at, (byte)'>', (byte)'.', hasComments: true);
            if (close >= 0 && Ascii.StartsAt(frame, close + 1, "... "u8))
                at = close + 5;
        }

        var reason = new ByteRange(at, frame.Length - at);
        ProbeActivity activity = ActivityOf(frame, isNullSender, ref reason);
        if (activity == ProbeActivity.None && !isForged)
            return DialectOutcome.NotMine;
        fields.Activity = activity == ProbeActivity.None ? ProbeActivity.SenderForged : activity;
        if (activity != ProbeActivity.None)
            fields.Message = reason;
        fields.Action = ProbeAction.Blocked;
        return DialectOutcome.Event;
    }

    private static ProbeActivity ActivityOf(ReadOnlySpan<byte> frame, bool isNullSender, ref ByteRange reason)
    {
        ReadOnlySpan<byte> text = reason.Of(frame);
        if (text.StartsWith("Relaying denied"u8) || text.StartsWith("Relaying temporarily denied"u8)
            || text.StartsWith("we do not relay"u8) || text.StartsWith("We do not relay"u8))
        {
            return ProbeActivity.RelayDenied;
        }

        if (text.StartsWith("Domain of sender address "u8))
            return text.EndsWith("does not exist"u8) || text.EndsWith("does not resolve"u8) ? ProbeActivity.SenderForged : ProbeActivity.None;
        if (text.StartsWith("User unknown"u8))
            return isNullSender ? ProbeActivity.Backscatter : ProbeActivity.None;
        return QuotedVerdict.ActivityOf(frame, ref reason);
    }

    /// <summary>A milter's rejection: <c>from=…, reject=…</c>, <c>to=…, reject=…</c>, <c>data, reject=…</c>. It names no client.</summary>
    private static DialectOutcome Milter(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int end = ClientText.FindBehind(frame, at, (byte)',', (byte)' ', hasComments: true);
        if (end < 0 || !Ascii.StartsAt(frame, end + 2, "reject="u8))
            return DialectOutcome.NotMine;
        return Rejection(frame, end + 9, default, isNullSender: false, isForged: false, ref fields);
    }
}
