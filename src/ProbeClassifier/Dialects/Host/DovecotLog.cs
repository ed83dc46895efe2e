using System;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>
/// Lines of Dovecot's own files that do not look as if a program had written them to syslog: <c>dovecot: Nov 24 12:00:00 Info: …</c> of
/// Dovecot 1, and <c>Nov 24 12:00:00 auth(user,a,sasl:login)&lt;session&gt;: Info: …</c>. Its others have the process in an app-name's place.
/// </summary>
internal static class DovecotLog
{
    /// <summary>Whether a line is one of these.</summary>
    public static bool IsOwn(ReadOnlySpan<byte> frame, in EnvelopeFields envelope)
    {
        SyslogStamp stamp = envelope.Stamp;
        return TryFindMessage(frame, envelope, ref stamp, out _);
    }

    /// <summary>Passes over the head of such a line.</summary>
    public static int SkipHead(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start)
    {
        SyslogStamp stamp = envelope.Stamp;
        if (!TryFindMessage(frame, envelope, ref stamp, out int message))
            return start;
        envelope.Stamp = stamp;
        envelope.Host = default;
        envelope.AppName = default;
        return message;
    }

    private static bool TryFindMessage(ReadOnlySpan<byte> frame, in EnvelopeFields envelope, ref SyslogStamp stamp, out int message)
    {
        message = 0;
        if (envelope.Priority >= 0)
            return false;
        if (envelope.Stamp.IsPresent)
        {
            ReadOnlySpan<byte> host = envelope.Host.Of(frame);
            message = envelope.Host.Start;
            return host.StartsWith("auth("u8) && host.EndsWith(">:"u8) && Ascii.StartsAt(frame, message + host.Length, " Info: "u8);
        }

        int at = envelope.Start + 9;
        if (!Ascii.StartsAt(frame, envelope.Start, "dovecot: "u8) || frame.Length < at + 3)
            return false;
        SyslogStamp read = default;
        int end = Ascii.IsDigit(frame[at]) ? StampReader.ReadIso(frame, at, ref read) : StampReader.ReadBsd(frame, at, ref read);
        if (end < 0 || !Ascii.StartsAt(frame, end, " Info: "u8))
            return false;
        stamp = read;
        message = end + 1;
        return true;
    }
}
