using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>What stands around a message: one expression for each form that a collector writes.</summary>
internal static partial class EnvelopeOracle
{
    private const string Months = "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private const string WeekDay = "^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ";
    private const string NamedPriority = @"(?<facility>[a-z]+[0-7]?)\.(?:emerg|panic|alert|crit|err|error|warning|warn|notice|info|debug) ";
    private const string Clock = @"(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})";
    private const string Fraction = @"(?:[.,](?<fraction>[0-9]+))?";
    private const string Day = " ?(?<day>[0-9]{1,2})";
    private const string Offset = @"(?<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?";

    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "security", "console", "clock",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    /// <summary>The envelope of a line that has lost its line end.</summary>
    public static Envelope Of(string line, YearOracle years)
    {
        int? facility = null;
        line = Marks().Replace(line, "");
        string rest = line;
        Match pri = Pri().Match(line);
        if (pri.Success && int.Parse(pri.Groups["pri"].ValueSpan, CultureInfo.InvariantCulture) is <= 191 and int value)
        {
            facility = value / 8;
            rest = line[pri.Length..];
            Match rfc5424 = Rfc5424().Match(rest);
            if (rfc5424.Success && TryTime(rfc5424, years, out Stamp? when))
                return new(Nil(rfc5424, "host"), Nil(rfc5424, "app"), facility, when, rfc5424.Groups["message"].Value);
        }

        Match busyBox = BusyBox().Match(rest);
        if (busyBox.Success && TryTime(busyBox, years, out Stamp? busyTime))
        {
            return AppOf(rest[busyBox.Length..].TrimStart(' '), "", Facility(busyBox, facility), busyTime);
        }

        foreach (Regex form in new[] { Bsd(), YearFirst(), Iso(), Journal() })
        {
            Match stamp = form.Match(rest);
            if (!stamp.Success || !TryTime(stamp, years, out Stamp? time))
                continue;
            string behind = rest[stamp.Length..].TrimStart(' ');
            Match alone = Priority().Match(behind);
            if (alone.Success && Array.IndexOf(Facilities, alone.Groups["facility"].Value) >= 0)
                return AppOf(behind[alone.Length..].TrimStart(' '), "", Facility(alone, facility), time);

            // Syslog's own words are no host's name.
            if (behind.StartsWith("last message repeated ", StringComparison.Ordinal))
                return AppOf(behind, "", facility, time);

            // A first word with a colon at its end, and only there, is an app-name, and a bracket is the message's: there is no host.
            string host = behind.Split(' ')[0];
            if (host.StartsWith('[') || App().Match(host).Length == host.Length)
                return AppOf(behind, "", facility, time);
            if (host.StartsWith("kernel:", StringComparison.Ordinal))
                return AppOf(behind, "", Envelope.UnknownFacility, time);
            behind = behind[host.Length..].TrimStart(' ');

            // Some BusyBoxes name the host as well.
            Match named = Priority().Match(behind);
            return named.Success
                ? AppOf(behind[named.Length..].TrimStart(' '), host, facility is null ? Facility(named, null) : Envelope.UnknownFacility, time)
                : AppOf(behind, host, facility, time);
        }

        return facility is null
            ? new("", "", null, null, rest)
            : AppOf(rest, "", facility, null);
    }

    /// <summary>A PRI says it better than the text.</summary>
    private static int Facility(Match match, int? pri) => pri ?? Array.IndexOf(Facilities, match.Groups["facility"].Value);

    private static Envelope AppOf(string rest, string host, int? facility, Stamp? time)
    {
        Match app = App().Match(rest);
        if (app.Success)
            return new(host, app.Groups["app"].Value, facility, time, rest[app.Length..].TrimStart(' '));

        // A bracket that holds no procid, or is followed by anything but a colon: whose text this is, nothing says.
        return new(host, "", OddProcid().IsMatch(rest) ? Envelope.UnknownFacility : facility, time, rest);
    }

    /// <summary>False when the stamp has the right shape and no such time exists: then it is no stamp.</summary>
    private static bool TryTime(Match match, YearOracle years, out Stamp? time)
    {
        time = null;
        if (match.Groups["nil"].Success)
            return true;
        int month = match.Groups["month"].Value is [>= 'A', ..] name
            ? (Array.IndexOf(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames, name) + 1)
            : Number(match, "month");
        int? year = match.Groups["year"].Success ? Number(match, "year") : null;
        long? seconds = years.UnixSeconds(
            year, month, Number(match, "day"), Number(match, "hour"), Number(match, "minute"), Number(match, "second"), match.Groups["offset"].Value);
        if (seconds is null)
            return false;
        string digits = match.Groups["fraction"].Value.PadRight(9, '0')[..9];
        time = new(seconds.Value, int.Parse(digits, CultureInfo.InvariantCulture));
        return true;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static string Nil(Match match, string group) => match.Groups[group].Value is "-" ? "" : match.Groups[group].Value;

    [GeneratedRegex(@"^<(?<pri>0|[1-9][0-9]{0,2})>")]
    private static partial Regex Pri();

    [GeneratedRegex(
        @"^1 (?:(?<nil>-)|(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})T" + Clock + Fraction + Offset + ")"
        + @" (?<host>[^ ]+) (?<app>[^ ]+) [^ ]+ [^ ]+ (?:-|(?:\[(?:[^\]""]|""(?:[^""\\]|\\.)*"")*\])+)(?: (?:\u00EF\u00BB\u00BF)? *(?<message>.*))?$",
        RegexOptions.Singleline)]
    private static partial Regex Rfc5424();

    [GeneratedRegex(
        WeekDay + Months + " " + Day + " " + Clock + @" (?<year>[0-9]{4}) " + NamedPriority)]
    private static partial Regex BusyBox();

    [GeneratedRegex("^" + NamedPriority)]
    private static partial Regex Priority();

    [GeneratedRegex("^(?:" + WeekDay + ")?" + Months + " " + Day + "(?: (?<year>[0-9]{4}))? " + Clock + Fraction + "(?(year)|(?: (?<year>19[7-9][0-9]|20[0-9]{2}|210[0-5])(?= ))?) ")]
    private static partial Regex Bsd();

    [GeneratedRegex("^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[T ]" + Clock + Fraction + Offset + " ")]
    private static partial Regex Iso();

    [GeneratedRegex("^(?<year>19[7-9][0-9]|20[0-9]{2}|210[0-5]) " + Months + " " + Day + " " + Clock + Fraction + "(?! (?:19[7-9][0-9]|20[0-9]{2}|210[0-5])(?: |$)) ")]
    private static partial Regex YearFirst();

    [GeneratedRegex(WeekDay + "(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[T ]" + Clock + Fraction + "(?:(?: (?:(?<offset>UTC|GMT)|(?<offset>[+-](?:(?:0[0-9]|1[0-3])(?:[0-5][0-9])?|14(?:00)?))|[A-Z]{3,5}))|" + Offset + ") ")]
    private static partial Regex Journal();

    [GeneratedRegex(@"^(?:\u0000|\u00EF\u00BB\u00BF)+")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(?<app>[^ :\[]+)(?:\[[^ \]]*\])?:")]
    private static partial Regex App();

    [GeneratedRegex(@"^[^ :\[]+\[")]
    private static partial Regex OddProcid();
}
