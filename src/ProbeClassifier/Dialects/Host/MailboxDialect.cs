using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects.Host;

/// <summary>POP and IMAP servers.</summary>
internal static class MailboxDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        start = DovecotLog.SkipHead(frame, ref envelope, start);
        fields.Message = new ByteRange(start, frame.Length - start);
        fields.AppName = envelope.AppName;
        fields.Host = envelope.Host;
        DialectOutcome outcome = PamFailure.Parse(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = LibwrapRefusal.Parse(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = DovecotLine.Parse(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = PopperLine.Parse(frame, start, ref fields);
        return outcome.Verdict == DialectVerdict.NotMine ? Imapd(frame, start, ref fields) : outcome;
    }

    /// <summary>UW's imapd and ipop3d, Courier and Cyrus.</summary>
    private static DialectOutcome Imapd(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "LOGIN FAILED, "u8))
        {
            // Courier's own words stand behind the user.
            int address = Phrase.FindLast(frame, at - 2, ", ip=["u8);
            int close = address < 0 ? -1 : Phrase.Find(frame, address, "]"u8);
            return close < 0 ? Peer.Cut(frame) : Peer.Refused(frame, address + 6, close, ProbeActivity.LoginFailed, ref fields);
        }

        if (Phrase.Skip(frame, ref at, "badlogin: "u8))
        {
            // Cyrus prints the client before the user.
            int open = Phrase.Find(frame, at, "["u8);
            int close = open < 0 ? -1 : Phrase.Find(frame, open, "]"u8);
            return close < 0 ? Peer.Cut(frame) : Peer.Refused(frame, open + 1, close, ProbeActivity.LoginFailed, ref fields);
        }

        ReadOnlySpan<byte> text = frame[start..];
        ProbeActivity activity = IsFailure(text) ? ProbeActivity.LoginFailed
            : text.StartsWith("Command stream end of file"u8) || text.StartsWith("Unexpected client disconnect"u8)
                ? text.IndexOf(" user=??? host="u8) > 0 ? ProbeActivity.PreauthDisconnect : ProbeActivity.None
            : IsOverlong(text) ? ProbeActivity.ExploitAttempt
            : ProbeActivity.None;
        return activity == ProbeActivity.None ? DialectOutcome.NotMine : AtEnd(frame, start, activity, ref fields);
    }

    private static bool IsFailure(ReadOnlySpan<byte> text) =>
        text.StartsWith("Login failure "u8) || text.StartsWith("Login failed "u8) || text.StartsWith("Login disabled "u8)
        || text.StartsWith("Login excessive login failures "u8) || text.StartsWith("Failed uwmaster override of user="u8)
        || (text.StartsWith("AUTHENTICATE "u8) && text.IndexOf(" failure host="u8) > 0);

    private static bool IsOverlong(ReadOnlySpan<byte> text) =>
        text.StartsWith("command too long"u8) || text.StartsWith("Command too long"u8) || text.StartsWith("line too long"u8)
        || text.StartsWith("Line too long"u8) || text.StartsWith("user name too long"u8) || text.StartsWith("User name too long"u8)
        || text.StartsWith("Possible attack"u8);

    /// <summary><c>… host [address]</c> at the end of the line, behind the user. An overlong command may have no client.</summary>
    private static DialectOutcome AtEnd(ReadOnlySpan<byte> frame, int start, ProbeActivity activity, ref EventFields fields)
    {
        var tail = new LineTail(start, frame.Length);
        tail.TryTake(frame, out int first, out int last);
        Phrase.Skip(frame, ref first, "host="u8);
        ReadOnlySpan<byte> token = frame[first..last];
        if (token.StartsWith("["u8) && token.EndsWith("]"u8))
            return Peer.Refused(frame, first + 1, last - 1, activity, ref fields);
        return activity == ProbeActivity.ExploitAttempt && !token.StartsWith("["u8)
            ? Peer.Refused(activity, ref fields)
            : Peer.Cut(frame);
    }
}
