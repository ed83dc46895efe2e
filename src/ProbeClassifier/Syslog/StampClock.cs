using System;

namespace ProbeClassifier.Syslog;

/// <summary>
/// Turns stamps into UNIX seconds. What a stamp lacks is settled here: its zone by the zone given, its year by the year given,
/// else by nearness to a reference time in that zone (to the hour). A stamp's answer depends on nothing but the stamp. Keeps
/// the last hour, because neighbours in a log share it. Not thread-safe.
/// </summary>
internal sealed class StampClock
{
    private readonly TimeZoneInfo _zone;
    private readonly bool _isUtc;
    private readonly int _givenYear;
    private readonly long _reference;
    private readonly int _referenceYear;
    private int _cachedHour = -1;
    private long _cachedHourStart;

    public StampClock(int? year, TimeZoneInfo zone, DateTimeOffset reference)
    {
        _zone = zone;
        _isUtc = zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime;
        _givenYear = year ?? 0;
        _reference = reference.ToUnixTimeSeconds();
        _referenceYear = Math.Clamp(TimeZoneInfo.ConvertTime(reference, zone).Year, 1970, 2105);
    }

    /// <summary>Names the hour last asked for; changes whenever another is. A caller that kept its start may go on using it while equal.</summary>
    public int HourKey => _cachedHour;

    /// <summary>UNIX seconds of a stamp; false when no such day exists near (29 February with a given year that has none).</summary>
    public bool TryResolve(in SyslogStamp stamp, out long unixSeconds)
    {
        int inHour = (stamp.Minute * 60) + stamp.Second;
        if (stamp.HasOffset)
        {
            unixSeconds = HourOf(stamp.Year, stamp.Month, stamp.Day, stamp.Hour) + inHour - (stamp.OffsetMinutes * 60);
            return true;
        }

        if (stamp.Year == 0)
        {
            if (TryGetHour(stamp.Month, stamp.Day, stamp.Hour, out unixSeconds))
            {
                unixSeconds += inHour;
                return true;
            }

            int year = YearOf(stamp.Month, stamp.Day, stamp.Hour);
            if (year == 0)
                return false;
            unixSeconds = ToUtc(year, stamp.Month, stamp.Day, stamp.Hour, inHour);
            return true;
        }

        unixSeconds = ToUtc(stamp.Year, stamp.Month, stamp.Day, stamp.Hour, inHour);
        return true;
    }

    /// <summary>
    /// UNIX seconds at which an hour without a year begins; false when it has none or the zone's offset changes within it.
    /// </summary>
    public bool TryGetHour(int month, int day, int hour, out long unixSeconds)
    {
        int key = Key(month, day, hour);
        if (key == _cachedHour)
        {
            unixSeconds = _cachedHourStart;
            return true;
        }

        unixSeconds = 0;
        int year = YearOf(month, day, hour);
        if (year == 0)
            return false;
        long start = ToUtc(year, month, day, hour, 0);
        if (ToUtc(year, month, day, hour, 3599) != start + 3599)
            return false;
        _cachedHour = key;
        _cachedHourStart = start;
        unixSeconds = start;
        return true;
    }

    /// <summary>Whether this is the hour last asked for.</summary>
    public bool IsHour(int month, int day, int hour) => Key(month, day, hour) == _cachedHour;

    private static int Key(int month, int day, int hour) => (((month * 32) + day) * 32) + hour;

    /// <summary>The year of a stamp without one, or 0 when the day does not exist in the year given.</summary>
    private int YearOf(int month, int day, int hour)
    {
        if (_givenYear != 0)
            return day <= StampReader.DaysIn(month, _givenYear) ? _givenYear : 0;

        // Leap years are at most eight years apart, so 29 February has one within this span.
        int best = 0;
        long bestDistance = long.MaxValue;
        int reach = month == 2 && day == 29 ? 8 : 1;
        for (int year = _referenceYear - reach; year <= _referenceYear + reach; year++)
        {
            if (year is < 1970 or > 2105 || day > StampReader.DaysIn(month, year))
                continue;
            long distance = Math.Abs(ToUtc(year, month, day, hour, 0) - _reference);
            if (distance < bestDistance)
            {
                bestDistance = distance;
                best = year;
            }
        }

        return best;
    }

    private long ToUtc(int year, int month, int day, int hour, int inHour)
    {
        long local = HourOf(year, month, day, hour) + inHour;
        if (_isUtc)
            return local;
        DateTime wall = DateTime.UnixEpoch.AddSeconds(local);
        return local - (long)_zone.GetUtcOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified)).TotalSeconds;
    }

    private static long HourOf(int year, int month, int day, int hour) =>
        (new DateTime(year, month, day, hour, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
