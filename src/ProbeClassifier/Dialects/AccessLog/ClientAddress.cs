using System;
using System.Buffers;
using ProbeClassifier.Events;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>Addresses as web servers write them: plain, IPv6 in brackets or with a scope, and with a port.</summary>
internal static class ClientAddress
{
    /// <summary>More than any address, its scope, brackets and port need: longer words are not looked at.</summary>
    private const int MaxLength = 80;

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    /// <summary>Reads an address that fills the text. A scope (<c>%eth0</c>) is dropped.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ProbeAddress address)
    {
        address = default;
        if (text.Length is < 2 or > MaxLength)
            return false;
        if (text[0] == '[')
        {
            if (text[^1] != ']' || !text.Contains((byte)':'))
                return false;
            text = text[1..^1];
        }

        int scope = text.IndexOf((byte)'%');
        if (scope >= 0)
        {
            text = text[..scope];
            if (!text.Contains((byte)':'))
                return false;
        }

        if (!AddressText.TryParse(text, out ulong high, out ulong low))
            return false;
        address = new(high, low);
        return true;
    }

    /// <summary>Reads an address, or <c>address:port</c> with IPv6 in brackets.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="address">The address.</param>
    /// <param name="port">0–65535, or -1 when there is none.</param>
    public static bool TryParseWithPort(ReadOnlySpan<byte> text, out ProbeAddress address, out int port)
    {
        port = -1;
        if (TryParse(text, out address))
            return true;
        int colon = text.LastIndexOf((byte)':');
        if (colon <= 0 || (text[0] != '[' && text[..colon].Contains((byte)':')))
            return false;
        int at = colon + 1;
        if (!Ascii.TryReadNumber(text, ref at, ushort.MaxValue, out uint value)
            || at != text.Length
            || at - colon > 6
            || !TryParse(text[..colon], out address))
        {
            return false;
        }

        port = (int)value;
        return true;
    }

    /// <summary>Whether a word that is no address can be nothing else: digits and dots, or hexadecimal with two colons.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> text) =>
        text.Length <= MaxLength
        && !text.ContainsAnyExcept(AddressBytes)
        && (text.Count((byte)':') >= 2
            || (text.Contains((byte)'.') && !text.ContainsAnyExceptInRange((byte)'.', (byte)'9')));
}
