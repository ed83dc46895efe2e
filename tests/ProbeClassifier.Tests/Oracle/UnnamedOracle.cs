using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>Lines that name nobody and yet are no packet filter's.</summary>
internal static partial class UnnamedOracle
{
    /// <summary>Whether a message is a program's: a record of JSON, an error log's line, or text whose packet is within quotation marks.</summary>
    public static bool IsProgram(string message)
    {
        if (Record().IsMatch(message) || NginxError().IsMatch(message) || ApacheError().IsMatch(message))
            return true;
        string padded = " " + message;
        int packet = padded.IndexOf(" SRC=", StringComparison.Ordinal);
        string before = packet < 0 ? padded : padded[..(packet + 1)];
        if (Process().Matches(before).Any(m => m.Groups["name"].Value is not ("kernel" or "/kernel" or "ulogd")))
            return true;
        return Escaped().Replace(before, "").Count(c => c == '"') % 2 == 1;
    }

    /// <summary>Whether a line has Exim's stamp and the id of a message behind it.</summary>
    public static bool IsMailers(string line) => MessageId().IsMatch(line);

    [GeneratedRegex(@"(?<= )(?<name>[^ \[]+)\[[0-9]+\](?=: )")]
    private static partial Regex Process();

    [GeneratedRegex("^(?:@cee:)? *{")]
    private static partial Regex Record();

    [GeneratedRegex(@"^[0-9]{4}/[0-9]{2}/[0-9]{2} (?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:[.,][0-9]+)? \[")]
    private static partial Regex NginxError();

    [GeneratedRegex(@"^\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[^\]]* [0-9]{4}\] \[")]
    private static partial Regex ApacheError();

    [GeneratedRegex(@"\\.", RegexOptions.Singleline)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"^(?:\u0000|\u00EF\u00BB\u00BF)*[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)? (?:[+-][0-9]{4} )?(?:\[[0-9]{1,9}\] )?[0-9][0-9A-Za-z]{5}-(?:[0-9A-Za-z]{6}|[0-9A-Za-z]{11})-(?:[0-9A-Za-z]{2}|[0-9A-Za-z]{4}) ")]
    private static partial Regex MessageId();
}
