using System.Numerics;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>
/// SipHash-2-4 (Aumasson, Bernstein 2012) of a source's 16 bytes: the order in which a full rollup keeps sources. Keyed, so that
/// who does not know the key cannot choose addresses that stay or go.
/// </summary>
internal static class SelectionHash
{
    public static ulong Of(ProbeAddress address, ulong key)
    {
        ulong v0 = key ^ 0x736f_6d65_7073_6575;
        ulong v1 = key ^ 0x646f_7261_6e64_6f6d;
        ulong v2 = key ^ 0x6c79_6765_6e65_7261;
        ulong v3 = key ^ 0x7465_6462_7974_6573;
        Word(address.High, ref v0, ref v1, ref v2, ref v3);
        Word(address.Low, ref v0, ref v1, ref v2, ref v3);
        Word(16UL << 56, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (int i = 0; i < 4; i++)
            Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Word(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
