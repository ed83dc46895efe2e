using System;
using System.Diagnostics.CodeAnalysis;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Syslog;

/// <summary>
/// Finds the envelope of a frame. It never fails: what does not look like an envelope is message. The forms are those of
/// RFC 3164, RFC 5424, the ISO 8601 file formats of rsyslog and journald, syslog-ng's full dates, BusyBox's logread, and the kernel's ring
/// buffer.
/// </summary>
internal static class SyslogParser
{
    public static void Parse(ReadOnlySpan<byte> frame, out EnvelopeFields envelope)
    {
        envelope = default;
        envelope.Priority = -1;
        envelope.Facility = -1;
        envelope.Start = SkipMarks(frame);
        int at = ReadPriority(frame, envelope.Start, ref envelope);
        bool hasPriority = envelope.Priority >= 0;
        if (hasPriority && Ascii.StartsAt(frame, at, "1 "u8) && TryReadRfc5424(frame, at + 2, ref envelope))
            return;

        int afterStamp = ReadStamp(frame, at, ref envelope.Stamp);
        if (afterStamp < 0 || (afterStamp < frame.Length && frame[afterStamp] != ' '))
        {
            // No stamp: the frame is message, but a PRI is still trusted, and an app-name may follow it directly.
            envelope.Stamp = default;
            envelope.MessageStart = at;
            if (hasPriority)
                ReadAppName(frame, at, ref envelope);
            envelope.MessageStart = SkipKernelStamp(frame, envelope.MessageStart);
            return;
        }

        int next = SkipSpaces(frame, afterStamp);
        // logread writes "facility.severity" where others write the host; BusyBox's syslogd writes it after the host.
        int afterFacility = ReadFacilityName(frame, next, ref envelope);
        if (afterFacility == next && !IsAppName(frame, next) && !IsRepeat(frame, next) && next < frame.Length && frame[next] != '[')
        {
            next = ReadHost(frame, next, ref envelope);
            afterFacility = ReadFacilityName(frame, next, ref envelope);
        }

        next = afterFacility;
        envelope.MessageStart = next;
        ReadAppName(frame, next, ref envelope);
        envelope.MessageStart = SkipKernelStamp(frame, envelope.MessageStart);
    }

    /// <summary>The index after NULs and U+FEFF at the frame's start.</summary>
    private static int SkipMarks(ReadOnlySpan<byte> frame)
    {
        int at = 0;
        while (at < frame.Length && frame[at] is 0 or 0xEF)
        {
            int length = frame[at] == 0 ? frame[at..].IndexOfAnyExcept((byte)0) : Ascii.StartsAt(frame, at, "\uFEFF"u8) ? 3 : 0;
            if (length == 0)
                break;
            at = length < 0 ? frame.Length : at + length;
        }

        return at;
    }

    /// <summary>Reads <c>&lt;0&gt;</c> to <c>&lt;191&gt;</c>; returns the index after it, or <paramref name="at"/> without one.</summary>
    private static int ReadPriority(ReadOnlySpan<byte> frame, int at, ref EnvelopeFields envelope)
    {
        if (!Ascii.StartsAt(frame, at, "<"u8))
            return at;
        int i = at + 1;
        if (!Ascii.TryReadNumber(frame, ref i, 191, out uint priority) || i > at + 4 || (i > at + 2 && frame[at + 1] == '0'))
            return at;
        if (i >= frame.Length || frame[i] != '>')
            return at;
        envelope.Priority = (short)priority;
        envelope.Facility = (sbyte)(priority >> 3);
        return i + 1;
    }

    private static int ReadStamp(ReadOnlySpan<byte> frame, int at, ref SyslogStamp stamp)
    {
        if (at >= frame.Length)
            return -1;
        if (StampReader.IsWeekday(frame, at))
        {
            int bsd = StampReader.ReadBsd(frame, at + 4, ref stamp);
            return bsd < 0 ? StampReader.ReadIsoWithZone(frame, at + 4, ref stamp) : bsd;
        }

        if (!Ascii.IsDigit(frame[at]))
            return StampReader.ReadBsd(frame, at, ref stamp);
        int iso = StampReader.ReadIso(frame, at, ref stamp);
        return iso < 0 ? StampReader.ReadBsdBehindYear(frame, at, ref stamp) : iso;
    }

    private static bool TryReadRfc5424(ReadOnlySpan<byte> frame, int at, ref EnvelopeFields envelope)
    {
        EnvelopeFields read = envelope;
        int i;
        if (Ascii.StartsAt(frame, at, "- "u8))
        {
            i = at + 1;
        }
        else
        {
            i = StampReader.ReadIso(frame, at, ref read.Stamp);
            if (i < 0 || i >= frame.Length || frame[i] != ' ')
                return false;
        }

        // HOSTNAME, APP-NAME, PROCID, MSGID: each a token or "-".
        Span<ByteRange> tokens = stackalloc ByteRange[4];
        for (int token = 0; token < 4; token++)
        {
            int start = i + 1;
            if (start >= frame.Length)
                return false;
            i = Ascii.TokenEnd(frame, start);
            if (i == start || i >= frame.Length)
                return false;
            bool nil = i - start == 1 && frame[start] == '-';
            tokens[token] = nil ? default : new ByteRange(start, i - start);
        }

        i = SkipStructuredData(frame, i + 1);
        if (i < 0)
            return false;
        read.Host = tokens[0];
        read.AppName = tokens[1];
        read.ProcId = tokens[2];
        if (i < frame.Length)
            i++;
        if (Ascii.StartsAt(frame, i, "\uFEFF"u8))
            i += 3;

        // The message is free text, and rsyslog's protocol-23 format leaves the space in that RFC 3164 has before it.
        read.MessageStart = SkipKernelStamp(frame, SkipSpaces(frame, i));
        envelope = read;
        return true;
    }

