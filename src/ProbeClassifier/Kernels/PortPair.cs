using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbeClassifier.Kernels;

/// <summary>
/// <c>n DPT=n </c> in one 16-byte load: two numbers of one to five digits, five bytes apart, a space behind the second. The two
/// lengths choose one of 25 shuffles that right-align the digits; three multiply-adds make numbers of them.
/// </summary>
internal static unsafe class PortPair
{
    /// <summary>Bytes from the first number's end to the second's start: <c> DPT=</c>.</summary>
    private const int Gap = 5;

    /// <summary>Bytes of the table that <see cref="Read"/> looks up.</summary>
    public const int TableBytes = 64 * 16;

    /// <summary>
    /// Reads both. Source in the low, destination in the high half; the return and <paramref name="end"/>, the index of the space
    /// behind the second, mean nothing unless <paramref name="bad"/> is 0. Reads 32 bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(byte* text, byte* tables, out int end, out uint bad)
    {
        Vector128<byte> v = Vector128.Load(text);
        uint spaces = Vector128.Equals(v, Vector128.Create((byte)' ')).ExtractMostSignificantBits();
        int first = BitOperations.TrailingZeroCount(spaces);
        end = BitOperations.TrailingZeroCount(spaces & (spaces - 1));

        // Each length is 1-5 in a right line; the product of the two then names one of the 25. Any other is caught by the range.
        uint second = (uint)(end - first - Gap);
        uint wrongLength = (((uint)first + 2) | (second + 2)) & ~7u;
        uint row = (((uint)first & 7) * 8) + (second & 7);
        Vector128<byte> digits = Ssse3.Shuffle(v - Vector128.Create((byte)'0'), Vector128.Load(tables + (row * 16)));
        Vector128<byte> wrong = Vector128.Max(digits, Vector128.Create((byte)9)) ^ Vector128.Create((byte)9);
        Vector128<short> tens = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create((sbyte)10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(tens, Vector128.Create((short)100, 1, 100, 1, 100, 1, 100, 1));
        Vector128<int> numbers = Sse2.MultiplyAddAdjacent(
            Sse41.PackUnsignedSaturate(fours, fours).AsInt16(),
            Vector128.Create((short)10000, 1, 10000, 1, 10000, 1, 10000, 1));
        ulong both = numbers.AsUInt64().ToScalar();
        bad = wrongLength | (uint)((both | (both >> 32)) >> 16 & 0xFFFF)
            | (Unsafe.ReadUnaligned<uint>(text + first + 1) ^ 0x3D54_5044)
            | (wrong == Vector128<byte>.Zero ? 0 : 1u);
        return both;
    }

    /// <summary>Writes the table: a shuffle for each pair of lengths.</summary>
    public static void FillTables(byte* tables)
    {
        // Rows of lengths that cannot be (0, 6, 7) pick a byte that is no digit: the space after the first number.
        for (int row = 0; row < 64; row++)
        {
            int first = row >> 3;
            int second = row & 7;
            bool possible = first is >= 1 and <= 5 && second is >= 1 and <= 5;
            for (int i = 0; i < 16; i++)
                tables[(row * 16) + i] = possible ? (byte)0x80 : (byte)0;
            for (int i = 0; possible && i < first; i++)
                tables[(row * 16) + 8 - first + i] = (byte)i;
            for (int i = 0; possible && i < second; i++)
                tables[(row * 16) + 16 - second + i] = (byte)(first + Gap + i);
            if (!possible)
                tables[row * 16] = (byte)(first & 7);
        }
    }
}
