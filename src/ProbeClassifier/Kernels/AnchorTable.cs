using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using ProbeClassifier.Dialects;

namespace ProbeClassifier.Kernels;

/// <summary>
/// The groups of three bytes of which every event's line has one, in a form that finds them all in a few table look-ups for a whole
/// vector: for each of the three places a table by low and one by high nibble, and one by the whole byte, say, a bit for each of
/// eight groups, whether the group has such a byte there. Groups also find mixtures of their members, which cost time only.
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

    /// <summary>Groups from here on are of words, those before of the packet filters, web requests, and repeat lines.</summary>
    private const int FirstWordGroup = 5;
    private const int Groups = 8;

    /// <summary>Letters of log text, the most frequent first: a word's rarest three bytes stand for it.</summary>
    private const string Frequent = " etaoinsrdlcum0123456789pfgh:.=-y/b[]()vwkx,;";

    private static byte* _table;

    /// <summary>Words by their three bytes; where these begin in the word.</summary>
    private static readonly Dictionary<uint, (byte[] Word, int At)[]> Words = Choose();

    /// <summary>
    /// <c>IN=</c>, and <c>RC=</c>, <c>TO=</c> of <c>SRC=</c> and <c>PROTO=</c>; <c>] "</c> of a web request; the ends of
    /// "repeated N times" and "… time", with or without CR; and <see cref="EvidenceWords"/>. Made once, never freed.
    /// </summary>
    public static byte* Table => _table != null ? _table : _table = Build();

    /// <summary>Whether a mark that is no LF is an anchor and not a mixture.</summary>
    /// <param name="place">The last of the three bytes.</param>
    /// <param name="first">Nothing before may be read.</param>
    /// <param name="limit">Nothing from here on may be read.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool IsAnchor(byte* place, byte* first, byte* limit)
    {
        uint three = Three(place[-2], place[-1], place[0]);
        if (three is 0x49_4E_3D or 0x52_43_3D or 0x54_4F_3D or 0x5D_20_22)
            return true;
        if (!Words.TryGetValue(three, out (byte[] Word, int At)[]? words))
            return false;
        foreach ((byte[] word, int at) in words)
        {
            byte* start = place - 2 - at;
            if (start >= first && limit - start >= word.Length && new ReadOnlySpan<byte>(start, word.Length).SequenceEqual(word))
                return true;
        }

        return false;
    }

    private static uint Three(byte a, byte b, byte c) => ((uint)a << 16) | ((uint)b << 8) | c;

    private static Dictionary<uint, (byte[] Word, int At)[]> Choose()
    {
        var words = new Dictionary<uint, (byte[] Word, int At)[]>();
        foreach (string text in EvidenceWords.All)
        {
            byte[] word = Encoding.ASCII.GetBytes(text);
            int best = 0;
            for (int at = 1; at + 3 <= word.Length; at++)
            {
                if (Rarity(text, at) > Rarity(text, best))
                    best = at;
            }

            uint three = Three(word[best], word[best + 1], word[best + 2]);
            words[three] = [.. words.GetValueOrDefault(three, []), (word, best)];
        }

        return words;
    }

    private static int Rarity(string word, int at)
    {
        int sum = 0;
        foreach (char letter in word.AsSpan(at, 3))
        {
            int place = Frequent.IndexOf(letter, StringComparison.Ordinal);
            sum += place < 0 ? 2 * Frequent.Length : place;
        }

        return sum;
    }

    private static byte* Build()
    {
        // Two threads may both get here: either's table serves.
        var table = (byte*)RuntimeHelpers.AllocateTypeAssociatedMemory(typeof(AnchorTable), WideAt + (3 * WideBytes));
        Add(table, 0, "I"u8, "N"u8, "="u8);
        Add(table, 1, "RT"u8, "CO"u8, "="u8);
        Add(table, 2, "]"u8, " "u8, "\""u8);
        Add(table, 3, "em"u8, "se"u8, "\n"u8);
        Add(table, 4, "se"u8, "\r"u8, "\n"u8);
        var sets = new HashSet<byte>[Groups, 3];
        foreach (uint three in Words.Keys)
        {
            // Where it makes the fewest new mixtures.
            int best = FirstWordGroup;
            for (int group = FirstWordGroup + 1; group < Groups; group++)
            {
                if (Growth(sets, group, three) < Growth(sets, best, three))
                    best = group;
            }

            for (int place = 0; place < 3; place++)
                (sets[best, place] ??= []).Add(ByteAt(three, place));
            Add(table, best, [ByteAt(three, 0)], [ByteAt(three, 1)], [ByteAt(three, 2)]);
        }

        return table;
    }

    private static byte ByteAt(uint three, int place) => (byte)(three >> (16 - (8 * place)));

    private static long Growth(HashSet<byte>[,] sets, int group, uint three)
    {
        long before = 1;
        long after = 1;
        for (int place = 0; place < 3; place++)
        {
            HashSet<byte>? set = sets[group, place];
            before *= set?.Count ?? 0;
            after *= (set?.Count ?? 0) + (set?.Contains(ByteAt(three, place)) == true ? 0 : 1);
        }

        return after - before;
    }

    private static void Add(byte* table, int group, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        AddPlace(table, 0, group, third);
        AddPlace(table, 1, group, second);
        AddPlace(table, 2, group, first);
    }

    private static void AddPlace(byte* table, int place, int group, ReadOnlySpan<byte> bytes)
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
