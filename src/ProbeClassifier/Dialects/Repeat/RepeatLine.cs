using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Repeat;

/// <summary>
/// The two ways a syslog daemon says that a line came again: BSD's <c>last message repeated N times</c>, which means the
/// host's previous line, and rsyslog's <c>message repeated N times: [ … ]</c>, which quotes it.
/// </summary>
internal static class RepeatLine
{
    /// <summary>Reads BSD's form, alone in its message and without an app-name that a program could have chosen.</summary>
    public static bool TryReadLast(ReadOnlySpan<byte> frame, in EnvelopeFields envelope, out uint times)
    {
        times = 0;
        int i = envelope.MessageStart;
        if (!Ascii.StartsAt(frame, i, "last message repeated "u8))
            return false;
        if (envelope.AppName.IsPresent && !envelope.AppName.Of(frame).SequenceEqual("syslogd"u8))
            return false;
        i += 22;
        if (!Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out times))
            return false;
        ReadOnlySpan<byte> rest = frame[i..];
        return rest.SequenceEqual(" times"u8) || rest.SequenceEqual(" time"u8);
    }

    /// <summary>Reads rsyslog's form; <paramref name="inner"/> is the quoted message, up to the closing bracket if it is there.</summary>
    public static bool TryReadQuoted(ReadOnlySpan<byte> frame, in EnvelopeFields envelope, out uint times, out ByteRange inner)
    {
        times = 0;
        inner = default;
        int i = envelope.MessageStart;
        if (!Ascii.StartsAt(frame, i, "message repeated "u8))
            return false;
        i += 17;
        if (!Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out times) || !Ascii.StartsAt(frame, i, " times: ["u8))
            return false;
        i += 9;
        while (i < frame.Length && frame[i] == ' ')
            i++;
        int end = frame.Length;
        if (end > i && frame[end - 1] == ']')
            end--;
        inner = new ByteRange(i, end - i);
        return true;
    }
}
