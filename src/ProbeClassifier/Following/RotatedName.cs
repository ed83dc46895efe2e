using System;
using System.Buffers;
using System.Collections.Generic;

namespace ProbeClassifier.Following;

/// <summary>Names that rotation gives: <c>kern.log.1</c>, <c>kern.log-20261124</c>, <c>kern-2026-11-24T10-00-00.log</c>, each also with <c>.gz</c>.</summary>
internal static class RotatedName
{
    private const string Compressed = ".gz";

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

    /// <summary>A name without a last part like <c>.1</c> or <c>-24T10</c>; null when it has none.</summary>
    private static string? WithoutNumber(string name)
    {
        int at = name.LastIndexOfAny(['.', '-']);
        if (at <= 0 || at + 1 == name.Length || !char.IsAsciiDigit(name[at + 1]))
            return null;
        return name.AsSpan(at + 1).IndexOfAnyExcept(NumberCharacters) < 0 ? name[..at] : null;
    }
}
