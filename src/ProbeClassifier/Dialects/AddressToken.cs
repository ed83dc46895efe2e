using System;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects;

/// <summary>An address inside of text, as programs print it: <c>192.0.2.1</c>, <c>192.0.2.1:1234</c>, <c>2001:db8::1</c>.</summary>
internal static class AddressToken
{
    /// <summary>
    /// Reads the address that begins at a place and takes every byte that an address may have; an IPv4 one ends before a colon. A
    /// full stop or colon at its end belongs to the sentence. False when there is none.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="address">The address.</param>
    /// <param name="end">The byte behind it.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, int at, out ProbeAddress address, out int end)
    {
        address = default;
        end = at;
        if ((uint)at >= (uint)text.Length)
            return false;
        ReadOnlySpan<byte> run = text[at..];
        int length = run.IndexOfAnyExcept(AddressBytes);
        if (length >= 0)
            run = run[..length];
        int colon = run.IndexOf((byte)':');
        if (colon > 0 && run[..colon].Contains((byte)'.'))
            run = run[..colon];
        while (run.Length > 0 && (run[^1] == '.' || (run[^1] == ':' && !run.EndsWith("::"u8))))
            run = run[..^1];
        if (!AddressText.TryParse(run, out ulong high, out ulong low))
            return false;
        address = new ProbeAddress(high, low);
        end = at + run.Length;
        return true;
    }

    private static readonly System.Buffers.SearchValues<byte> AddressBytes = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF:."u8);
}
