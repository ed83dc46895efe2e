using System;
using System.Buffers.Binary;
using ProbeClassifier.Text;

namespace ProbeClassifier.Syslog;

/// <summary>Reads the timestamps that syslog writers use. Each method returns the index after the stamp, or -1.</summary>
internal static class StampReader
{
    /// <summary>
    /// <c>Mmm dd hh:mm:ss</c> of RFC 3164 §4.1.2, with what is seen in the field: day padded by space or 0 or not at all, a
    /// year after the day or after the time, a fraction of seconds after '.' or ','.
    /// </summary>
    public static int ReadBsd(ReadOnlySpan<byte> text, int at, ref SyslogStamp stamp)
    {
        if (at + 14 > text.Length || text[at + 3] != ' ')
            return -1;
        int month = Month(text, at);
        if (month == 0)
            return -1;
        int i = at + 4;
        if (text[i] == ' ')
            i++;
        int dayStart = i;
        if (!Ascii.TryReadNumber(text, ref i, 31, out uint day) || i - dayStart > 2 || day == 0)
            return -1;
        if (i >= text.Length || text[i++] != ' ')
            return -1;
        int year = 0;
        if (YearAt(text, i) is > 0 and int before)
        {
            year = before;
            i += 5;
        }

        i = ReadTime(text, i, ref stamp);
        if (i < 0)
            return -1;
        if (year == 0 && i < text.Length && text[i] == ' ' && YearAt(text, i + 1) is > 0 and int after)
        {
            year = after;
            i += 5;
        }

        if (day > DaysIn(month, year == 0 ? 2000 : year))
            return -1;
        stamp.Year = (ushort)year;
        stamp.Month = (byte)month;
        stamp.Day = (byte)day;
        stamp.HasOffset = false;
        stamp.IsPresent = true;
        return i;
    }

    /// <summary>
    /// RFC 3339 as RFC 5424 §6.2.3 takes it, and its kin: a space for the T, a comma before the fraction, an offset without
    /// colon or without minutes, or none.
    /// </summary>
    public static int ReadIso(ReadOnlySpan<byte> text, int at, ref SyslogStamp stamp)
    {
        if (at + 19 > text.Length || text[at + 4] != '-' || text[at + 7] != '-' || text[at + 10] is not ((byte)'T' or (byte)' '))
            return -1;
        int year = Ascii.FourDigits(text, at);
        int month = Ascii.TwoDigits(text, at + 5);
        int day = Ascii.TwoDigits(text, at + 8);
        if (year is < 1970 or > 2105 || month is < 1 or > 12 || day < 1 || day > DaysIn(month, year))
            return -1;
        int i = ReadTime(text, at + 11, ref stamp);
        if (i < 0)
            return -1;
        stamp.Year = (ushort)year;
        stamp.Month = (byte)month;
        stamp.Day = (byte)day;
        i = ReadOffset(text, i, ref stamp);
        if (i < 0)
            return -1;
        stamp.IsPresent = true;
        return i;
    }

    /// <summary><c>yyyy Mmm dd hh:mm:ss</c>, which syslog-ng calls a full date.</summary>
    public static int ReadBsdBehindYear(ReadOnlySpan<byte> text, int at, ref SyslogStamp stamp)
    {
        int year = YearAt(text, at);
        int end = year == 0 ? -1 : ReadBsd(text, at + 5, ref stamp);
        if (end < 0 || stamp.Year != 0 || stamp.Day > DaysIn(stamp.Month, year))
            return -1;
        stamp.Year = (ushort)year;
        return end;
    }

    /// <summary>
    /// A stamp of <see cref="ReadIso"/> and the zone that journalctl writes behind it: <c>UTC</c>, <c>+03</c>, or a name like CEST, which
    /// stands for the zone that is given for the log.
    /// </summary>
    public static int ReadIsoWithZone(ReadOnlySpan<byte> text, int at, ref SyslogStamp stamp)
    {
        int end = ReadIso(text, at, ref stamp);
        if (end < 0 || stamp.HasOffset || !Ascii.StartsAt(text, end, " "u8))
            return end;
        int zoneEnd = Ascii.TokenEnd(text, end + 1);
        ReadOnlySpan<byte> zone = text[(end + 1)..zoneEnd];
        if (zone.Length is < 3 or > 5)
            return end;
        if (zone[0] is (byte)'+' or (byte)'-')
        {
            if (ReadOffset(text, end + 1, ref stamp) == zoneEnd)
                return zoneEnd;
            stamp.HasOffset = false;
            return end;
        }

        if (zone.ContainsAnyExceptInRange((byte)'A', (byte)'Z'))
            return end;
        stamp.HasOffset = zone.SequenceEqual("UTC"u8) || zone.SequenceEqual("GMT"u8);
        return zoneEnd;
    }

