using System;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>
/// The stamps of alert files: <c>MM/DD-hh:mm:ss.uuuuuu</c>, with <c>/YY</c> (Snort's -y) or <c>/YYYY</c> (Suricata) before the dash.
/// </summary>
internal static class AlertStamp
{
    /// <summary>Whether a stamp seems to begin here; it ends at the next space.</summary>
    public static bool IsAt(ReadOnlySpan<byte> text, int at)
    {
        if (Ascii.TwoDigits(text, at) < 0 || Ascii.TwoDigits(text, at + 3) < 0 || text[at + 2] != '/' || at + 6 >= text.Length)
            return false;
        return text[at + 5] == '-' || (text[at + 5] == '/' && Ascii.TwoDigits(text, at + 6) >= 0);
    }

    /// <summary>Whether the stamp here has a year of four digits, which only Suricata writes.</summary>
    public static bool HasLongYear(ReadOnlySpan<byte> text, int at) =>
        IsAt(text, at) && at + 10 < text.Length && text[at + 5] == '/' && text[at + 10] == '-';

    /// <summary>Reads the stamp that fills a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="yearFirst">Whether a year of two digits comes before the month, as Snort 3 has it.</param>
    /// <param name="stamp">Written only when it is one.</param>
    public static bool TryRead(ReadOnlySpan<byte> token, bool yearFirst, ref SyslogStamp stamp)
    {
        if (!IsAt(token, 0))
            return false;
        int dash = token.IndexOf((byte)'-');
        int year = dash switch
        {
            5 => 0,
            8 => CenturyOf(Ascii.TwoDigits(token, yearFirst ? 0 : 6)),
            10 => Ascii.FourDigits(token, 6),
            _ => -1,
        };
        int first = yearFirst && dash == 8 ? 3 : 0;
        int month = Ascii.TwoDigits(token, first);
        int day = Ascii.TwoDigits(token, first + 3);
        if ((year != 0 && year is < 1970 or > 2105) || month is < 1 or > 12 || day < 1 || day > StampReader.DaysIn(month, year == 0 ? 2000 : year))
            return false;
        SyslogStamp read = default;
        if (StampReader.ReadTime(token, dash + 1, ref read) != token.Length)
            return false;
        read.Year = (ushort)year;
        read.Month = (byte)month;
        read.Day = (byte)day;
        read.IsPresent = true;
        stamp = read;
        return true;
    }

    private static int CenturyOf(int year) => year < 0 ? -1 : year + (year < 70 ? 2000 : 1900);
}
