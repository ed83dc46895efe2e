using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// Exim's rejections: <c>H=name (helo) [address]:port … F=&lt;sender&gt; rejected RCPT &lt;recipient&gt;: reason</c>, and what Exim 3 wrote
/// of refused relays. See docs/dialects/mail.md.
/// </summary>
internal static class EximDialect
{
    /// <summary>Reads a message, or a whole line of Exim's own log.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        bool isOwnLog = EximLog.IsOwn(frame, envelope);
        int at = EximLog.SkipHead(frame, isOwnLog ? envelope.Start : start, out int zone);
        if (isOwnLog)
        {
            // What looked like an app-name was a field of the message.
            fields.AppName = default;
            if (zone >= 0 && Ascii.TwoDigits(frame, zone + 1) <= 14 && Ascii.TwoDigits(frame, zone + 3) <= 59)
            {
                int minutes = (Ascii.TwoDigits(frame, zone + 1) * 60) + Ascii.TwoDigits(frame, zone + 3);
                envelope.Stamp.HasOffset = true;
                envelope.Stamp.OffsetMinutes = (short)(frame[zone] == '-' ? -minutes : minutes);
            }
        }

        if (Ascii.StartsAt(frame, at, "DKIM: "u8))
            return Dkim(frame, at + 6, ref fields);
        DialectOutcome outcome = Ascii.StartsAt(frame, at, "refused relay "u8)
            ? RefusedRelay(frame, at, ref fields)
            : Rejection(frame, at, ref fields);
        if (outcome.Verdict == DialectVerdict.Event)
        {
            fields.Action = ProbeAction.Blocked;
            fields.Direction = TrafficDirection.Inbound;
        }

        return outcome;
    }

    private static DialectOutcome Rejection(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        // Without a rejection, hosts and senders are those of mail that was taken.
        if (at >= frame.Length || frame[at..].IndexOf("rejected "u8) < 0)
            return DialectOutcome.NotMine;
        bool hasClient = false;
        bool isNullSender = false;
        while (KeyLength(frame, at) is > 0 and int key)
        {
            if (!hasClient && frame[at..(at + key)].SequenceEqual("H="u8))
            {
                hasClient = true;
                at += key;
                DialectOutcome client = EximClient.Read(frame, ref at, ref fields);
                if (client.Verdict != DialectVerdict.Event)
                    return client;
            }
            else
            {
                int end = ClientText.TokenEnd(frame, at);
                isNullSender |= frame[at..end].SequenceEqual("F=<>"u8);
                at = end;
            }

            if (!Ascii.StartsAt(frame, at, " "u8))
                return DialectOutcome.NotMine;
            at++;
        }

        if (Ascii.StartsAt(frame, at, "temporarily "u8))
            at += 12;
        if (!hasClient || !Ascii.StartsAt(frame, at, "rejected "u8) || !TryFindReason(frame, at + 9, out bool isRecipient, out ByteRange reason))
            return DialectOutcome.NotMine;
        fields.Message = reason;
        fields.Activity = ActivityOf(frame, isRecipient && isNullSender, ref fields.Message);
        return fields.Activity == ProbeActivity.None ? DialectOutcome.NotMine : DialectOutcome.Event;
    }

    /// <summary>How long the <c>Name=</c> is that stands at a place; 0 when none does.</summary>
    private static int KeyLength(ReadOnlySpan<byte> frame, int at)
    {
        int i = at;
        while (i < frame.Length && i - at < 4 && (frame[i] | 0x20) is >= 'a' and <= 'z')
            i++;
        return i > at && Ascii.StartsAt(frame, i, "="u8) ? i + 1 - at : 0;
    }

    private static bool TryFindReason(ReadOnlySpan<byte> frame, int at, out bool isRecipient, out ByteRange reason)
    {
        isRecipient = Ascii.StartsAt(frame, at, "RCPT "u8);
        bool hasAddress = (isRecipient || Ascii.StartsAt(frame, at, "MAIL "u8)) && Ascii.StartsAt(frame, at + 5, "<"u8);
        reason = default;
        int colon = hasAddress
            ? ClientText.FindBehind(frame, at + 5, (byte)'>', (byte)':') + 1
            : ClientText.FindBehind(frame, at, (byte)':', (byte)' ');
        if (colon <= 0 || !Ascii.StartsAt(frame, colon, ": "u8))
            return false;
        reason = new ByteRange(colon + 2, frame.Length - colon - 2);
        return reason.Length > 0;
    }

    private static ProbeActivity ActivityOf(ReadOnlySpan<byte> frame, bool isRecipientOfErrorMail, ref ByteRange reason)
    {
        ReadOnlySpan<byte> text = reason.Of(frame);
        if (text.StartsWith("relay not permitted"u8) || text.StartsWith("Relay not permitted"u8) || text.StartsWith("Relaying denied"u8))
            return ProbeActivity.RelayDenied;
        if (text.StartsWith("Unknown user"u8) || text.StartsWith("Unrouteable address"u8) || text.StartsWith("User unknown"u8))
            return isRecipientOfErrorMail ? ProbeActivity.Backscatter : ProbeActivity.None;
        if (text.StartsWith("Sender verify failed"u8) || text.StartsWith("unrouteable mail domain"u8))
            return ProbeActivity.SenderForged;
        return QuotedVerdict.ActivityOf(frame, ref reason);
    }

    /// <summary>Exim 3: <c>refused relay (host) to &lt;…&gt; from &lt;…&gt; H=name (helo) [address]</c>, the client at the end.</summary>
    private static DialectOutcome RefusedRelay(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int host = frame[at..].LastIndexOf(" H="u8);
        if (host < 0)
            return DialectOutcome.Unparsed(UnparsedReason.NoSource, frame.Length);
        int end = at + host + 3;
        DialectOutcome client = EximClient.Read(frame, ref end, ref fields);
        if (client.Verdict == DialectVerdict.Event && end < frame.Length)
            return DialectOutcome.Unparsed(UnparsedReason.BadField, end);
        fields.Activity = ProbeActivity.RelayDenied;
        fields.Message = new ByteRange(at, 13);
        return client;
    }

    /// <summary>A signature's check: its fields are the sender's, and Exim's own words come last, in brackets. No client is named.</summary>
    private static DialectOutcome Dkim(ReadOnlySpan<byte> frame, int at, ref EventFields fields)
    {
        int verdict = frame[at..].LastIndexOf((byte)'[');
        if (verdict < 0 || !Ascii.StartsAt(frame, at + verdict, "[verification failed"u8))
            return DialectOutcome.NotMine;
        int start = at + verdict + 1;
        fields.Activity = ProbeActivity.SenderCheckFailed;
        fields.Message = new ByteRange(start, frame.Length - start - (frame[^1] == ']' ? 1 : 0));
        return DialectOutcome.Event;
    }
}
