using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Host;

/// <summary>proftpd: <c>server (name[address]) - text</c>, or a colon for the dash; the address stands before all that a client chose.</summary>
internal static class ProftpdLine
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int open = Phrase.Find(frame, start, " ("u8);
        int close = Phrase.Find(frame, start, "])"u8);
        if (open < 0 || close < open)
            return DialectOutcome.NotMine;
        int text = close + 2;
        if (!Phrase.Skip(frame, ref text, " - "u8) && !Phrase.Skip(frame, ref text, ": "u8))
            return DialectOutcome.NotMine;
        ProbeActivity activity = Of(frame[text..].TrimEnd((byte)' '));
        if (activity == ProbeActivity.None)
            return DialectOutcome.NotMine;
        int address = Phrase.FindLast(frame[..close], open + 2, "["u8) + 1;
        if (address == 0)
            return DialectOutcome.NotMine;
        fields.Message = new ByteRange(text, frame.Length - text);
        return Peer.Refused(frame, address, close, activity, ref fields);
    }

    /// <summary>A user's name may hold any of these words; <c>Login successful</c> at the end is proftpd's own.</summary>
    private static ProbeActivity Of(ReadOnlySpan<byte> text)
    {
        if (text.EndsWith("Login successful."u8) || text.EndsWith("Login successful"u8))
            return ProbeActivity.None;
        if (text.StartsWith("USER "u8))
        {
            return text.IndexOf(": no such user found from "u8) > 0 ? ProbeActivity.UnknownUser
                : text.IndexOf(" (Login failed): "u8) > 0 ? ProbeActivity.LoginFailed
                : ProbeActivity.None;
        }

        if (text.StartsWith("no such user '"u8))
            return ProbeActivity.UnknownUser;
        if (text.StartsWith("Connection from "u8))
            return text.EndsWith(" denied."u8) || text.EndsWith(" denied"u8) ? ProbeActivity.Refused : ProbeActivity.None;
        return text.StartsWith("SECURITY VIOLATION: "u8) || text.StartsWith("Maximum login attempts ("u8)
            || (text.StartsWith("PAM("u8) && text.IndexOf("): Authentication failure"u8) > 0)
            ? ProbeActivity.LoginFailed
            : ProbeActivity.None;
    }
}
