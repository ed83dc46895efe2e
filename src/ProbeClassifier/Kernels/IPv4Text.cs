using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbeClassifier.Kernels;

/// <summary>
/// A dotted quad and the byte that ends it, in one 16-byte load. The places of the three dots and the end are one of 81 masks; a
/// perfect hash of the mask gives the shuffle that lines up hundreds, tens and ones, and two multiply-adds give the octets.
/// Takes exactly what <see cref="Text.AddressText"/> takes.
/// </summary>
internal static unsafe class IPv4Text
{
    /// <summary>Found by search: no two of the 81 masks fall together in their product's top eight bits.</summary>
    private const uint HashFactor = 0xE07B_DB9F;

    /// <summary>Behind the 256 entries of shuffle (16 bytes) and first digits of longer octets (16 bytes): 256 masks.</summary>
    private const int MasksAt = 256 * 32;

    /// <summary>Bytes of <see cref="Tables"/> that are of addresses; those of <see cref="PortPair"/> follow.</summary>
    public const int TableBytes = MasksAt + 512;

    private static byte* _tables;

    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>What <see cref="ReadPair"/> looks up, for the caller to hold in a local. Made once, never freed.</summary>
    public static byte* Tables => _tables != null ? _tables : _tables = BuildTables();

    /// <summary>
    /// Reads the address at <paramref name="text"/> up to a space, and a second one that begins <paramref name="gap"/> bytes after
    /// that space, up to another. Reads 96 bytes. Values are in host order; they and the lengths mean nothing unless
    /// <paramref name="bad"/> is 0. The second address waits only for the first one's length, and nothing waits for either.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AddressPair ReadPair(byte* text, int gap, byte* tables, out uint bad)
    {
        ulong spaces = ByteMask.Equal64(text, (byte)' ');
        int firstLength = BitOperations.TrailingZeroCount(spaces);
        int secondLength = BitOperations.TrailingZeroCount(spaces & (spaces - 1)) - firstLength - gap;
        Vector128<byte> first = Vector128.Load(text);
        Vector128<byte> second = Vector128.Load(text + firstLength + gap);
        uint firstHash = Shape(first, firstLength, tables, out uint badFirst);
        uint secondHash = Shape(second, secondLength, tables, out uint badSecond);
        return Convert(first, second, firstHash, secondHash, firstLength, secondLength, tables, badFirst | badSecond, out bad);
    }

    /// <summary>The same for one address of a known length, which is bad outside 0–15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Shape(Vector128<byte> text, int length, byte* tables, out uint bad)
    {
        uint dots = Vector128.Equals(text, Vector128.Create((byte)'.')).ExtractMostSignificantBits();
        uint end = 1u << length;
        uint mask = (dots & (end - 1)) | end;
        uint hash = (mask * HashFactor) >> 24;
        bad = (((ushort*)(tables + MasksAt))[hash] ^ mask) | ((uint)length & ~15u);
        return hash;
    }

    /// <summary>The hash of the places of dots and end, which is where the shuffle is; bad unless it is one of the 81.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Shape(Vector128<byte> text, byte end, byte* tables, out int length, out uint bad)
    {
        uint dots = Vector128.Equals(text, Vector128.Create((byte)'.')).ExtractMostSignificantBits();
        uint ends = Vector128.Equals(text, Vector128.Create(end)).ExtractMostSignificantBits();

        // The dots before the first end, and that end: everything else in there must turn out to be a digit.
        uint upToEnd = ends ^ (ends - 1);
        uint mask = (dots | ends) & upToEnd;
        uint hash = (mask * HashFactor) >> 24;
        length = BitOperations.TrailingZeroCount(ends) & 15;
        bad = (((ushort*)(tables + MasksAt))[hash] ^ mask) | (ends == 0 ? 1u : 0);
        return hash;
    }

    /// <summary>Both addresses' digits to numbers, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AddressPair Convert(
        Vector128<byte> first,
        Vector128<byte> second,
        uint firstHash,
        uint secondHash,
        int firstLength,
        int secondLength,
        byte* tables,
        uint badShape,
        out uint bad)
    {
        byte* entry = tables + (firstHash * 32);
        byte* entry2 = tables + (secondHash * 32);
        Vector256<byte> text = Vector256.Create(first, second) - Vector256.Create((byte)'0');
        Vector256<byte> shuffle = Vector256.Create(Vector128.Load(entry), Vector128.Load(entry2));
        Vector256<byte> leads = Vector256.Create(Vector128.Load(entry + 16), Vector128.Load(entry2 + 16));
        Vector256<byte> digits = Avx2.Shuffle(text, shuffle);

        // Over 9, or a zero that leads a longer octet: each leaves a bit.
        Vector256<byte> wrong = Vector256.Max(digits, Vector256.Create((byte)9)) ^ Vector256.Create((byte)9);
        wrong |= Vector256.Equals(digits, Vector256<byte>.Zero) & leads;
        Vector256<short> pairs = Avx2.MultiplyAddAdjacent(digits, Weights);
        Vector256<int> octets = Avx2.MultiplyAddAdjacent(pairs, Vector256.Create((short)1));
        wrong |= (octets & Vector256.Create(~255)).AsByte();
        Vector256<uint> packed = Avx2.Shuffle(octets.AsByte(), Pack).AsUInt32();
        bad = badShape | (wrong == Vector256<byte>.Zero ? 0 : 1u);
        return new AddressPair(packed.GetLower().ToScalar(), packed.GetUpper().ToScalar(), firstLength, secondLength);
    }

    private static Vector256<sbyte> Weights
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create((sbyte)100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0);
    }

    /// <summary>The four octets of each half, first octet highest.</summary>
    private static Vector256<byte> Pack
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(
            (byte)12, 8, 4, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
            12, 8, 4, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);
    }

    private static byte* BuildTables()
    {
        // Two threads may both get here: either's tables serve, the other's few kilobytes are lost.
        var tables = (byte*)RuntimeHelpers.AllocateTypeAssociatedMemory(typeof(IPv4Text), TableBytes + PortPair.TableBytes);
        var masks = (ushort*)(tables + MasksAt);
        byte* shuffle = stackalloc byte[32];
        for (int lengths = 0; lengths < 81; lengths++)
        {
            int at = 0;
            uint mask = 0;
            new System.Span<byte>(shuffle, 16).Fill(0x80);
            new System.Span<byte>(shuffle + 16, 16).Clear();
            for (int octet = 0, rest = lengths; octet < 4; octet++, rest /= 3)
            {
                int length = (rest % 3) + 1;
                for (int digit = 0; digit < length; digit++)
                    shuffle[(octet * 4) + (3 - length) + digit] = (byte)(at + digit);
                if (length > 1)
                    shuffle[16 + (octet * 4) + (3 - length)] = 0xFF;
                at += length;
                mask |= 1u << at;
                at++;
            }

            uint hash = (mask * HashFactor) >> 24;
            Debug.Assert(masks[hash] == 0, "the hash is perfect");
            masks[hash] = (ushort)mask;
            Unsafe.CopyBlock(tables + (hash * 32), shuffle, 32);
        }

        PortPair.FillTables(tables + TableBytes);
        return tables;
    }
}

/// <summary>Two addresses and their lengths in text.</summary>
internal readonly ref struct AddressPair(uint first, uint second, int firstLength, int secondLength)
{
    public readonly uint First = first;
    public readonly uint Second = second;
    public readonly int FirstLength = firstLength;
    public readonly int SecondLength = secondLength;
}
