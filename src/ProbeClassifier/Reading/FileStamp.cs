using System.IO;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Reading;

/// <summary>
/// What tells a file at a moment: where it lies on disk, how long it is, when it was last written (ticks of UTC). Without device and inode,
/// as on systems that do not tell them, <see cref="HasIdentity"/> is false.
/// </summary>
internal readonly record struct FileStamp(ulong Device, ulong Inode, long Length, long LastWrite, bool IsRegular)
{
    public bool HasIdentity => Inode != 0;

    /// <summary>The same place on disk; what is written there may be another log.</summary>
    public bool IsSameFile(ulong device, ulong inode) => HasIdentity && Device == device && Inode == inode;

    /// <summary>What stands at a path, behind links; null for nothing.</summary>
    /// <param name="path">The path.</param>
    /// <param name="withIdentity">Whether to ask for device and inode.</param>
    public static FileStamp? Of(string path, bool withIdentity)
    {
        if (PosixFiles.IsHere)
        {
            FileStamp? stamp = PosixFiles.Look(path);
            return withIdentity ? stamp : stamp is { } s ? s with { Device = 0, Inode = 0 } : null;
        }

        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var file = new FileInfo(target);
        if (file.Exists)
            return new(0, 0, file.Length, file.LastWriteTimeUtc.Ticks, (file.Attributes & FileAttributes.Device) == 0);
        return Directory.Exists(target) ? default(FileStamp) : null;
    }

    public static FileStamp Of(SafeFileHandle file, bool withIdentity)
    {
        if (!PosixFiles.IsHere)
            return new(0, 0, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file).Ticks, true);
        FileStamp stamp = PosixFiles.Look(file);
        return withIdentity ? stamp : stamp with { Device = 0, Inode = 0 };
    }
}
