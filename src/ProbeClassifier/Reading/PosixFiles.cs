using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Reading;

/// <summary>
/// What Linux tells of files and .NET does not: device and inode (statx(2), whose answer has one layout on all machines). Elsewhere
/// <see cref="IsHere"/> is false, and files are told apart by their content.
/// </summary>
internal static partial class PosixFiles
{
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int NoSuchFile = 2;
    private const int NoAccess = 13;
    private const int NoFolder = 20;
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    public static bool IsHere { get; } = OperatingSystem.IsLinux();

    /// <summary>What stands at a path, behind links; null for nothing.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static FileStamp? Look(string path)
    {
        Stats stats = default;
        if (StatPath(CurrentFolder, path, 0, BasicStats, ref stats) == 0)
            return ToStamp(stats);
        int error = Marshal.GetLastPInvokeError();
        return error switch
        {
            NoSuchFile or NoFolder => null,
            NoAccess => throw new UnauthorizedAccessException(),
            _ => throw new IOException(Marshal.GetPInvokeErrorMessage(error)),
        };
    }

    public static FileStamp Look(SafeFileHandle file)
    {
        Stats stats = default;
        if (StatHandle(file, string.Empty, EmptyPath, BasicStats, ref stats) != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        return ToStamp(stats);
    }

    private static FileStamp ToStamp(in Stats stats) => new(
        ((ulong)stats.DeviceMajor << 32) | stats.DeviceMinor,
        stats.Inode,
        (long)stats.Size,
        DateTime.UnixEpoch.Ticks + (stats.WriteSeconds * TicksPerSecond) + (stats.WriteNanoseconds / 100),
        (stats.Mode & TypeMask) == RegularFile);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int StatPath(int folder, string path, int flags, uint mask, ref Stats stats);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int StatHandle(SafeFileHandle file, string path, int flags, uint mask, ref Stats stats);

    /// <summary>struct statx of linux/stat.h, the fields that are used.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Stats
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long WriteSeconds;

        [FieldOffset(120)]
        public uint WriteNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
