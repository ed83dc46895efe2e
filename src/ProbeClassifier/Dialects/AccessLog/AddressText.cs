using System;
using System.Buffers;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>Addresses as web servers write them: dotted, RFC 4291 with or without brackets and scope, with or without a port.</summary>
internal static class AddressText
{
    /// <summary>More than any address, its scope, brackets and port need: longer words are not looked at.</summary>
    private const int MaxLength = 80;

    private const int Groups = 8;

    private static readonly SearchValues<byte> s_hexColonDot = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    /// <summary>Reads an address that fills the text. A scope (<c>%eth0</c>) is dropped.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ProbeAddress address)
    {
        if (TryParseIPv4(text, out uint value))
        {
            address = ProbeAddress.FromIPv4(value);
            return true;
        }

        address = default;
        if (text.Length is < 2 or > MaxLength)
            return false;
        if (text[0] == '[')
        {
            if (text[^1] != ']')
                return false;
            text = text[1..^1];
        }

        int scope = text.IndexOf((byte)'%');
        return TryParseIPv6(scope < 0 ? text : text[..scope], out address);
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
        ReadOnlySpan<byte> digits = text[(colon + 1)..];
        if (digits.Length is 0 or > 5 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        int value = 0;
        foreach (byte digit in digits)
            value = (value * 10) + (digit - '0');
        if (value > ushort.MaxValue || !TryParse(text[..colon], out address))
            return false;
        port = value;
        return true;
    }

    /// <summary>Whether a word that is no address can be nothing else: digits and dots, or hexadecimal with two colons.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> text) =>
        text.Length <= MaxLength
        && !text.ContainsAnyExcept(s_hexColonDot)
        && (text.Count((byte)':') >= 2
            || (text.Contains((byte)'.') && !text.ContainsAnyExceptInRange((byte)'.', (byte)'9')));

    /// <summary>Four numbers of 0–255 without leading zeros, which some read as octal.</summary>
    private static bool TryParseIPv4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        if (text.Length is < 7 or > 15)
            return false;
        int at = 0;
        for (int part = 0; part < 4; part++)
        {
            if (part > 0 && (at >= text.Length || text[at++] != '.'))
                return false;
            int from = at;
            uint value = 0;
            while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
                value = (value * 10) + (uint)(text[at++] - '0');
            int digits = at - from;
            if (digits is 0 or > 3 || value > 255 || (digits > 1 && text[from] == '0'))
                return false;
            address = (address << 8) | value;
        }

        return at == text.Length;
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> text, out ProbeAddress address)
    {
        address = default;
        Span<ushort> groups = stackalloc ushort[Groups];
        groups.Clear();
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            at = 2;
        }

        while (at < text.Length)
        {
            int colon = text[at..].IndexOf((byte)':');
            ReadOnlySpan<byte> group = colon < 0 ? text[at..] : text.Slice(at, colon);
            if (colon < 0 && count <= Groups - 2 && TryParseIPv4(group, out uint tail))
            {
                groups[count++] = (ushort)(tail >> 16);
                groups[count++] = (ushort)tail;
                break;
            }

            if (count == Groups || !TryParseGroup(group, out groups[count]))
                return false;
            count++;
            if (colon < 0)
                break;
            at += colon + 1;
            if (at == text.Length)
                return false;
            if (text[at] == ':')
            {
                if (gap >= 0)
                    return false;
                gap = count;
                at++;
            }
        }

        if (gap < 0 ? count != Groups : count >= Groups)
            return false;
        if (gap >= 0)
        {
            int tailLength = count - gap;
            groups.Slice(gap, tailLength).CopyTo(groups[(Groups - tailLength)..]);
            groups[gap..(Groups - tailLength)].Clear();
        }

        address = new(Half(groups), Half(groups[4..]));
        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<byte> text, out ushort value)
    {
        value = 0;
        if (text.Length is 0 or > 4)
            return false;
        foreach (byte letter in text)
        {
            int digit = HexDigit.Value(letter);
            if (digit < 0)
                return false;
            value = (ushort)((value << 4) | digit);
        }

        return true;
    }

    private static ulong Half(ReadOnlySpan<ushort> groups) =>
        ((ulong)groups[0] << 48) | ((ulong)groups[1] << 32) | ((ulong)groups[2] << 16) | groups[3];
}
