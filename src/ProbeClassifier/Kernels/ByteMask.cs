using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbeClassifier.Kernels;

/// <summary>64 bytes compared at once, in the widest vectors of the machine: bit k of an answer speaks of byte k.</summary>
internal static unsafe class ByteMask
{
    /// <summary>Whether the bytes differ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Differ64(byte* a, byte* b)
    {
        if (Vector512.IsHardwareAccelerated)
            return ~Vector512.Equals(Vector512.Load(a), Vector512.Load(b)).ExtractMostSignificantBits();
        return ~(Vector256.Equals(Vector256.Load(a), Vector256.Load(b)).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.Load(a + 32), Vector256.Load(b + 32)).ExtractMostSignificantBits() << 32));
    }

    /// <summary>Whether the bytes equal one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Equal64(byte* a, byte value)
    {
        if (Vector512.IsHardwareAccelerated)
            return Vector512.Equals(Vector512.Load(a), Vector512.Create(value)).ExtractMostSignificantBits();
        return Vector256.Equals(Vector256.Load(a), Vector256.Create(value)).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.Load(a + 32), Vector256.Create(value)).ExtractMostSignificantBits() << 32);
    }

    /// <summary>Whether the bytes are a space or a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Blank64(byte* a)
    {
        if (Vector512.IsHardwareAccelerated)
            return Vector512.LessThanOrEqual(Vector512.Load(a), Vector512.Create((byte)' ')).ExtractMostSignificantBits();
        return Vector256.LessThanOrEqual(Vector256.Load(a), Vector256.Create((byte)' ')).ExtractMostSignificantBits()
            | ((ulong)Vector256.LessThanOrEqual(Vector256.Load(a + 32), Vector256.Create((byte)' ')).ExtractMostSignificantBits() << 32);
    }
}
