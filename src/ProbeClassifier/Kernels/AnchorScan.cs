using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbeClassifier.Kernels;

/// <summary>
/// Where the bytes stand that tell lines apart, found by <see cref="AnchorTable"/> in as many vectors as the machine's are wide.
/// A line without a mark but for its LF is not an event.
/// </summary>
internal interface IAnchorScan
{
    /// <summary>
    /// Bit k: whether the four bytes that end at <paramref name="at"/> + k may be an anchor; <paramref name="lineFeeds"/>: whether
    /// a LF stands there. Reads from at − 3 to at + 64.
    /// </summary>
    static abstract unsafe ulong Test(byte* at, byte* table, out ulong lineFeeds);

    /// <summary>
    /// Passes over 64 bytes at a time while there is no mark, up to <paramref name="last"/> and while the line is not longer than
    /// <paramref name="maxLine"/>; returns where it stopped. Counts the lines that end on the way, and moves the line's start behind the last.
    /// </summary>
    static abstract unsafe byte* PassOver(byte* at, byte* last, byte* table, int maxLine, ref byte* line, ref int lines);
}

/// <summary>What the scans share.</summary>
internal static class AnchorScans
{
    /// <summary>Bytes that are tested at once.</summary>
    public const int Step = 64;

    /// <summary>For scans that keep no tables in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe byte* PassOver<TScan>(byte* at, byte* last, byte* table, int maxLine, ref byte* line, ref int lines)
        where TScan : struct, IAnchorScan
    {
        for (; at <= last && at - line <= maxLine; at += Step)
        {
            if (TScan.Test(at, table, out ulong ended) != 0)
                break;
            Count(at, ended, ref line, ref lines);
        }

        return at;
    }

    /// <summary>
    /// Every line that ends in these bytes is other: how many, and where the last one ends. Without a branch: whether one does cannot be
    /// guessed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Count(byte* at, ulong ended, ref byte* line, ref int lines)
    {
        lines += BitOperations.PopCount(ended);
        byte* next = at + Step - BitOperations.LeadingZeroCount(ended);
        line += (next - line) & -(ended != 0 ? 1L : 0L);
    }
}

/// <summary>For AVX-512 with byte permutes, which look up seven bits at once.</summary>
internal readonly struct AnchorScan512 : IAnchorScan
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Test(byte* at, byte* table, out ulong lineFeeds)
    {
        Vector512<byte> last = Vector512.Load(at);
        lineFeeds = Vector512.Equals(last, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
        byte* wide = table + AnchorTable.WideAt;
        Vector512<byte> buckets = Look(last, wide) & Look(Vector512.Load(at - 1), wide + AnchorTable.WideBytes)
            & Look(Vector512.Load(at - 2), wide + (2 * AnchorTable.WideBytes)) & Look(Vector512.Load(at - 3), wide + (3 * AnchorTable.WideBytes));
        return ~Vector512.Equals(buckets, Vector512<byte>.Zero).ExtractMostSignificantBits();
    }

    public static unsafe byte* PassOver(byte* at, byte* last, byte* table, int maxLine, ref byte* line, ref int lines)
    {
        // The eight tables stay in registers: loading them for each vector would be two thirds of all loads.
        byte* wide = table + AnchorTable.WideAt;
        Vector512<byte> low0 = Vector512.Load(wide);
        Vector512<byte> high0 = Vector512.Load(wide + 64);
        Vector512<byte> low1 = Vector512.Load(wide + 128);
        Vector512<byte> high1 = Vector512.Load(wide + 192);
        Vector512<byte> low2 = Vector512.Load(wide + 256);
        Vector512<byte> high2 = Vector512.Load(wide + 320);
        Vector512<byte> low3 = Vector512.Load(wide + 384);
        Vector512<byte> high3 = Vector512.Load(wide + 448);
        Vector512<byte> lineFeed = Vector512.Create((byte)'\n');
        byte* start = line;
        int count = lines;
        for (; at <= last && at - start <= maxLine; at += AnchorScans.Step)
        {
            Vector512<byte> bytes = Vector512.Load(at);
            Vector512<byte> buckets = Avx512Vbmi.PermuteVar64x8x2(low0, bytes, high0)
                & Avx512Vbmi.PermuteVar64x8x2(low1, Vector512.Load(at - 1), high1)
                & Avx512Vbmi.PermuteVar64x8x2(low2, Vector512.Load(at - 2), high2)
                & Avx512Vbmi.PermuteVar64x8x2(low3, Vector512.Load(at - 3), high3);
            if (buckets != Vector512<byte>.Zero)
                break;
            AnchorScans.Count(at, Vector512.Equals(bytes, lineFeed).ExtractMostSignificantBits(), ref start, ref count);
        }

        line = start;
        lines = count;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<byte> Look(Vector512<byte> bytes, byte* table) =>
        Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table), bytes, Vector512.Load(table + 64));
}

