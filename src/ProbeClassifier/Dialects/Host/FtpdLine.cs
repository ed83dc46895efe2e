using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>ftpd of BSD and Linux, wu-ftpd and pure-ftpd. <c>host [address]</c> stands before what the client chose.</summary>
internal static class FtpdLine
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "failed login from "u8) || Phrase.Skip(frame, ref at, "login failed from "u8)
            || Phrase.Skip(frame, ref at, "repeated login failures from "u8))
        {
            return Bracketed(frame, at, ProbeActivity.LoginFailed, ref fields);
        }

        if (Phrase.Skip(frame, ref at, "FTP LOGIN FAILED "u8) || Phrase.Skip(frame, ref at, "FTP LOGIN REFUSED "u8))
            return Refused(frame, at, ref fields);
        if (Phrase.Skip(frame, ref at, "SITE EXEC "u8))
        {
            // The format string attack on wu-ftpd of mid-2000; without a percent sign it may be a user of that command.
            return frame[at..].Contains((byte)'%') ? Peer.Refused(ProbeActivity.ExploitAttempt, ref fields) : DialectOutcome.NotMine;
        }

        return frame[at..].StartsWith("("u8) ? PureFtpd(frame, at + 1, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary><c>(reason) for host [address], user</c>, <c>(reason) FROM host [address], user</c>, or BSD's <c>FROM host, user</c>.</summary>
    private static DialectOutcome Refused(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (frame[at..].StartsWith("("u8))
        {
            int close = Phrase.Find(frame, at, ") "u8);
            if (close < 0)
                return Peer.Cut(frame);
            at = close + 2;
        }

        return Phrase.Skip(frame, ref at, "for "u8) || Phrase.Skip(frame, ref at, "FROM "u8)
            ? Bracketed(frame, at, ProbeActivity.LoginFailed, ref fields)
            : Peer.Cut(frame);
    }

    /// <summary><c>host [address]</c>, or <c>host, user</c> where the program prints no address.</summary>
    private static DialectOutcome Bracketed(ReadOnlySpan<byte> frame, int start, ProbeActivity activity, ref EventFields fields)
    {
        int end = Ascii.TokenEnd(frame, start);
        int open = end;
        if (Phrase.Skip(frame, ref open, " ["u8))
        {
            int close = Phrase.Find(frame, open, "]"u8);
            return close < 0 ? Peer.Cut(frame) : Peer.Refused(frame, open, close, activity, ref fields);
        }

        if (end > start && end < frame.Length && frame[end - 1] == ',')
            end--;
        return Peer.Refused(frame, start, end, activity, ref fields);
    }

    /// <summary><c>?@host) [WARNING] Authentication failed for user [x]</c>; before a login the user in front is a question mark.</summary>
    private static DialectOutcome PureFtpd(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int close = Phrase.Find(frame, start, ") "u8);
        if (close < 0)
            return DialectOutcome.NotMine;
        int text = close + 2;
        Phrase.Skip(frame, ref text, "[WARNING] "u8);
        if (!frame[text..].StartsWith("Authentication failed for user "u8))
            return DialectOutcome.NotMine;
        int host = Phrase.FindLast(frame[..close], start, "@"u8) + 1;
        return host == 0 ? DialectOutcome.NotMine : Peer.Refused(frame, host, close, ProbeActivity.LoginFailed, ref fields);
    }
}
