using System;
using System.Runtime.CompilerServices;

namespace ProbeClassifier.Text;

/// <summary>Numbers and tokens in bytes, without culture, exceptions or allocation.</summary>
internal static class Ascii
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigit(byte b) => (uint)(b - '0') <= 9;

    /// <summary>Reads decimal digits at <paramref name="position"/> and moves past them; false without a digit or above the maximum.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> text, ref int position, uint maximum, out uint value)
    {
        ulong number = 0;
        int start = position;
        int i = start;
        while (i < text.Length && IsDigit(text[i]))
        {
            // Saturates: anything past the maximum stays past it, however many digits follow.
            number = Math.Min((number * 10) + (uint)(text[i] - '0'), uint.MaxValue + 1UL);
            i++;
        }

        position = i;
        value = (uint)number;
        return i > start && number <= maximum;
    }

    /// <summary>Two digits at a place, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        if ((uint)(at + 1) >= (uint)text.Length)
            return -1;
        uint tens = (uint)(text[at] - '0');
        uint ones = (uint)(text[at + 1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }

    /// <summary>Four digits at a place, or -1.</summary>
    public static int FourDigits(ReadOnlySpan<byte> text, int at)
    {
        int high = TwoDigits(text, at);
        int low = TwoDigits(text, at + 2);
        return high < 0 || low < 0 ? -1 : (high * 100) + low;
    }

    /// <summary>Where the token that begins at <paramref name="start"/> ends: the next space, or the end of the text.</summary>
    public static int TokenEnd(ReadOnlySpan<byte> text, int start)
    {
        int length = text[start..].IndexOf((byte)' ');
        return length < 0 ? text.Length : start + length;
    }

    /// <summary>Whether <paramref name="value"/> stands at <paramref name="at"/>.</summary>
    public static bool StartsAt(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> value) =>
        (uint)at <= (uint)text.Length && text[at..].StartsWith(value);

    /// <summary>Whether the text ends at or inside a <paramref name="value"/> that begins at <paramref name="at"/>.</summary>
    public static bool EndsInside(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> value) =>
        (uint)at <= (uint)text.Length && text.Length - at < value.Length && value.StartsWith(text[at..]);

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    public static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    /// <summary>Whether two texts are equal but for the case of ASCII letters. Bytes above 127 may be equal, unlike in the framework's method.</summary>
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length)
            return false;
        for (int i = 0; i < a.Length; i++)
        {
            if (Lower(a[i]) != Lower(b[i]))
                return false;
        }

        return true;
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
}
