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

    private static byte* s_tables;

    public static bool IsSupported => Ssse3.IsSupported && Sse41.IsSupported;

    /// <summary>What <see cref="Read"/> looks up, for the caller to hold in a local. Made once, never freed.</summary>
    public static byte* Tables => s_tables != null ? s_tables : s_tables = BuildTables();

    /// <summary>
    /// Reads the address at <paramref name="text"/> up to <paramref name="end"/>. Reads 16 bytes. The value is in host order, the
    /// return is the length of the address, 0–15; both mean nothing unless <paramref name="bad"/> is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(byte* text, byte end, byte* tables, out uint value, out uint bad)
    {
        Vector128<byte> v = Vector128.Load(text);
        uint dots = Vector128.Equals(v, Vector128.Create((byte)'.')).ExtractMostSignificantBits();
        uint ends = Vector128.Equals(v, Vector128.Create(end)).ExtractMostSignificantBits();

        // The dots before the first end, and that end: everything else in there must turn out to be a digit.
        uint first = ends & (uint)-(int)ends;
        uint mask = (dots & (first - 1)) | first;
        uint hash = (mask * HashFactor) >> 24;
        byte* entry = tables + (hash * 32);
        Vector128<byte> digits = Ssse3.Shuffle(v - Vector128.Create((byte)'0'), Vector128.Load(entry));
        Vector128<byte> leading = Vector128.Equals(digits, Vector128<byte>.Zero) & Vector128.Load(entry + 16);
        Vector128<byte> wrong = Vector128.GreaterThan(digits, Vector128.Create((byte)9)) | leading;
        Vector128<short> pairs = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create((sbyte)100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0));
        Vector128<int> octets = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create((short)1));
        Vector128<int> large = octets & Vector128.Create(~255);
        Vector128<byte> packed = Ssse3.Shuffle(octets.AsByte(), Vector128.Create((byte)12, 8, 4, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255));
        value = packed.AsUInt32().ToScalar();
        // Zero when all holds: a known mask, an end among the 16 bytes, digits, no octet over 255.
        bad = (uint)(((ushort*)(tables + MasksAt))[hash] ^ mask) | (first - 1 & 0x8000_0000)
            | Vector128.GreaterThan(wrong | large.AsByte(), Vector128<byte>.Zero).ExtractMostSignificantBits();
        return BitOperations.TrailingZeroCount(first) & 15;
    }

    private static byte* BuildTables()
    {
        // Two threads may both get here: either's tables serve, the other's few kilobytes are lost.
        var tables = (byte*)RuntimeHelpers.AllocateTypeAssociatedMemory(typeof(IPv4Text), MasksAt + 512);
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

        return tables;
    }
}