    /// <summary>The index after <c>-</c> or <c>[id name="value" …]…</c>, where a space or the end must stand; -1 if malformed.</summary>
    private static int SkipStructuredData(ReadOnlySpan<byte> frame, int at)
    {
        int i = at;
        if (i < frame.Length && frame[i] == '-')
        {
            i++;
        }
        else
        {
            while (i < frame.Length && frame[i] == '[')
            {
                bool quoted = false;
                for (i++; i < frame.Length && (quoted || frame[i] != ']'); i++)
                {
                    if (frame[i] == '"')
                        quoted = !quoted;
                    else if (quoted && frame[i] == '\\')
                        i++;
                }

                if (i >= frame.Length)
                    return -1;
                i++;
            }
        }

        return i > at && (i == frame.Length || frame[i] == ' ') ? i : -1;
    }

    /// <summary>Reads BusyBox's <c>facility.severity</c> if it stands here and returns the index after it.</summary>
    private static int ReadFacilityName(ReadOnlySpan<byte> frame, int at, ref EnvelopeFields envelope)
    {
        int end = Ascii.TokenEnd(frame, at);
        ReadOnlySpan<byte> token = frame[at..end];
        int dot = token.IndexOf((byte)'.');
        if (dot <= 0 || end == frame.Length || !SyslogFacility.IsSeverityName(token[(dot + 1)..]))
            return at;
        sbyte facility = SyslogFacility.FromName(token[..dot]);
        if (facility < 0)
            return at;
        if (envelope.Facility < 0)
            envelope.Facility = facility;
        return SkipSpaces(frame, end);
    }

    private static int ReadHost(ReadOnlySpan<byte> frame, int at, ref EnvelopeFields envelope)
    {
        int end = Ascii.TokenEnd(frame, at);
        envelope.Host = new ByteRange(at, end - at);
        return SkipSpaces(frame, end);
    }

    /// <summary>Whether <c>name:</c> or <c>name[pid]:</c> begins here, ending in a colon that a space or the end follows.</summary>
    private static bool IsAppName(ReadOnlySpan<byte> frame, int at) =>
        TryFindAppName(frame, at, out _, out _, out int end) && end > at && frame[end - 1] == ':'
        && (end == frame.Length || frame[end] == ' ');

    /// <summary>Whether what a syslog daemon says of a repeated line stands where a host would: a log without hosts.</summary>
    private static bool IsRepeat(ReadOnlySpan<byte> frame, int at) => Ascii.StartsAt(frame, at, "last message repeated "u8);

    /// <summary>RFC 3164 §4.1.3 calls it TAG. Without one the message begins at <paramref name="at"/>.</summary>
    private static void ReadAppName(ReadOnlySpan<byte> frame, int at, ref EnvelopeFields envelope)
    {
        if (!TryFindAppName(frame, at, out ByteRange name, out ByteRange procId, out int end))
            return;
        envelope.AppName = name;
        envelope.ProcId = procId;
        envelope.MessageStart = SkipSpaces(frame, end);
    }

    [SuppressMessage("Style", "IDE0057", Justification = "An index reads better here than a range.")]
    private static bool TryFindAppName(ReadOnlySpan<byte> frame, int at, out ByteRange name, out ByteRange procId, out int end)
    {
        name = default;
        procId = default;
        end = at;
        if (at >= frame.Length)
            return false;
        int length = frame[at..].IndexOfAny(" :["u8);
        if (length <= 0 || frame[at + length] == ' ')
            return false;
        int i = at + length;
        if (frame[i] == '[')
        {
            int close = frame[i..].IndexOfAny(" ]"u8);
            if (close < 0 || frame[i + close] == ' ')
                return false;
            procId = new ByteRange(i + 1, close - 1);
            i += close + 1;
            if (i < frame.Length && frame[i] is not ((byte)':' or (byte)' '))
            {
                procId = default;
                return false;
            }
        }

        if (i < frame.Length && frame[i] == ':')
            i++;
        name = new ByteRange(at, length);
        end = i;
        return true;
    }

    /// <summary>The index after the kernel's own <c>[seconds.micros]</c> and its spaces, which printk.time puts first.</summary>
    public static int SkipKernelStamp(ReadOnlySpan<byte> frame, int at)
    {
        if (at >= frame.Length || frame[at] != '[')
            return at;
        int i = SkipSpaces(frame, at + 1);
        if (!Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out _) || i >= frame.Length || frame[i] != '.')
            return at;
        i++;
        if (!Ascii.TryReadNumber(frame, ref i, uint.MaxValue, out _) || i >= frame.Length || frame[i] != ']')
            return at;
        return SkipSpaces(frame, i + 1);
    }

    private static int SkipSpaces(ReadOnlySpan<byte> frame, int at)
    {
        while (at < frame.Length && frame[at] == ' ')
            at++;
        return at;
    }
}
