using System;
using System.Buffers;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>A host name as servers log it: letters, digits, dots, hyphens and underscores, not beginning with a hyphen or dot.</summary>
internal static class HostName
{
    /// <summary>The limit of RFC 1035, with a final dot.</summary>
    private const int MaxLength = 254;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._"u8);

    public static bool IsOne(ReadOnlySpan<byte> word) =>
        word.Length is > 0 and <= MaxLength && word[0] is not ((byte)'-' or (byte)'.') && !word.ContainsAnyExcept(NameBytes);
}
