using System.Runtime.CompilerServices;

namespace ProbeClassifier.Kernels;

/// <summary>
/// The groups of three bytes of which every event's line has one, in a form that finds them all in six table look-ups for a whole
/// vector: for each of the three places a table by low and one by high nibble says, a bit for each of eight groups, whether the
/// group has such a byte there. A group of one is found exactly; larger ones also find mixtures, which cost time only.
/// </summary>
internal static unsafe class AnchorTable
{
    /// <summary>A table has sixteen bytes, written four times over, so that the widest vector loads it as it is.</summary>
    public const int RowBytes = 64;

    /// <summary>Bytes of the two tables of a place.</summary>
    public const int PlaceBytes = 2 * RowBytes;

    /// <summary>Where the tables by byte are; bytes from 128 on stand for those 128 below.</summary>
    public const int WideAt = 3 * PlaceBytes;

    /// <summary>Bytes of the one table of a place.</summary>
    public const int WideBytes = 128;

    private static byte* _table;

    /// <summary>
    /// <c>IN=</c>, and <c>RC=</c>, <c>TO=</c> of <c>SRC=</c> and <c>PROTO=</c>; <c>] "</c> of a web request; and the ends of
    /// "repeated N times" and "… time", with or without CR. Made once, never freed.
    /// </summary>
    public static byte* Table => _table != null ? _table : _table = Build();

    private static byte* Build()
    {
        // Two threads may both get here: either's table serves.
        var table = (byte*)RuntimeHelpers.AllocateTypeAssociatedMemory(typeof(AnchorTable), WideAt + (3 * WideBytes));
        Add(table, 0, "I"u8, "N"u8, "="u8);
        Add(table, 1, "RT"u8, "CO"u8, "="u8);
        Add(table, 2, "]"u8, " "u8, "\""u8);
        Add(table, 3, "em"u8, "se"u8, "\n"u8);
        Add(table, 4, "se"u8, "\r"u8, "\n"u8);
        return table;
    }

    private static void Add(byte* table, int group, System.ReadOnlySpan<byte> first, System.ReadOnlySpan<byte> second, System.ReadOnlySpan<byte> third)
    {
        AddPlace(table, 0, group, third);
        AddPlace(table, 1, group, second);
        AddPlace(table, 2, group, first);
    }

    private static void AddPlace(byte* table, int place, int group, System.ReadOnlySpan<byte> bytes)
    {
        byte* nibbles = table + (place * PlaceBytes);
        byte* wide = table + WideAt + (place * WideBytes);
        var bit = (byte)(1 << group);
        foreach (byte b in bytes)
        {
            wide[b] |= bit;
            for (int copy = 0; copy < RowBytes; copy += 16)
            {
                nibbles[copy + (b & 15)] |= bit;
                nibbles[RowBytes + copy + (b >> 4)] |= bit;
            }
        }
    }
}
