using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbeClassifier.Kernels;

/// <summary>
/// Where the bytes stand that tell lines apart. An anchor is the last byte of <c>IN=</c>, of a pair that <c>RC=</c> and
/// <c>TO=</c> belong to (<c>SRC=</c>, <c>PROTO=</c>), or of <c>] "</c> (a web request), or a LF. A line without any but its LF
/// is not an event, with one exception: a repeat line, which its end tells.
/// </summary>
internal interface IAnchorScan
{
    /// <summary>Bytes that one step reads and tests.</summary>
    static abstract int Step { get; }

    /// <summary>
    /// Bit k: whether an anchor other than a LF stands at <paramref name="at"/> + k; <paramref name="lineFeeds"/> says the same of LF.
    /// Reads from at − 2 to at + <see cref="Step"/>.
    /// </summary>
    static abstract unsafe ulong Test(byte* at, out ulong lineFeeds);
}

/// <summary>64 bytes a step, for AVX-512.</summary>
internal readonly struct AnchorScan512 : IAnchorScan
{
    public static int Step => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Test(byte* at, out ulong lineFeeds)
    {
        Vector512<byte> v0 = Vector512.Load(at);
        lineFeeds = Vector512.Equals(v0, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();

        // Every anchor ends in one of these two, which most text has rarely: then the rest need not be looked at.
        Vector512<byte> ends = Vector512.Equals(v0, Vector512.Create((byte)'=')) | Vector512.Equals(v0, Vector512.Create((byte)'"'));
        if (ends == Vector512<byte>.Zero)
            return 0;
        Vector512<byte> v1 = Vector512.Load(at - 1);
        Vector512<byte> v2 = Vector512.Load(at - 2);
        Vector512<byte> equals = v0 ^ Vector512.Create((byte)'=');

        // C and O differ from 0x43 only in bits 2 and 3, R and T from 0x50 only in bits 1 and 2: one test serves both pairs.
        Vector512<byte> pair = ((v1 & Vector512.Create((byte)0xF3)) ^ Vector512.Create((byte)0x43))
            | ((v2 & Vector512.Create((byte)0xF9)) ^ Vector512.Create((byte)0x50)) | equals;
        Vector512<byte> inbound = (v1 ^ Vector512.Create((byte)'N')) | (v2 ^ Vector512.Create((byte)'I')) | equals;
        Vector512<byte> request = (v0 ^ Vector512.Create((byte)'"')) | (v1 ^ Vector512.Create((byte)' ')) | (v2 ^ Vector512.Create((byte)']'));
        Vector512<byte> any = Vector512.Min(Vector512.Min(pair, inbound), request);
        return Vector512.Equals(any, Vector512<byte>.Zero).ExtractMostSignificantBits();
    }
}

/// <summary>64 bytes a step in two halves, for AVX2.</summary>
internal readonly struct AnchorScan256 : IAnchorScan
{
    public static int Step => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Test(byte* at, out ulong lineFeeds)
    {
        ulong anchors = Half(at, out uint low) | ((ulong)Half(at + 32, out uint high) << 32);
        lineFeeds = low | ((ulong)high << 32);
        return anchors;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe uint Half(byte* at, out uint lineFeeds)
    {
        Vector256<byte> v0 = Vector256.Load(at);
        lineFeeds = Vector256.Equals(v0, Vector256.Create((byte)'\n')).ExtractMostSignificantBits();
        if ((Vector256.Equals(v0, Vector256.Create((byte)'=')) | Vector256.Equals(v0, Vector256.Create((byte)'"'))) == Vector256<byte>.Zero)
            return 0;
        Vector256<byte> v1 = Vector256.Load(at - 1);
        Vector256<byte> v2 = Vector256.Load(at - 2);
        Vector256<byte> equals = v0 ^ Vector256.Create((byte)'=');
        Vector256<byte> pair = ((v1 & Vector256.Create((byte)0xF3)) ^ Vector256.Create((byte)0x43))
            | ((v2 & Vector256.Create((byte)0xF9)) ^ Vector256.Create((byte)0x50)) | equals;
        Vector256<byte> inbound = (v1 ^ Vector256.Create((byte)'N')) | (v2 ^ Vector256.Create((byte)'I')) | equals;
        Vector256<byte> request = (v0 ^ Vector256.Create((byte)'"')) | (v1 ^ Vector256.Create((byte)' ')) | (v2 ^ Vector256.Create((byte)']'));
        Vector256<byte> any = Vector256.Min(Vector256.Min(pair, inbound), request);
        return Vector256.Equals(any, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }
}

/// <summary>64 bytes a step in four quarters: SSE2, NEON, and whatever else has 128-bit vectors.</summary>
internal readonly struct AnchorScan128 : IAnchorScan
{
    public static int Step => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Test(byte* at, out ulong lineFeeds)
    {
        ulong anchors = Quarter(at, out uint a) | ((ulong)Quarter(at + 16, out uint b) << 16)
            | ((ulong)Quarter(at + 32, out uint c) << 32) | ((ulong)Quarter(at + 48, out uint d) << 48);
        lineFeeds = a | ((ulong)b << 16) | ((ulong)c << 32) | ((ulong)d << 48);
        return anchors;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe uint Quarter(byte* at, out uint lineFeeds)
    {
        Vector128<byte> v0 = Vector128.Load(at);
        lineFeeds = Vector128.Equals(v0, Vector128.Create((byte)'\n')).ExtractMostSignificantBits();
        if ((Vector128.Equals(v0, Vector128.Create((byte)'=')) | Vector128.Equals(v0, Vector128.Create((byte)'"'))) == Vector128<byte>.Zero)
            return 0;
        Vector128<byte> v1 = Vector128.Load(at - 1);
        Vector128<byte> v2 = Vector128.Load(at - 2);
        Vector128<byte> equals = v0 ^ Vector128.Create((byte)'=');
        Vector128<byte> pair = ((v1 & Vector128.Create((byte)0xF3)) ^ Vector128.Create((byte)0x43))
            | ((v2 & Vector128.Create((byte)0xF9)) ^ Vector128.Create((byte)0x50)) | equals;
        Vector128<byte> inbound = (v1 ^ Vector128.Create((byte)'N')) | (v2 ^ Vector128.Create((byte)'I')) | equals;
        Vector128<byte> request = (v0 ^ Vector128.Create((byte)'"')) | (v1 ^ Vector128.Create((byte)' ')) | (v2 ^ Vector128.Create((byte)']'));
        Vector128<byte> any = Vector128.Min(Vector128.Min(pair, inbound), request);
        return Vector128.Equals(any, Vector128<byte>.Zero).ExtractMostSignificantBits();
    }
}
