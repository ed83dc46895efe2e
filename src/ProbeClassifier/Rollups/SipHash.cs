using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbeClassifier.Rollups;

/// <summary>
/// SipHash-2-4 (Aumasson, Bernstein 2012): keyed, and the same on every machine. It orders the sources of a full rollup and
/// checks snapshots. Without the key nobody can choose values that hash as he likes.
/// </summary>
internal static class SipHash
{
    /// <summary>The hash of 16 bytes, given as two little-endian words.</summary>
    public static ulong Of(ulong key0, ulong key1, ulong first, ulong second)
    {
        State state = new(key0, key1);
        state.Add(first);
        state.Add(second);
        return state.Finish(16UL << 56);
    }

    public static ulong Of(ulong key0, ulong key1, ReadOnlySpan<byte> bytes)
    {
        State state = new(key0, key1);
        ulong last = (ulong)bytes.Length << 56;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            state.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        for (int i = 0; i < bytes.Length; i++)
            last |= (ulong)bytes[i] << (8 * i);
        return state.Finish(last);
    }

    private struct State(ulong key0, ulong key1)
    {
        private ulong _v0 = key0 ^ 0x736f_6d65_7073_6575;
        private ulong _v1 = key1 ^ 0x646f_7261_6e64_6f6d;
        private ulong _v2 = key0 ^ 0x6c79_6765_6e65_7261;
        private ulong _v3 = key1 ^ 0x7465_6462_7974_6573;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(ulong word)
        {
            _v3 ^= word;
            Round();
            Round();
            _v0 ^= word;
        }

        public ulong Finish(ulong last)
        {
            Add(last);
            _v2 ^= 0xff;
            for (int i = 0; i < 4; i++)
                Round();
            return _v0 ^ _v1 ^ _v2 ^ _v3;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Round()
        {
            _v0 += _v1;
            _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
            _v0 = BitOperations.RotateLeft(_v0, 32);
            _v2 += _v3;
            _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
            _v0 += _v3;
            _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
            _v2 += _v1;
            _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
            _v2 = BitOperations.RotateLeft(_v2, 32);
        }
    }
}
