using System;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>The id that sendmail, and the milters behind it, put before what they say of a message: letters and digits, or NOQUEUE.</summary>
internal static class QueueId
{
    /// <summary>Where the text behind the id begins; <paramref name="start"/> when there is none.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="start">Where an id may stand.</param>
    /// <param name="word">What stands before a colon there and is no id.</param>
    public static int Skip(ReadOnlySpan<byte> frame, int start, ReadOnlySpan<byte> word)
    {
        int i = start;
        while (i < frame.Length && char.IsAsciiLetterOrDigit((char)frame[i]))
            i++;
        return i > start && Ascii.StartsAt(frame, i, ": "u8) && !frame[start..i].SequenceEqual(word) ? i + 2 : start;
    }
}
