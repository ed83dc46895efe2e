using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using ProbeClassifier.Dialects;

namespace ProbeClassifier.Kernels;

/// <summary>
/// The groups of four bytes of which every event's line has one, in a form that finds them all in a few table look-ups for a whole
/// vector: for each of the four places a table by low and one by high nibble, and one by the whole byte, say, a bit for each of
/// eight groups, whether the group has such a byte there. Groups also find mixtures of their members, which cost time only.
/// </summary>
internal static unsafe class AnchorTable
{
    /// <summary>Bytes that an anchor has.</summary>
    public const int Places = 4;

    /// <summary>A table has sixteen bytes, written four times over, so that the widest vector loads it as it is.</summary>
    public const int RowBytes = 64;

    /// <summary>Bytes of the two tables of a place.</summary>
    public const int PlaceBytes = 2 * RowBytes;

    /// <summary>Where the tables by byte are; bytes from 128 on stand for those 128 below.</summary>
    public const int WideAt = Places * PlaceBytes;

    /// <summary>Bytes of the one table of a place.</summary>
    public const int WideBytes = 128;

    /// <summary>Groups from here on are of words, those before of packet filters, web requests, and repeat lines.</summary>
    private const int FirstWordGroup = 8 - EvidenceWords.Groups;

    /// <summary>Four-byte pieces of words that are there, by a hash of twelve bits.</summary>
    private static readonly bool[] Known = new bool[1 << 12];

    /// <summary>Words by their four bytes; where these begin in the word.</summary>
    private static readonly Dictionary<uint, (byte[] Word, int At)[]> Words = ByPiece();

    private static byte* _table;

    /// <summary>
    /// <c>IN=</c>, and <c>RC=</c>, <c>TO=</c> of <c>SRC=</c> and <c>PROTO=</c>; <c>] "</c> of a web request; the ends of
    /// "repeated N times" and "… time", with or without CR; all behind any byte; and <see cref="EvidenceWords"/>. Made once, never freed.
    /// </summary>
    public static byte* Table => _table != null ? _table : _table = Build();

    /// <summary>Whether a mark that is no LF is an anchor and not a mixture.</summary>
    /// <param name="place">The last of the four bytes.</param>
    /// <param name="first">Nothing before may be read.</param>
    /// <param name="limit">Nothing from here on may be read.</param>
    public static bool IsAnchor(byte* place, byte* first, byte* limit)
    {
        uint four = Unsafe.ReadUnaligned<uint>(place - (Places - 1));
        return (four >> 8) is 0x3D_4E_49 or 0x3D_43_52 or 0x3D_4F_54 or 0x22_20_5D || (Known[Hash(four)] && IsWord(four, place, first, limit));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsWord(uint four, byte* place, byte* first, byte* limit)
    {
        if (!Words.TryGetValue(four, out (byte[] Word, int At)[]? words))
            return false;
        foreach ((byte[] word, int at) in words)
        {
            byte* start = place - (Places - 1) - at;
            if (start >= first && limit - start >= word.Length && new ReadOnlySpan<byte>(start, word.Length).SequenceEqual(word))
                return true;
        }

        return false;
    }

    private static uint Hash(uint four) => (four * 0x9E37_79B1) >> 20;

    private static Dictionary<uint, (byte[] Word, int At)[]> ByPiece()
    {
        var words = new Dictionary<uint, (byte[] Word, int At)[]>(EvidenceWords.All.Count);
        foreach (EvidenceWord word in EvidenceWords.All)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(word.Text);
            uint four = BitConverter.ToUInt32(bytes, word.At);
            words[four] = [.. words.GetValueOrDefault(four, []), (bytes, word.At)];
            Known[Hash(four)] = true;
        }

        return words;
    }

    private static byte* Build()
    {
        // Two threads may both get here: either's table serves.
        var table = (byte*)RuntimeHelpers.AllocateTypeAssociatedMemory(typeof(AnchorTable), WideAt + (Places * WideBytes));
        AddFixed(table, 0, "IRT"u8, "NCO"u8, "="u8);
        AddFixed(table, 1, "]"u8, " "u8, "\""u8);
        AddFixed(table, 2, "ems"u8, "se\r"u8, "\n"u8);
        foreach (EvidenceWord word in EvidenceWords.All)
        {
            for (int place = 0; place < Places; place++)
                AddByte(table, place, FirstWordGroup + word.Group, (byte)word.Text[word.At + Places - 1 - place]);
        }

        return table;
    }

    /// <summary>Three bytes behind any other.</summary>
    private static void AddFixed(byte* table, int group, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        foreach (byte b in third)
            AddByte(table, 0, group, b);
        foreach (byte b in second)
            AddByte(table, 1, group, b);
        foreach (byte b in first)
            AddByte(table, 2, group, b);
        for (int b = 0; b < 256; b++)
            AddByte(table, 3, group, (byte)b);
    }

    /// <summary>Place 0 is the last of the four.</summary>
    private static void AddByte(byte* table, int place, int group, byte b)
    {
        byte* nibbles = table + (place * PlaceBytes);
        var bit = (byte)(1 << group);
        table[WideAt + (place * WideBytes) + (b & 127)] |= bit;
        for (int copy = 0; copy < RowBytes; copy += 16)
        {
            nibbles[copy + (b & 15)] |= bit;
            nibbles[RowBytes + copy + (b >> 4)] |= bit;
        }
    }
}
