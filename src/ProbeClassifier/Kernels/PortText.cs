using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbeClassifier.Kernels;

/// <summary>A decimal number of one to five digits and the byte that ends it, in one 8-byte load.</summary>
internal static unsafe class PortText
{
    /// <summary>Reads up to a space; returns the number of digits, or 0 when it is none, too long, or over 65535.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(byte* text, out uint value)
    {
        ulong bytes = Unsafe.ReadUnaligned<ulong>(text);

        // A digit is 0x30–0x39: with 0x30 taken off, the high nibble is 0 and adding 6 leaves it so.
        ulong digits = bytes ^ 0x3030_3030_3030_3030;
        ulong other = ((digits + 0x0606_0606_0606_0606) | digits) & 0xF0F0_F0F0_F0F0_F0F0;
        int count = BitOperations.TrailingZeroCount(other) >> 3;
        value = 0;
        if (count - 1u > 4 || text[count] != (byte)' ')
            return 0;

        // Right-aligned in eight places; three multiplications add neighbours in pairs.
        digits <<= (8 - count) * 8;
        digits = (digits * 10) + (digits >> 8);
        value = (uint)((((digits & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064)
            + (((digits >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001)) >> 32);
        return value <= 65535 ? count : 0;
    }
}