/// <summary>In two halves, for AVX2.</summary>
internal readonly struct AnchorScan256 : IAnchorScan
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Test(byte* at, byte* table, out ulong lineFeeds)
    {
        ulong marks = Half(at, table, out uint low) | ((ulong)Half(at + 32, table, out uint high) << 32);
        lineFeeds = low | ((ulong)high << 32);
        return marks;
    }

    public static unsafe byte* PassOver(byte* at, byte* last, byte* table, int maxLine, ref byte* line, ref int lines) =>
        AnchorScans.PassOver<AnchorScan256>(at, last, table, maxLine, ref line, ref lines);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe uint Half(byte* at, byte* table, out uint lineFeeds)
    {
        Vector256<byte> last = Vector256.Load(at);
        lineFeeds = Vector256.Equals(last, Vector256.Create((byte)'\n')).ExtractMostSignificantBits();
        Vector256<byte> buckets = Look(last, table) & Look(Vector256.Load(at - 1), table + AnchorTable.PlaceBytes)
            & Look(Vector256.Load(at - 2), table + (2 * AnchorTable.PlaceBytes)) & Look(Vector256.Load(at - 3), table + (3 * AnchorTable.PlaceBytes));
        return ~Vector256.Equals(buckets, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<byte> Look(Vector256<byte> bytes, byte* table)
    {
        Vector256<byte> nibble = Vector256.Create((byte)0x0F);
        Vector256<byte> high = Vector256.ShiftRightLogical(bytes.AsUInt16(), 4).AsByte() & nibble;
        return Avx2.Shuffle(Vector256.Load(table), bytes & nibble)
            & Avx2.Shuffle(Vector256.Load(table + AnchorTable.RowBytes), high);
    }
}

/// <summary>In four quarters: SSSE3, NEON, and whatever else has 128-bit vectors.</summary>
internal readonly struct AnchorScan128 : IAnchorScan
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Test(byte* at, byte* table, out ulong lineFeeds)
    {
        ulong marks = Quarter(at, table, out uint a) | ((ulong)Quarter(at + 16, table, out uint b) << 16)
            | ((ulong)Quarter(at + 32, table, out uint c) << 32) | ((ulong)Quarter(at + 48, table, out uint d) << 48);
        lineFeeds = a | ((ulong)b << 16) | ((ulong)c << 32) | ((ulong)d << 48);
        return marks;
    }

    public static unsafe byte* PassOver(byte* at, byte* last, byte* table, int maxLine, ref byte* line, ref int lines) =>
        AnchorScans.PassOver<AnchorScan128>(at, last, table, maxLine, ref line, ref lines);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe uint Quarter(byte* at, byte* table, out uint lineFeeds)
    {
        Vector128<byte> last = Vector128.Load(at);
        lineFeeds = Vector128.Equals(last, Vector128.Create((byte)'\n')).ExtractMostSignificantBits();
        Vector128<byte> buckets = Look(last, table) & Look(Vector128.Load(at - 1), table + AnchorTable.PlaceBytes)
            & Look(Vector128.Load(at - 2), table + (2 * AnchorTable.PlaceBytes)) & Look(Vector128.Load(at - 3), table + (3 * AnchorTable.PlaceBytes));
        return 0xFFFF & ~Vector128.Equals(buckets, Vector128<byte>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<byte> Look(Vector128<byte> bytes, byte* table)
    {
        Vector128<byte> nibble = Vector128.Create((byte)0x0F);
        Vector128<byte> high = Vector128.ShiftRightLogical(bytes.AsUInt16(), 4).AsByte() & nibble;
        return Vector128.ShuffleNative(Vector128.Load(table), bytes & nibble)
            & Vector128.ShuffleNative(Vector128.Load(table + AnchorTable.RowBytes), high);
    }
}
