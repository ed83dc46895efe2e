using System;
using System.Runtime.CompilerServices;

namespace ProbeClassifier.Rollups;

/// <summary>
/// The hash of tables in memory: a full multiplication with a secret factor, its halves folded and mixed once more. Attackers choose the keys and
/// never see a hash, so a secret seed is enough. Results never depend on it.
/// </summary>
internal readonly struct SeededHash
{
    private readonly ulong _seed;
    private readonly ulong _factor;

    private SeededHash(ulong seed, ulong factor)
    {
        _seed = seed;
        _factor = factor;
    }

    /// <summary>New secrets.</summary>
    public static SeededHash Create()
    {
        // A random GUID comes from the system's generator without loading a cryptographic library.
        Span<byte> bytes = stackalloc byte[32];
        Guid.NewGuid().TryWriteBytes(bytes);
        Guid.NewGuid().TryWriteBytes(bytes[16..]);
        ulong seed = BitConverter.ToUInt64(bytes) ^ BitConverter.ToUInt64(bytes[8..]);
        ulong factor = BitConverter.ToUInt64(bytes[16..]) ^ BitConverter.ToUInt64(bytes[24..]);
        return new SeededHash(seed, factor | 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(ulong key)
    {
        // The fold alone keeps something of an arithmetic progression, such as a scan of neighbouring addresses, for one factor in a
        // hundred or so; another round breaks it up.
        ulong high = Math.BigMul(key ^ _seed, _factor, out ulong low);
        ulong mixed = (high ^ low) * 0x9E37_79B9_7F4A_7C15;
        return mixed ^ (mixed >> 32);
    }

    public ulong Of(ulong high, ulong low) => Of(Of(high) ^ low);
}
