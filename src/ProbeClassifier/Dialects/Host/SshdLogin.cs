using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>sshd's logins that failed.</summary>
internal static class SshdLogin
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        if (Phrase.Skip(frame, ref at, "Invalid user "u8) || Phrase.Skip(frame, ref at, "Illegal user "u8))
            return AtEnd(frame, at - 1, frame.Length, isPortNeeded: false, ProbeActivity.UnknownUser, ref fields);
        if (Phrase.Skip(frame, ref at, "Failed "u8))
            return Failed(frame, at, ref fields);
        if (Phrase.Skip(frame, ref at, "PAM: "u8))
            return Pam(frame, at, ref fields);
        if (Phrase.Skip(frame, ref at, "maximum authentication attempts exceeded for "u8))
            return AtEnd(frame, at, WithoutPreauth(frame), isPortNeeded: true, ProbeActivity.LoginFailed, ref fields);
        if (Phrase.Skip(frame, ref at, "ROOT LOGIN REFUSED FROM "u8))
            return SshdClient.ReadAt(frame, at, ProbeActivity.LoginFailed, ref fields);
        return Phrase.Skip(frame, ref at, "User "u8) ? NotAllowed(frame, at, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary>The end of the message without what sshd's privilege separation adds to it.</summary>
    public static int WithoutPreauth(ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> text = frame.TrimEnd((byte)' ');
        return text.EndsWith(" [preauth]"u8) ? text.Length - 10 : frame.Length;
    }

    /// <summary><c>method for [invalid user] x from a port n ssh2[: key]</c>.</summary>
    private static DialectOutcome Failed(ReadOnlySpan<byte> frame, int method, ref EventFields fields)
    {
        int user = Ascii.TokenEnd(frame, method);
        if (!Phrase.Skip(frame, ref user, " for "u8))
            return DialectOutcome.NotMine;
        user--;
        int end = WithoutPreauth(frame);
        var tail = new LineTail(user, end);
        if (SshdClient.TryReadAtEnd(frame, tail, "from"u8, isPortNeeded: true, ProbeActivity.LoginFailed, ref fields, out DialectOutcome outcome))
        {
            // "ssh2: " may begin what sshd adds, or belong to the name: who of the two is the client cannot be told.
            if (SshdClient.TryReadOnly(frame[..end], user, " ssh2: "u8, ProbeActivity.LoginFailed, ref fields, out _))
                fields.Present = PresentFields.None;
            return outcome;
        }

        // "ssh2: RSA SHA256:…": a fingerprint has no space and no quote, so these places too are counted from the end.
        if (tail.TryTake(frame, out int key, out int keyEnd) && !frame[key..keyEnd].Contains((byte)'"') && tail.TryTake(frame, out _, out _)
            && tail.TryTake(frame, "ssh2:"u8)
            && SshdClient.TryReadAtEnd(frame, tail, "from"u8, isPortNeeded: true, ProbeActivity.LoginFailed, ref fields, out outcome))
        {
            return outcome;
        }

        // A certificate's name, a client's host and user may follow, and hold anything.
        return SshdClient.TryReadOnly(frame[..end], user, " ssh"u8, ProbeActivity.LoginFailed, ref fields, out outcome) ? outcome : Peer.Cut(frame);
    }

    /// <summary><c>what happened for [illegal user] x from h [via a]</c>.</summary>
    private static DialectOutcome Pam(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int user = Phrase.Find(frame, start, " for "u8);
        if (user < 0)
            return DialectOutcome.NotMine;
        ReadOnlySpan<byte> what = frame[start..user];
        bool isUnknown = what.StartsWith("User not known"u8);
        if (!isUnknown && !what.EndsWith("uthentication failure"u8) && !what.EndsWith("uthentication error"u8))
            return DialectOutcome.NotMine;
        var tail = new LineTail(user + 4, frame.Length);
        LineTail whole = tail;
        if (!tail.TryTake(frame, out _, out _) || !tail.TryTake(frame, "via"u8))
            tail = whole;
        return AtEnd(frame, tail.Start, tail.End, isPortNeeded: false, isUnknown ? ProbeActivity.UnknownUser : ProbeActivity.LoginFailed, ref fields);
    }

    /// <summary><c>x [from a] not allowed because …</c>; the reason is sshd's own, so the last of these words are its own too.</summary>
    private static DialectOutcome NotAllowed(ReadOnlySpan<byte> frame, int user, ref EventFields fields)
    {
        int end = Phrase.FindLast(frame, user, " not allowed because "u8);
        if (end < 0)
            return DialectOutcome.NotMine;
        return SshdClient.TryReadAtEnd(frame, new LineTail(user, end), "from"u8, isPortNeeded: false, ProbeActivity.LoginFailed, ref fields, out DialectOutcome outcome)
            ? outcome
            : Peer.Refused(ProbeActivity.LoginFailed, ref fields);
    }

    private static DialectOutcome AtEnd(ReadOnlySpan<byte> frame, int start, int end, bool isPortNeeded, ProbeActivity activity, ref EventFields fields) =>
        SshdClient.TryReadAtEnd(frame, new LineTail(start, end), "from"u8, isPortNeeded, activity, ref fields, out DialectOutcome outcome)
            ? outcome
            : Peer.Cut(frame);
}
