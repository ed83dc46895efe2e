using System;

namespace ProbeClassifier.Text;

/// <summary>Textual addresses to 128 bits, strictly: four decimal parts without leading zeros, or RFC 4291 §2.2.</summary>
internal static class AddressText
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>Reads a whole IPv4 or IPv6 address; IPv4 comes in its IPv4-mapped form. False for anything else, zone ids too.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        high = 0;
        if (TryParseIPv4(text, out uint v4))
        {
            low = MappedPrefix | v4;
            return true;
        }

        return TryParseIPv6(text, out high, out low);
    }

    /// <summary>Reads a whole dotted quad, in host order.</summary>
    public static bool TryParseIPv4(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        if (text.Length is < 7 or > 15)
            return false;
        int position = 0;
        for (int part = 0; part < 4; part++)
        {
            if (part > 0 && (position >= text.Length || text[position++] != '.'))
                return false;
            int start = position;
            if (!Ascii.TryReadNumber(text, ref position, 255, out uint octet))
                return false;
            if (position - start > 3 || (position - start > 1 && text[start] == '0'))
                return false;
            value = (value << 8) | octet;
        }

        return position == text.Length;
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        high = 0;
        low = 0;
        if (text.Length is < 2 or > 45)
            return false;
        Span<ushort> groups = stackalloc ushort[8];
        int count = 0;
        int gap = -1;
        int i = 0;
        if (text[0] == ':')
        {
            if (text[1] != ':')
                return false;
            gap = 0;
            i = 2;
        }

        while (i < text.Length)
        {
            if (count == 8)
                return false;
            int digits = 0;
            uint group = 0;
            while (i + digits < text.Length && Ascii.HexDigit(text[i + digits]) is >= 0 and int hex)
            {
                group = (group << 4) | (uint)hex;
                if (++digits > 4)
                    return false;
            }

            if (i + digits < text.Length && text[i + digits] == '.')
            {
                if (count > 6 || !TryParseIPv4(text[i..], out uint v4))
                    return false;
                groups[count++] = (ushort)(v4 >> 16);
                groups[count++] = (ushort)v4;
                break;
            }

            if (digits == 0)
                return false;
            groups[count++] = (ushort)group;
            i += digits;
            if (i == text.Length)
                break;
            if (text[i++] != ':' || i == text.Length)
                return false;
            if (text[i] == ':')
            {
                if (gap >= 0)
                    return false;
                gap = count;
                i++;
            }
        }

        // "::" stands for one group of zeros at least.
        if (gap < 0 ? count != 8 : count > 7)
            return false;
        if (gap >= 0)
        {
            groups[gap..count].CopyTo(groups[(8 - (count - gap))..]);
            groups.Slice(gap, 8 - count).Clear();
        }

        for (int g = 0; g < 4; g++)
        {
            high = (high << 16) | groups[g];
            low = (low << 16) | groups[g + 4];
        }

        return true;
    }
}
