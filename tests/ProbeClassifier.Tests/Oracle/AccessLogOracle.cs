using System;
using System.Globalization;
using System.Text.RegularExpressions;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>Plain access-log lines. What could be one and is not plain, the oracle leaves open.</summary>
internal static partial class AccessLogOracle
{
    /// <summary>Null when the message certainly is none.</summary>
    public static LineMeaning? Of(string message)
    {
        if (!Anchor().IsMatch(message))
            return null;
        Match m = Line().Match(message);
        if (!m.Success || AddressOracle.Canonical(m.Groups["client"].Value) is not string client)
            return new() { Kind = MeaningKind.Silent };
        string stamp = m.Groups["stamp"].Value;
        if (!DateTimeOffset.TryParseExact(stamp[..^2] + ":" + stamp[^2..], "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            || time.Year is < 1971 or > 2104)
            return new() { Kind = MeaningKind.Silent };
        int status = int.Parse(m.Groups["status"].ValueSpan, CultureInfo.InvariantCulture);
        return new()
        {
            Kind = MeaningKind.Event,
            Dialect = ProbeDialect.AccessLog,
            UnixSeconds = time.ToUnixTimeSeconds(),
            Source = client,
            Transport = 6,
            Direction = TrafficDirection.Inbound,
            Target = m.Groups["target"].Value,
            HttpStatus = status,
            Action = status switch
            {
                >= 100 and < 400 => ProbeAction.Allowed,
                401 or 403 or 407 or 429 or 444 or 451 => ProbeAction.Blocked,
                _ => ProbeAction.Other,
            },
        };
    }

    [GeneratedRegex(@"[0-9]\] """)]
    private static partial Regex Anchor();

    [GeneratedRegex(
        @"^(?<client>[0-9A-Fa-f.:]+) - (?:-|[a-z]+) \[(?<stamp>[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-5][0-9] [+-](?:0[0-9]|1[0-3])[0-5][0-9])\]"
        + @" ""(?:GET|HEAD|POST) (?<target>/[A-Za-z0-9/._?=&%~+;-]*) HTTP/1\.[01]"" (?<status>[1-5][0-9]{2}) (?:-|[0-9]+)(?: ""[A-Za-z0-9/:._ -]*"" ""[A-Za-z0-9/:;(). =-]*"")?$")]
    private static partial Regex Line();
}
