using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>Logins by telnet, rlogin, FTP and at a terminal.</summary>
internal static class LoginDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        DialectOutcome outcome = PamFailure.Parse(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = LibwrapRefusal.Parse(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = Terminal(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = FtpdLine.Parse(frame, start, ref fields);
        if (outcome.Verdict == DialectVerdict.NotMine)
            outcome = VsftpdLine.Parse(frame, start, ref fields);
        return outcome.Verdict == DialectVerdict.NotMine ? ProftpdLine.Parse(frame, start, ref fields) : outcome;
    }

    /// <summary>login(1), and rshd's complaint about a client's port.</summary>
    private static DialectOutcome Terminal(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "FAILED LOGIN "u8) || Phrase.Skip(frame, ref at, "TOO MANY LOGIN TRIES "u8))
            return FailedLogin(frame, start, at, ref fields);
        if (Phrase.Skip(frame, ref at, "Connection from "u8))
        {
            int end = Ascii.TokenEnd(frame, at);
            return frame[end..].StartsWith(" on illegal port"u8)
                ? Peer.Refused(frame, at, end, ProbeActivity.Refused, ref fields)
                : DialectOutcome.NotMine;
        }

        // BSD: "2 LOGIN FAILURES FROM h", "LOGIN FAILURE ON ttyp0"; "[user" may follow a comma.
        if (Ascii.TryReadNumber(frame, ref at, 9999, out _) && !Phrase.Skip(frame, ref at, " "u8))
            return DialectOutcome.NotMine;
        if (!Phrase.Skip(frame, ref at, "LOGIN FAILURES "u8) && !Phrase.Skip(frame, ref at, "LOGIN FAILURE "u8))
            return DialectOutcome.NotMine;
        if (!Phrase.Skip(frame, ref at, "FROM "u8))
            return AtTerminal(ref fields);
        int last = frame[at..].IndexOfAny(" ,"u8);
        return Peer.Refused(frame, at, last < 0 ? frame.Length : at + last, ProbeActivity.LoginFailed, ref fields);
    }

    /// <summary><c>2 FROM host FOR user, reason</c>; at a terminal <c>(1) on '/dev/tty1' FOR 'user', reason</c>.</summary>
    private static DialectOutcome FailedLogin(ReadOnlySpan<byte> frame, int start, int at, ref EventFields fields)
    {
        ProbeActivity activity = frame[start..].EndsWith("User not known to the underlying authentication module"u8) ? ProbeActivity.UnknownUser : ProbeActivity.LoginFailed;
        int user = Phrase.Find(frame, at, " FOR "u8);
        int from = Phrase.Find(user < 0 ? frame : frame[..user], at, "FROM "u8);
        if (from < 0)
        {
            return user < 0 ? Peer.Cut(frame) : AtTerminal(ref fields, activity);
        }

        // "(null)" is login's word for a terminal's host.
        int end = Ascii.TokenEnd(frame, from + 5);
        return frame[(from + 5)..end].SequenceEqual("(null)"u8)
            ? AtTerminal(ref fields, activity)
            : Peer.Refused(frame, from + 5, end, activity, ref fields);
    }

    private static DialectOutcome AtTerminal(ref EventFields fields, ProbeActivity activity = ProbeActivity.LoginFailed)
    {
        fields.Action = ProbeAction.Blocked;
        return Peer.Local(activity, ref fields);
    }
}
