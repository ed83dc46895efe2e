using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Cli;

/// <summary>Words of the command line to values; every error names the option, the value, and what was expected.</summary>
internal static class OptionValues
{
    /// <summary>1 PiB, the most that a file's bound may be.</summary>
    public const long LargestFile = 1L << 50;

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];

    /// <summary>An offset like <c>+09:00</c>, <c>UTC</c>, or a name like <c>Asia/Tokyo</c>; the system's own when not given.</summary>
    public static TimeZoneInfo TimeZone(string? text)
    {
        if (text is null)
            return TimeProvider.System.LocalTimeZone;
        if (text is "UTC" or "Z")
            return TimeZoneInfo.Utc;
        if (text.Length > 1 && text[0] is '+' or '-'
            && TimeSpan.TryParseExact(text.AsSpan(1), [@"hh\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out TimeSpan offset)
            && offset <= TimeSpan.FromHours(14))
        {
            TimeSpan signed = text[0] == '-' ? -offset : offset;
            return TimeZoneInfo.CreateCustomTimeZone(text, signed, text, text);
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(text);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw new UsageException($"--timezone \"{text}\" is not known; expected UTC, an offset like +09:00, or a name like Asia/Tokyo");
        }
    }

    /// <summary>A day or a time; a day as an end is the end of that day.</summary>
    public static DateTimeOffset? Time(string option, string? text, TimeZoneInfo zone, bool isEnd)
    {
        if (text is null)
            return null;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day))
            return InZone(isEnd ? day.AddDays(1) : day, zone);
        if (DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
            return InZone(local, zone);
        if (DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time))
        {
            return time;
        }

        throw new UsageException($"{option} \"{text}\" is no time; expected like 2000-04-01, 2000-04-01T12:00 or 2000-04-01T12:00:00Z");
    }

    /// <summary><c>2000Q2</c>: its first instant, and the first one after it.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? Quarter(string? text, TimeZoneInfo zone)
    {
        if (text is null)
            return null;
        if (text.Length != 6 || text[4] is not ('Q' or 'q') || text[5] is < '1' or > '4'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < 1970 or > 2105)
        {
            throw new UsageException($"--quarter \"{text}\" is no quarter; expected like 2000Q2");
        }

        var first = new DateTime(year, ((text[5] - '1') * 3) + 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return (InZone(first, zone), InZone(first.AddMonths(3), zone));
    }

    /// <summary>The incident gap: <c>90s</c>, <c>30m</c>, <c>1h</c>.</summary>
    public static TimeSpan Gap(string? text) => text is null
        ? new ProbeRollupOptions().IncidentGap
        : Span("--incident-gap", text, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    /// <summary><c>500ms</c>, <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>7d</c>.</summary>
    public static TimeSpan Span(string option, string text, TimeSpan least, TimeSpan most)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits > 0 && int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            TimeSpan span = text[digits..] switch
            {
                "ms" => TimeSpan.FromMilliseconds(number),
                "s" => TimeSpan.FromSeconds(number),
                "m" => TimeSpan.FromMinutes(number),
                "h" => TimeSpan.FromHours(number),
                "d" => TimeSpan.FromDays(number),
                _ => TimeSpan.MinValue,
            };
            if (span >= least && span <= most)
                return span;
        }

        throw new UsageException($"{option} \"{text}\" is no span; expected from {Write(least)} to {Write(most)}, like {(least < TimeSpan.FromSeconds(1) ? "500ms, " : string.Empty)}90s, 30m or 1h");
    }

    /// <summary><c>65536</c>, <c>64k</c>, <c>100m</c>, <c>1g</c>: bytes by powers of 1,024.</summary>
    public static long Size(string option, string text, long least, long most)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        if (long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most)
        {
            int shift = text[digits..] switch
            {
                "" => 0,
                "k" or "K" => 10,
                "m" or "M" => 20,
                "g" or "G" => 30,
                _ => -1,
            };
            if (shift >= 0 && number <= most >> shift && number << shift >= least)
                return number << shift;
        }

        throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} \"{text}\" is no size; expected from {least} to {most} bytes, like 64k, 100m or 1g"));
    }

    private static string Write(TimeSpan span) => span switch
    {
        { TotalDays: > 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0}d"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0}h"),
        { TotalSeconds: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0}ms"),
    };

    /// <summary>The default rules, those of a set that comes along, or those of a file; with one's own networks.</summary>
    public static RuleSet Rules(string? nameOrPath, string[]? home = null)
    {
        RuleSet rules = nameOrPath switch
        {
            null or RuleSet.DefaultName => RuleSet.Default,
            RuleSet.ExtendedName => RuleSet.Extended,
            _ => Load(nameOrPath),
        };
        return home is { Length: > 0 } ? rules.WithHome(Networks(home)) : rules;
    }

    private static RuleSet Load(string path)
    {
        try
        {
            return RuleSet.Load(path);
        }
        catch (RuleSetException e)
        {
            throw new UsageException($"the rules have {(e.Errors.Count == 1 ? "an error" : "errors")}:\n{e.Message}");
        }
        catch (Exception e) when (e is System.IO.IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--rules \"{path}\" cannot be read: {e.Message}");
        }
    }

    /// <summary>Networks, each alone or several with commas between.</summary>
    private static List<IPNetwork> Networks(string[] values)
    {
        List<IPNetwork> networks = [];
        foreach (string text in values.SelectMany(v => v.Split(',')))
        {
            if (IPNetwork.TryParse(text, out IPNetwork network))
                networks.Add(network);
            else if (!text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text, out IPAddress? address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                throw new UsageException($"--home \"{text}\" is no network; expected like 192.0.2.0/24 or 2001:db8::/32, no bit set beyond the length");
        }

        return networks;
    }

    private static DateTimeOffset InZone(DateTime wall, TimeZoneInfo zone) => new(wall, zone.GetUtcOffset(wall));
}
