using System;
using System.Runtime.CompilerServices;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Kernels;

/// <summary>
/// The stamp <c>Mmm dd hh:mm:ss </c> of a line whose month, day and hour are those of the line before: only minutes and
/// seconds are read. Any other line is the scalar parser's.
/// </summary>
internal struct HourMemo
{
    /// <summary>Bytes of the stamp; a space follows.</summary>
    public const int StampLength = 15;

    private ulong _monthDayHour;
    private ulong _expected;
    private int _hourKey;
    private long _hourStart;

    /// <summary>UNIX seconds of the stamp at <paramref name="at"/>; false when the line is one for the scalar parser. Reads 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe bool TryRead(byte* at, StampClock clock, out long unixSeconds)
    {
        ulong head = Unsafe.ReadUnaligned<ulong>(at);
        ulong time = Unsafe.ReadUnaligned<ulong>(at + 7);
        if (head != _monthDayHour || _hourKey != clock.HourKey || at[StampLength] != (byte)' ')
        {
            unixSeconds = 0;
            return false;
        }

        // "hh:mm:ss" against this hour at 00:00: digits are left, each must be 0-9, tens of minutes and seconds 0-5.
        ulong digits = time ^ _expected;
        ulong bad = ((digits + 0x060A_0006_0A00_0000) | digits) & 0xF0F0_FFF0_F0FF_FFFF;
        if (bad != 0)
        {
            unixSeconds = 0;
            return false;
        }

        uint minutes = (uint)(((digits >> 24) & 0xFF) * 10) + (uint)((digits >> 32) & 0xFF);
        uint seconds = (uint)(((digits >> 48) & 0xFF) * 10) + (uint)(digits >> 56);
        unixSeconds = _hourStart + (minutes * 60) + seconds;
        return true;
    }

    /// <summary>Remembers the hour of a line that was an event, so that the clock has it. Reads 16 bytes.</summary>
    public unsafe void Learn(byte* at, StampClock clock)
    {
        var text = new ReadOnlySpan<byte>(at, StampLength + 1);
        SyslogStamp stamp = default;
        if (StampReader.ReadBsd(text, 0, ref stamp) != StampLength || stamp.Year != 0 || !clock.IsHour(stamp.Month, stamp.Day, stamp.Hour))
            return;
        clock.TryGetHour(stamp.Month, stamp.Day, stamp.Hour, out _hourStart);
        _hourKey = clock.HourKey;
        _monthDayHour = Unsafe.ReadUnaligned<ulong>(at);

        // The hour's own digits and colon, then zeros for the digits that change.
        _expected = (Unsafe.ReadUnaligned<ulong>(at + 7) & 0xFF_FFFF) | 0x3030_3A30_3000_0000;
    }
}
