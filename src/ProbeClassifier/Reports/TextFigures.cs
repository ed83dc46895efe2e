using System;
using System.Globalization;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reports;

/// <summary>How a text report writes figures and times: grouped by commas in every language, UTC, estimates marked.</summary>
internal sealed class TextFigures
{
    private readonly bool _isExact;
    private readonly string _shortTime;

    public TextFigures(RollupSummary summary)
    {
        _isExact = summary.IsExact;

        // In one year the year stands in the head of the report, and the hour says more.
        bool oneYear = summary.First?.UtcDateTime.Year == summary.Last?.UtcDateTime.Year;
        _shortTime = oneYear ? "MM-dd HH:mm" : "yyyy-MM-dd";
    }

    public static string Exact(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Exact(UInt128 count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A figure that a sample may have made an estimate.</summary>
    public string Estimated(long count) => _isExact || count == 0 ? Exact(count) : '~' + Exact(count);

    public static string Percent(double share) => share < 0.000_001
        ? "<0.0001"
        : (share * 100).ToString("0.####", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>First and last time, short; empty where there is none.</summary>
    public string[] Times(DateTimeOffset? first, DateTimeOffset? last) => [Short(first), Short(last)];

    public string[] Figures<TKey>(GroupCount<TKey> group) =>
        [Exact(group.Events), Estimated(group.Incidents), Estimated(group.Sources)];

    private string Short(DateTimeOffset? time) =>
        time is { } value ? value.UtcDateTime.ToString(_shortTime, CultureInfo.InvariantCulture) : string.Empty;
}
