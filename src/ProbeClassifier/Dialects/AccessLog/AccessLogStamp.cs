using System;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// <c>[05/Mar/2007:14:39:21 +0100]</c>, the day of one or two digits. All other fields are fixed, so they are addressed back
/// from the closing bracket.
/// </summary>
internal static class AccessLogStamp
{
    private const int Day = 26, Month = 23, Year = 19, Hour = 14, Minute = 11, Second = 8, Sign = 5, Zone = 4;
    private const int MaxZoneMinutes = 14 * 60;

    /// <summary>As elsewhere in this library: what unsigned 32-bit seconds hold in whole years.</summary>
    private const int MinYear = 1970, MaxYear = 2105;

    /// <summary>Whether a stamp, by the kinds of its characters, ends here. Its values may still be wrong.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="start">Not to look before this.</param>
    /// <param name="close">Index of the <c>]</c>.</param>
    /// <param name="open">Index of the <c>[</c>.</param>
    public static bool TryLocate(ReadOnlySpan<byte> frame, int start, int close, out int open)
    {
        open = close - Day;
        if (open < start)
            return false;
        if (frame[open] != '[' && (--open < start || frame[open] != '[' || !Ascii.IsDigit(frame[close - Day])))
            return false;

        ReadOnlySpan<byte> stamp = frame[(close - Day)..close];
        return Ascii.IsDigit(stamp[1]) && stamp[2] == '/'
            && IsLetter(stamp[3]) && IsLetter(stamp[4]) && IsLetter(stamp[5]) && stamp[6] == '/'
            && AreDigits(stamp.Slice(7, 4)) && stamp[11] == ':'
            && AreDigits(stamp.Slice(12, 2)) && stamp[14] == ':'
            && AreDigits(stamp.Slice(15, 2)) && stamp[17] == ':'
            && AreDigits(stamp.Slice(18, 2)) && stamp[20] == ' '
            && stamp[21] is (byte)'+' or (byte)'-'
            && AreDigits(stamp.Slice(22, 4));
    }

    /// <summary>Reads a stamp that was located.</summary>
    /// <param name="frame">The line.</param>
    /// <param name="open">Index of the <c>[</c>.</param>
    /// <param name="close">Index of the <c>]</c>.</param>
    /// <param name="unixSeconds">Seconds since 1970; a leap second counts as the one before it.</param>
    /// <returns>-1, or the index of the field that cannot be.</returns>
    public static int Read(ReadOnlySpan<byte> frame, int open, int close, out long unixSeconds)
    {
        unixSeconds = 0;
        int year = Ascii.FourDigits(frame, close - Year);
        if (year is < MinYear or > MaxYear)
            return close - Year;
        int month = MonthOf(frame.Slice(close - Month, 3));
        if (month == 0)
            return close - Month;
        int day = open == close - Day ? frame[open + 1] - '0' : Ascii.TwoDigits(frame, open + 1);
        if (day == 0 || day > DateTime.DaysInMonth(year, month))
            return open + 1;
        int hour = Ascii.TwoDigits(frame, close - Hour);
        if (hour > 23)
            return close - Hour;
        int minute = Ascii.TwoDigits(frame, close - Minute);
        if (minute > 59)
            return close - Minute;
        int second = Ascii.TwoDigits(frame, close - Second);
        if (second > 60)
            return close - Second;
        int zoneMinute = Ascii.TwoDigits(frame, close - Zone + 2);
        int zone = (Ascii.TwoDigits(frame, close - Zone) * 60) + zoneMinute;
        if (zoneMinute > 59 || zone > MaxZoneMinutes)
            return close - Sign;
        if (frame[close - Sign] == '-')
            zone = -zone;

        var local = new DateTime(year, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Utc);
        unixSeconds = ((local - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond) - (zone * 60L);
        return unixSeconds < 0 ? close - Year : -1;
    }

    private static int MonthOf(ReadOnlySpan<byte> name) => ((name[0] | 0x20) << 16 | (name[1] | 0x20) << 8 | (name[2] | 0x20)) switch
    {
        'j' << 16 | 'a' << 8 | 'n' => 1,
        'f' << 16 | 'e' << 8 | 'b' => 2,
        'm' << 16 | 'a' << 8 | 'r' => 3,
        'a' << 16 | 'p' << 8 | 'r' => 4,
        'm' << 16 | 'a' << 8 | 'y' => 5,
        'j' << 16 | 'u' << 8 | 'n' => 6,
        'j' << 16 | 'u' << 8 | 'l' => 7,
        'a' << 16 | 'u' << 8 | 'g' => 8,
        's' << 16 | 'e' << 8 | 'p' => 9,
        'o' << 16 | 'c' << 8 | 't' => 10,
        'n' << 16 | 'o' << 8 | 'v' => 11,
        'd' << 16 | 'e' << 8 | 'c' => 12,
        _ => 0,
    };

    private static bool IsLetter(byte value) => (value | 0x20) is >= 'a' and <= 'z';

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
