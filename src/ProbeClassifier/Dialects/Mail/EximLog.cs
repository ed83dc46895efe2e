using System;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>
/// The head of a line of Exim's own logs: <c>YYYY-MM-DD hh:mm:ss[.mmm] [+hhmm] [[pid]] [message id] text</c>. Behind syslog's envelope
/// it comes again, or from the pid on.
/// </summary>
internal static class EximLog
{
    /// <summary>
    /// Whether a line that has no syslog envelope is one of Exim's: it bears a message id, or may be about a rejection. Ids begin with a
    /// digit until the year 2276, and hosts whose names have the form of one seldom do.
    /// </summary>
    public static bool IsOwn(ReadOnlySpan<byte> frame, in EnvelopeFields envelope)
    {
        int start = envelope.Start;
        if (envelope.Priority >= 0 || !envelope.Stamp.IsPresent || !Ascii.StartsAt(frame, start + 10, " "u8) || !Ascii.IsDigit(frame[start]))
            return false;
        int id = SkipStampAndPid(frame, start, out _);
        int at = SkipMessageId(frame, id);
        return (at > id && Ascii.IsDigit(frame[id])) || Ascii.StartsAt(frame, at, "H="u8) || Ascii.StartsAt(frame, at, "F="u8)
            || Ascii.StartsAt(frame, at, "DKIM: "u8) || Ascii.StartsAt(frame, at, "refused relay "u8);
    }

    /// <summary>The index of the text.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="at">Where the head may begin.</param>
    /// <param name="zone">Where <c>+hhmm</c> stands; -1 when it does not.</param>
    public static int SkipHead(ReadOnlySpan<byte> frame, int at, out int zone) => SkipMessageId(frame, SkipStampAndPid(frame, at, out zone));

    private static int SkipStampAndPid(ReadOnlySpan<byte> frame, int at, out int zone)
    {
        zone = -1;
        SyslogStamp stamp = default;
        int i = at < frame.Length && Ascii.IsDigit(frame[at]) ? StampReader.ReadIso(frame, at, ref stamp) : -1;
        if (i > 0 && Ascii.StartsAt(frame, i, " "u8))
        {
            at = i + 1;
            if (at + 6 <= frame.Length && frame[at] is (byte)'+' or (byte)'-' && Ascii.FourDigits(frame, at + 1) >= 0 && frame[at + 5] == ' ')
            {
                zone = at;
                at += 6;
            }
        }

        i = at + 1;
        if (Ascii.StartsAt(frame, at, "["u8) && Ascii.TryReadNumber(frame, ref i, int.MaxValue, out _) && Ascii.StartsAt(frame, i, "] "u8))
            at = i + 2;
        return at;
    }

    /// <summary>Three runs of letters and digits: 6, 6 and 2 of them, and from Exim 4.97 on 6, 11 and 4.</summary>
    private static int SkipMessageId(ReadOnlySpan<byte> frame, int at)
    {
        int i = at;
        for (int part = 0; part < 3; part++)
        {
            int start = i;
            while (i < frame.Length && (Ascii.IsDigit(frame[i]) || (frame[i] | 0x20) is >= 'a' and <= 'z'))
                i++;
            bool fits = part switch
            {
                0 => i - start == 6,
                1 => i - start is 6 or 11,
                _ => i - start is 2 or 4,
            };
            if (!fits || !Ascii.StartsAt(frame, i, part < 2 ? "-"u8 : " "u8))
                return at;
            i++;
        }

        return i;
    }
}
