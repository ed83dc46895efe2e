using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.Host;

/// <summary>
/// What TCP wrappers' library makes any program say: <c>refused connect from [user@]host [(address)]</c>. The user is what the
/// client's own identd answers, so the host is sought from the end.
/// </summary>
internal static class LibwrapRefusal
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields)
    {
        int at = start;
        return Phrase.Skip(frame, ref at, "refused connect from "u8) ? Client(frame, at, frame.Length, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary>Reads the client out of a piece of the frame.</summary>
    public static DialectOutcome Client(ReadOnlySpan<byte> frame, int start, int end, ref EventFields fields)
    {
        var tail = new LineTail(start, end);
        if (!tail.TryTake(frame, out int first, out int last))
            return Peer.Cut(frame);
        int host = Phrase.FindLast(frame[..last], first, "@"u8) + 1;
        if (host == 0 && frame[first] == '(')
        {
            return frame[last - 1] == ')'
                ? Peer.Refused(frame, first + 1, last - 1, ProbeActivity.Refused, ref fields)
                : Peer.Cut(frame);
        }

        return Peer.Refused(frame, Math.Max(first, host), last, ProbeActivity.Refused, ref fields);
    }
}
