using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>BIND: 9 puts <c>client a#port (name): </c> in front, 4 and 8 say <c>… from [a].port for "name"</c>.</summary>
internal static class NamedDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        start = NamedLog.SkipHead(frame, ref envelope, start);
        fields.Message = new ByteRange(start, frame.Length - start);
        fields.AppName = envelope.AppName;
        fields.Host = envelope.Host;
        int at = start;
        return Phrase.Skip(frame, ref at, "client "u8) ? Client(frame, at, ref fields) : NamedOldLine.Parse(frame, start, ref fields);
    }

    /// <summary><c>[@0x… ]a#port[ (name)]: [view v: ]text</c>; the name is what was asked for, its spaces escaped.</summary>
    private static DialectOutcome Client(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (frame[at..].StartsWith("@"u8))
            at = Math.Min(Ascii.TokenEnd(frame, at) + 1, frame.Length);

        // An IPv6 address has colons of its own: the number sign is behind it.
        int number = Phrase.Find(frame[..Ascii.TokenEnd(frame, at)], at, "#"u8);
        if (number < 0)
            return DialectOutcome.NotMine;
        int digits = number + 1;
        while (digits < frame.Length && Ascii.IsDigit(frame[digits]))
            digits++;
        int text = Phrase.Find(frame, digits, ": "u8);
        if (text < 0)
            return DialectOutcome.NotMine;
        text += 2;
        if (Phrase.Skip(frame, ref text, "view "u8))
        {
            int view = Phrase.Find(frame, text, ": "u8);
            text = view < 0 ? frame.Length : view + 2;
        }

        ProbeActivity activity = Of(frame[text..]);
        if (activity == ProbeActivity.None)
            return DialectOutcome.NotMine;
        fields.Message = new ByteRange(text, frame.Length - text);
        DialectOutcome outcome = Peer.ReadSourcePort(frame, number + 1, digits, ref fields);
        if (outcome.Verdict == DialectVerdict.Event)
            outcome = Peer.Refused(frame, at, number, activity, ref fields);
        if (outcome.Verdict == DialectVerdict.Event && activity == ProbeActivity.Malformed)
            fields.Action = ProbeAction.Other;
        return outcome;
    }

    /// <summary>What became of a request. Names in quotes are the client's, so the word behind them is sought behind the last quote.</summary>
    private static ProbeActivity Of(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("bad zone transfer request: "u8))
            return ProbeActivity.TransferDenied;
        if (text.StartsWith("message parsing failed: "u8) || text.StartsWith("dropping source port zero packet"u8)
            || text.StartsWith("request has invalid signature: "u8))
        {
            return ProbeActivity.Malformed;
        }

        bool isTransfer = text.StartsWith("zone transfer "u8);
        if (!isTransfer && !text.StartsWith("query "u8) && !text.StartsWith("update "u8))
            return ProbeActivity.None;
        ReadOnlySpan<byte> result = text[(text.LastIndexOf((byte)'\'') + 1)..];
        if (!result.StartsWith(" denied"u8) && !text.StartsWith("query (cache) denied"u8))
            return ProbeActivity.None;
        return isTransfer ? ProbeActivity.TransferDenied : ProbeActivity.Refused;
    }
}
