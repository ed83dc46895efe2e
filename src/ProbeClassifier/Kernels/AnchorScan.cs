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
