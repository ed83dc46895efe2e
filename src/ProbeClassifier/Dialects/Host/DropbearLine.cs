using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Host;

/// <summary>What dropbear says where sshd would say it otherwise: the client is <c>a:port</c>, at the end.</summary>
internal static class DropbearLine
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        ReadOnlySpan<byte> text = frame[start..];
        ProbeActivity activity = text.StartsWith("Login attempt for nonexistent user"u8) ? ProbeActivity.UnknownUser
            : text.StartsWith("Bad password attempt for "u8) || text.StartsWith("Bad PAM password attempt for "u8) ? ProbeActivity.LoginFailed
            : ProbeActivity.None;
        if (activity == ProbeActivity.None)
            return DialectOutcome.NotMine;
        var tail = new LineTail(start, frame.Length);
        if (!tail.TryTake(frame, out int first, out int end) || !tail.TryTake(frame, "from"u8))
            return Peer.Cut(frame);

        // IPv6 addresses have no brackets here: the port is behind the last colon.
        int colon = Phrase.FindLast(frame[..end], first, ":"u8);
        if (colon < 0)
            return Peer.Cut(frame);
        DialectOutcome outcome = Peer.ReadSourcePort(frame, colon + 1, end, ref fields);
        return outcome.Verdict == DialectVerdict.Event ? Peer.Refused(frame, first, colon, activity, ref fields) : outcome;
    }
}
