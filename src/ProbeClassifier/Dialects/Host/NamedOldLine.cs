using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>BIND 4 and 8: <c>what … [a].port …</c>.</summary>
internal static class NamedOldLine
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "denied "u8) || Phrase.Skip(frame, ref at, "unapproved "u8))
        {
            ReadOnlySpan<byte> kind = frame[at..];
            bool isTransfer = kind.StartsWith("AXFR "u8) || kind.StartsWith("IXFR "u8);
            if (!isTransfer && !kind.StartsWith("update "u8) && !kind.StartsWith("query "u8) && !kind.StartsWith("recursive query "u8))
                return DialectOutcome.NotMine;
            int from = Phrase.Find(frame, at, "from ["u8);
            return from < 0 ? Peer.Cut(frame) : Endpoint(frame, from + 6, isTransfer ? ProbeActivity.TransferDenied : ProbeActivity.Refused, ref fields);
        }

        if (Phrase.Skip(frame, ref at, "dropping source port zero packet from ["u8) || Phrase.Skip(frame, ref at, "Malformed response from ["u8)
            || Phrase.Skip(frame, ref at, "Response from unexpected source (["u8))
        {
            return Odd(Endpoint(frame, at, ProbeActivity.Malformed, ref fields), ref fields);
        }

        // "bad referral (zone !< zone) from [a].53": the zones are names, without spaces.
        if (!Phrase.Skip(frame, ref at, "bad referral ("u8))
            return DialectOutcome.NotMine;
        int server = Phrase.Find(frame, at, ") from ["u8);
        return server < 0 ? Peer.Cut(frame) : Odd(Endpoint(frame, server + 8, ProbeActivity.Malformed, ref fields), ref fields);
    }

    /// <summary>Nothing was refused: it was not believed.</summary>
    private static DialectOutcome Odd(DialectOutcome outcome, ref EventFields fields)
    {
        fields.Action = ProbeAction.Other;
        return outcome;
    }

    /// <summary><c>a].port</c>.</summary>
    private static DialectOutcome Endpoint(ReadOnlySpan<byte> frame, int start, ProbeActivity activity, ref EventFields fields)
    {
        int close = Phrase.Find(frame, start, "]"u8);
        if (close < 0)
            return Peer.Cut(frame);
        int port = close + 1;
        if (Phrase.Skip(frame, ref port, "."u8))
        {
            int end = port;
            while (end < frame.Length && Ascii.IsDigit(frame[end]))
                end++;
            DialectOutcome outcome = Peer.ReadSourcePort(frame, port, end, ref fields);
            if (outcome.Verdict != DialectVerdict.Event)
                return outcome;
        }

        return Peer.Refused(frame, start, close, activity, ref fields);
    }
}
