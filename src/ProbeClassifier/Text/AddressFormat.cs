using System;

namespace ProbeClassifier.Text;

/// <summary>Addresses to text without an allocation: dotted quads, and the form of RFC 5952 §4.</summary>
internal static class AddressFormat
{
    private const int Groups = 8;

    /// <summary>Writes a dotted quad; returns its length, at most 15.</summary>
    public static int WriteIPv4(uint value, Span<char> text)
    {
        int at = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            uint octet = (value >> shift) & 255;
            if (octet >= 100)
                text[at++] = (char)('0' + (octet / 100));
            if (octet >= 10)
                text[at++] = (char)('0' + (octet / 10 % 10));
            text[at++] = (char)('0' + (octet % 10));
            if (shift > 0)
                text[at++] = '.';
        }

        return at;
    }

    /// <summary>
    /// Writes eight groups, the first longest run of two or more zero groups as <c>::</c>, and the last two as a quad where the others
    /// say that they are an IPv4 address (RFC 5952 §5); returns the length, at most 45.
    /// </summary>
    public static int WriteIPv6(ulong high, ulong low, Span<char> text)
    {
        bool hasQuad = HasQuad(high, low);
        int groups = hasQuad ? Groups - 2 : Groups;
        (int gap, int gapLength) = LongestGap(high, low, groups);
        int at = 0;
        for (int i = 0; i < groups; i++)
        {
            if (i == gap)
            {
                text[at++] = ':';
                text[at++] = ':';
                i += gapLength - 1;
                continue;
            }

            if (i > 0 && i != gap + gapLength)
                text[at++] = ':';
            uint group = Group(high, low, i);
            for (int shift = group >= 0x1000 ? 12 : group >= 0x100 ? 8 : group >= 0x10 ? 4 : 0; shift >= 0; shift -= 4)
                text[at++] = "0123456789abcdef"[(int)(group >> shift) & 15];
        }

        if (!hasQuad)
            return at;
        if (gap + gapLength != groups)
            text[at++] = ':';
        return at + WriteIPv4((uint)low, text[at..]);
    }

    /// <summary>IPv4-compatible, IPv4-translated (RFC 2765) and ISATAP (RFC 5214) addresses; mapped ones are IPv4 to us.</summary>
    private static bool HasQuad(ulong high, ulong low) => (low >> 32) switch
    {
        0 or 0xFFFF or 0xFFFF_0000 => high == 0 && Group(high, low, 6) != 0,
        0x5EFE => true,
        _ => false,
    };

    private static (int Start, int Length) LongestGap(ulong high, ulong low, int groups)
    {
        int best = -1;
        int bestLength = 1;
        int length = 0;
        for (int i = 0; i < groups; i++)
        {
            length = Group(high, low, i) == 0 ? length + 1 : 0;
            if (length > bestLength)
                (best, bestLength) = (i - length + 1, length);
        }

        return (best, best < 0 ? Groups + 1 : bestLength);
    }

    private static uint Group(ulong high, ulong low, int index) =>
        (uint)((index < 4 ? high : low) >> (48 - (16 * (index & 3)))) & 0xFFFF;
}
