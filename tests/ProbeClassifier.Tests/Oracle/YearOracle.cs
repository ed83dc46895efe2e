using System;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>Local times to instants, by trying every year that could be meant.</summary>
internal sealed class YearOracle(ProbeParserOptions options)
{
    /// <summary>Null when there is no such time.</summary>
    public long? UnixSeconds(int? year, int month, int day, int hour, int minute, int second, string offset)
    {
        if (Ahead(offset) is { } ahead && ahead.Duration() > TimeSpan.FromHours(14))
            return null;
        if (month is < 1 or > 12 || hour > 23 || minute > 59 || second > 60)
            return null;
        second = Math.Min(second, 59);
        if ((year ?? options.Year) is int given)
            return Exists(given, month, day) ? Instant(given, month, day, hour, minute, second, offset) : null;
        DateTimeOffset reference = options.ReferenceTime!.Value;
        return Enumerable.Range(reference.Year - 9, 19)
            .Where(candidate => Exists(candidate, month, day))
            .Select(candidate => Instant(candidate, month, day, hour, minute, second, offset))
            .OrderBy(instant => Math.Abs(instant - reference.ToUnixTimeSeconds()))
            .Select(instant => (long?)instant)
            .FirstOrDefault();
    }

    private static bool Exists(int year, int month, int day) => year is >= 1970 and <= 2105 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private long Instant(int year, int month, int day, int hour, int minute, int second, string offset)
    {
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        TimeSpan ahead = Ahead(offset) ?? options.TimeZone.GetUtcOffset(local);
        return (long)(local - DateTime.UnixEpoch - ahead).TotalSeconds;
    }

    /// <summary>What a stamp itself says; null when it says nothing.</summary>
    private static TimeSpan? Ahead(string offset) => offset switch
    {
        "" => null,
        "Z" or "UTC" or "GMT" => TimeSpan.Zero,
        _ => (offset[0] == '-' ? -1 : 1) * new TimeSpan(
            int.Parse(offset.AsSpan(1, 2), CultureInfo.InvariantCulture),
            offset.Length > 3 ? int.Parse(offset.AsSpan(offset.Length - 2), CultureInfo.InvariantCulture) : 0,
            0),
    };
}
