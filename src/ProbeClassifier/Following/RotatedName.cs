using System;
using System.Buffers;
using System.Collections.Generic;

namespace ProbeClassifier.Following;

/// <summary>Names that rotation gives: <c>kern.log.1</c>, <c>kern.log-20261124</c>, <c>kern-2026-11-24T10-00-00.log</c>, each also with <c>.gz</c>.</summary>
internal static class RotatedName
{
    private const string Compressed = ".gz";

    /// <summary>So many digits before the extension are a day, fewer may be a log's own number: <c>web-1.log</c>.</summary>
    private const int DigitsOfDay = 8;

    /// <summary>What a number, a day or a time is made of.</summary>
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789TZ_");

    /// <summary>The names that a log may have had before it got this one.</summary>
    public static IEnumerable<string> Before(string name)
    {
        if (name.EndsWith(Compressed, StringComparison.Ordinal) && name.Length > Compressed.Length)
        {
            name = name[..^Compressed.Length];
            yield return name;
        }

        string rest = name;
        while (WithoutNumber(rest) is { } shorter)
            yield return rest = shorter;
        int dot = name.LastIndexOf('.');
        if (dot <= 0)
            yield break;
        rest = name[..dot];
        while (WithoutNumber(rest) is { } shorter)
        {
            rest = shorter;
            yield return rest + name[dot..];
        }
    }

    /// <summary>The name of the log that a name was made of; the name itself when rotation did not make it.</summary>
    /// <param name="name">A file's name.</param>
    /// <param name="isLog">Whether a log has a name. A number before the extension is taken away only then, or when it is a day.</param>
    public static string RootOf(string name, Func<string, bool> isLog)
    {
        if (name.EndsWith(Compressed, StringComparison.Ordinal) && name.Length > Compressed.Length)
            name = name[..^Compressed.Length];
        name = WithoutNumbers(name);
        int dot = name.LastIndexOf('.');
        if (dot <= 0)
            return name;
        string stem = WithoutNumbers(name[..dot]);
        int digits = 0;
        foreach (char c in name.AsSpan(stem.Length..dot))
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        string log = stem + name[dot..];
        return digits >= DigitsOfDay || (digits > 0 && isLog(log)) ? log : name;
    }

    private static string WithoutNumbers(string name)
    {
        while (WithoutNumber(name) is { } shorter)
            name = shorter;
        return name;
    }

    /// <summary>A name without a last part like <c>.1</c> or <c>-24T10</c>; null when it has none.</summary>
    private static string? WithoutNumber(string name)
    {
        int at = name.LastIndexOfAny(['.', '-']);
        if (at <= 0 || at + 1 == name.Length || !char.IsAsciiDigit(name[at + 1]))
            return null;
        return name.AsSpan(at + 1).IndexOfAnyExcept(NumberCharacters) < 0 ? name[..at] : null;
    }
}
