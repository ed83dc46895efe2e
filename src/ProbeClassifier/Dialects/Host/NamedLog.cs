using System;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>
/// BIND's own files: <c>24-Nov-2026 12:00:00.123 [category: ][severity: ]message</c>, and with a stamp that an envelope has, ISO 8601 or
/// BSD's. No program is named, so the message must begin as BIND's do.
/// </summary>
internal static class NamedLog
{
    /// <summary>Those under which evidence is written; 9's and 8's.</summary>
    private static readonly byte[][] Categories =
    [
        [.. "security"u8], [.. "update-security"u8], [.. "client"u8], [.. "general"u8], [.. "default"u8], [.. "xfer-out"u8], [.. "update"u8],
        [.. "network"u8], [.. "query-errors"u8], [.. "unmatched"u8], [.. "resolver"u8], [.. "dnssec"u8], [.. "response-checks"u8], [.. "packet"u8],
    ];

    /// <summary>Whether a line is of such a file.</summary>
    public static bool IsOwn(ReadOnlySpan<byte> frame, in EnvelopeFields envelope)
    {
        SyslogStamp stamp = envelope.Stamp;
        return TryFindMessage(frame, envelope, ref stamp, out _);
    }

    /// <summary>Passes over the head of such a line, and over category and severity of one that came by syslog.</summary>
    public static int SkipHead(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start)
    {
        SyslogStamp stamp = envelope.Stamp;
        if (!TryFindMessage(frame, envelope, ref stamp, out int message))
            return SkipLabels(frame, start);
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
        int at;
        if (!envelope.Stamp.IsPresent)
            at = ReadStamp(frame, envelope.Start, ref stamp);
        else if (envelope.Host.Of(frame).SequenceEqual("client"u8))
            at = envelope.Host.Start;
        else
            at = !envelope.Host.IsPresent && envelope.AppName.IsPresent ? envelope.AppName.Start : -1;
        if (at < 0)
            return false;
        message = SkipLabels(frame, at);
        ReadOnlySpan<byte> text = frame[message..];

        // A host may be called "client", and programs "general": what follows settles it.
        return text.StartsWith("client "u8) ? IsClient(text[7..]) : (message > at | !envelope.Stamp.IsPresent) && IsOldLine(text);
    }

    /// <summary><c>@0x7f… a#port</c>.</summary>
    private static bool IsClient(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("@0x"u8))
            text = text[Math.Min(Ascii.TokenEnd(text, 0) + 1, text.Length)..];
        int number = text[..Ascii.TokenEnd(text, 0)].IndexOf((byte)'#');
        return number > 0 && text[..number].IndexOfAny((byte)'.', (byte)':') >= 0 && number + 1 < text.Length && Ascii.IsDigit(text[number + 1]);
    }

    private static bool IsOldLine(ReadOnlySpan<byte> text) =>
        text.StartsWith("denied "u8) || text.StartsWith("unapproved "u8) || text.StartsWith("dropping source port zero packet from ["u8)
        || text.StartsWith("Malformed response from ["u8) || text.StartsWith("Response from unexpected source (["u8) || text.StartsWith("bad referral ("u8);

    /// <summary><c>dd-Mon-yyyy hh:mm:ss[.mmm] </c>; the index behind it, or -1.</summary>
    private static int ReadStamp(ReadOnlySpan<byte> frame, int at, ref SyslogStamp stamp)
    {
        if (frame.Length < at + 21 || frame[at + 2] != '-' || frame[at + 6] != '-' || frame[at + 11] != ' ')
            return -1;
        int day = Ascii.TwoDigits(frame, at);
        int month = StampReader.Month(frame, at + 3);
        int year = Ascii.FourDigits(frame, at + 7);
        if (month == 0 || year is < 1970 or > 2105 || day < 1 || day > StampReader.DaysIn(month, year))
            return -1;
        SyslogStamp read = default;
        int end = StampReader.ReadTime(frame, at + 12, ref read);
        if (end < 0 || !Ascii.StartsAt(frame, end, " "u8))
            return -1;
        read.Year = (ushort)year;
        read.Month = (byte)month;
        read.Day = (byte)day;
        read.IsPresent = true;
        stamp = read;
        return end + 1;
    }

    private static int SkipLabels(ReadOnlySpan<byte> frame, int at)
    {
        int colon = frame[at..].IndexOf(": "u8);
        if (colon <= 0)
            return at;
        ReadOnlySpan<byte> label = frame.Slice(at, colon);
        foreach (byte[] category in Categories)
        {
            if (label.SequenceEqual(category))
                return SkipSeverity(frame, at + colon + 2);
        }

        return SkipSeverity(frame, at);
    }

    private static int SkipSeverity(ReadOnlySpan<byte> frame, int at)
    {
        int colon = frame[at..].IndexOf(": "u8);
        if (colon <= 0)
            return at;
        ReadOnlySpan<byte> label = frame.Slice(at, colon);
        bool isSeverity = label.SequenceEqual("info"u8) || label.SequenceEqual("notice"u8) || label.SequenceEqual("warning"u8) || label.SequenceEqual("error"u8)
            || label.SequenceEqual("critical"u8) || (label.Length == 7 && label.StartsWith("debug "u8) && Ascii.IsDigit(label[6]));
        return isSeverity ? at + colon + 2 : at;
    }
}