    /// <summary><c>hh:mm:ss</c> and its fraction.</summary>
    public static int ReadTime(ReadOnlySpan<byte> text, int at, ref SyslogStamp stamp)
    {
        if (at + 8 > text.Length || text[at + 2] != ':' || text[at + 5] != ':')
            return -1;
        int hour = Ascii.TwoDigits(text, at);
        int minute = Ascii.TwoDigits(text, at + 3);
        int second = Ascii.TwoDigits(text, at + 6);
        if ((uint)hour > 23 || (uint)minute > 59 || (uint)second > 60)
            return -1;
        stamp.Hour = (byte)hour;
        stamp.Minute = (byte)minute;
        stamp.Second = (byte)Math.Min(second, 59);
        stamp.Nanoseconds = 0;
        int i = at + 8;
        if (i + 1 < text.Length && text[i] is (byte)'.' or (byte)',' && Ascii.IsDigit(text[i + 1]))
        {
            int scale = 100_000_000;
            for (i++; i < text.Length && Ascii.IsDigit(text[i]); i++, scale /= 10)
                stamp.Nanoseconds += (text[i] - '0') * scale;
        }

        return i;
    }

    private static int ReadOffset(ReadOnlySpan<byte> text, int at, ref SyslogStamp stamp)
    {
        stamp.HasOffset = false;
        stamp.OffsetMinutes = 0;
        if (at >= text.Length)
            return at;
        if (text[at] == 'Z')
        {
            stamp.HasOffset = true;
            return at + 1;
        }

        if (text[at] is not ((byte)'+' or (byte)'-'))
            return at;
        int hours = Ascii.TwoDigits(text, at + 1);
        if (hours < 0)
            return -1;
        int i = at + 3;
        int minutes = 0;
        if (i < text.Length && text[i] == ':')
        {
            minutes = Ascii.TwoDigits(text, i + 1);
            i += 3;
        }
        else if (Ascii.TwoDigits(text, i) is >= 0 and int compact)
        {
            minutes = compact;
            i += 2;
        }

        int offset = (hours * 60) + minutes;
        if ((uint)minutes > 59 || offset > 840)
            return -1;
        stamp.HasOffset = true;
        stamp.OffsetMinutes = (short)(text[at] == '-' ? -offset : offset);
        return i;
    }

    /// <summary>The month that begins at a place, 1–12, or 0.</summary>
    public static int Month(ReadOnlySpan<byte> text, int at)
    {
        if (at + 4 > text.Length)
            return 0;
        return (BinaryPrimitives.ReadUInt32BigEndian(text[at..]) >> 8) switch
        {
            ('J' << 16) | ('a' << 8) | 'n' => 1,
            ('F' << 16) | ('e' << 8) | 'b' => 2,
            ('M' << 16) | ('a' << 8) | 'r' => 3,
            ('A' << 16) | ('p' << 8) | 'r' => 4,
            ('M' << 16) | ('a' << 8) | 'y' => 5,
            ('J' << 16) | ('u' << 8) | 'n' => 6,
            ('J' << 16) | ('u' << 8) | 'l' => 7,
            ('A' << 16) | ('u' << 8) | 'g' => 8,
            ('S' << 16) | ('e' << 8) | 'p' => 9,
            ('O' << 16) | ('c' << 8) | 't' => 10,
            ('N' << 16) | ('o' << 8) | 'v' => 11,
            ('D' << 16) | ('e' << 8) | 'c' => 12,
            _ => 0,
        };
    }

    /// <summary>Whether a weekday's name and a space begin at a place.</summary>
    public static bool IsWeekday(ReadOnlySpan<byte> text, int at)
    {
        if (at + 4 > text.Length || text[at + 3] != ' ')
            return false;
        ReadOnlySpan<byte> name = text.Slice(at, 3);
        return name.SequenceEqual("Mon"u8) || name.SequenceEqual("Tue"u8) || name.SequenceEqual("Wed"u8)
            || name.SequenceEqual("Thu"u8) || name.SequenceEqual("Fri"u8) || name.SequenceEqual("Sat"u8)
            || name.SequenceEqual("Sun"u8);
    }

    public static int DaysIn(int month, int year) => DateTime.DaysInMonth(year, month);

    /// <summary>A year from 1970 to 2105 that ends at a space or the end of the text, or 0.</summary>
    private static int YearAt(ReadOnlySpan<byte> text, int at)
    {
        int year = Ascii.FourDigits(text, at);
        return year is >= 1970 and <= 2105 && (at + 4 == text.Length || text[at + 4] == ' ') ? year : 0;
    }
}
