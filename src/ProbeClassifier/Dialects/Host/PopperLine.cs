using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Host;

/// <summary>qpopper: the client stands at the end, or before <c>-ERR</c> between two copies of the user's name.</summary>
internal static class PopperLine
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        Phrase.Skip(frame, ref at, "[AUTH] "u8);
        ReadOnlySpan<byte> text = frame[at..];
        if (text.StartsWith("Failed attempted login to "u8) || text.StartsWith("Possible probe of account "u8))
            return AtEnd(frame, at, ref fields);

        int error = Phrase.FindOnly(frame, start, "): -ERR "u8, out bool isOnly);
        if (error < 0)
            return DialectOutcome.NotMine;
        int said = error + 8;
        Phrase.Skip(frame, ref said, "[AUTH] "u8);
        ProbeActivity activity = frame[said..].StartsWith("Password supplied for "u8) && frame[said..].IndexOf("is incorrect"u8) > 0 ? ProbeActivity.LoginFailed
            : frame[said..].IndexOf("exceedes maximum permitted size"u8) > 0 || frame[said..].IndexOf("exceeds maximum permitted size"u8) > 0
                ? ProbeActivity.ExploitAttempt
            : ProbeActivity.None;
        if (activity == ProbeActivity.None)
            return DialectOutcome.NotMine;
        int open = Phrase.FindLast(frame[..error], start, "("u8);
        return isOnly && open >= 0
            ? Peer.Refused(frame, open + 1, error, activity, ref fields)
            : Peer.Refused(activity, ref fields);
    }

    /// <summary><c>… from host (name) address</c> or <c>… from host name (address)</c>.</summary>
    private static DialectOutcome AtEnd(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        var tail = new LineTail(start, frame.Length);
        if (!tail.TryTake(frame, out int first, out int last) || !tail.TryTake(frame, out _, out _) || !tail.TryTake(frame, "host"u8))
            return Peer.Cut(frame);
        if (frame[first] == '(')
        {
            return frame[last - 1] == ')'
                ? Peer.Refused(frame, first + 1, last - 1, ProbeActivity.LoginFailed, ref fields)
                : Peer.Cut(frame);
        }

        return Peer.Refused(frame, first, last, ProbeActivity.LoginFailed, ref fields);
    }
}
