using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbeClassifier.Kernels;

/// <summary>
/// The kernel's own <c>[seconds.micros] </c>. Neighbours have it in the same shape, so the last line's shape is tried first; the
/// scalar reader (<see cref="Syslog.SyslogParser.SkipKernelStamp"/>) takes at least these.
/// </summary>
internal struct KernelStamp
{
    /// <summary>Places of digits inside the bracket of the last stamp, and the places that were looked at.</summary>
    private uint _digits;
    private uint _inside;
    private int _dot;
    private int _length;

    /// <summary>The length of the last stamp with its space, or 0 when the last line had none.</summary>
    public readonly int LastLength => _length;

    /// <summary>Whether a stamp of the last line's shape stands here. Reads 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe bool IsSameShape(byte* at)
    {
        if (_length == 0)
            return *at != (byte)'[' | at[1] > (byte)'9';
        uint digits = Digits(Vector256.Load(at));
        return ((digits ^ _digits) & _inside) == 0
            && ((at[_dot] ^ '.') | (*at ^ '[') | (Unsafe.ReadUnaligned<ushort>(at + _length - 2) ^ 0x205D)) == 0;
    }

    /// <summary>Reads a stamp of another shape; 0 when there is none that is plain: no padding, nine digits at the most. Reads 32 bytes.</summary>
    public unsafe int Read(byte* at)
    {
        _length = 0;
        if (*at != (byte)'[')
            return 0;
        Vector256<byte> v = Vector256.Load(at);
        uint close = Vector256.Equals(v, Vector256.Create((byte)']')).ExtractMostSignificantBits();
        if (close == 0)
            return 0;
        int end = BitOperations.TrailingZeroCount(close);
        uint inside = ((1u << end) - 1) & ~1u;
        uint digits = Digits(v) & inside;
        uint other = inside & ~digits;
        if (!BitOperations.IsPow2(other))
            return 0;
        int dot = BitOperations.TrailingZeroCount(other);
        if (at[dot] != (byte)'.' || dot is 1 or > 10 || end - dot is < 2 or > 10 || at[end + 1] != (byte)' ')
            return 0;
        _digits = digits;
        _inside = inside;
        _dot = dot;
        _length = end + 2;
        return _length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Digits(Vector256<byte> v) =>
        Vector256.LessThanOrEqual(v - Vector256.Create((byte)'0'), Vector256.Create((byte)9)).ExtractMostSignificantBits();
}
