using System;
using System.IO;

namespace ProbeClassifier.Checkpoints;

/// <summary>What a checkpoint asks of the disk, one operation a method, so that tests can make each of them fail.</summary>
internal interface ICheckpointFiles
{
    /// <summary>All bytes of a file; null when it is not there.</summary>
    byte[]? Read(string path);

    bool Exists(string path);

    void Delete(string path);

    /// <summary>Makes a file that was not there, for its owner only, and returns when its bytes are on disk.</summary>
    void WriteNew(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Gives a file another name; what had that name is gone.</summary>
    void Rename(string from, string to);

    /// <summary>Returns when the names in the folder of a file are on disk.</summary>
    void FlushFolderOf(string path);
}

/// <summary>The disk itself.</summary>
internal sealed class DiskCheckpointFiles : ICheckpointFiles
{
    public byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public bool Exists(string path) => File.Exists(path);

    public void Delete(string path) => File.Delete(path);

    public void WriteNew(string path, ReadOnlySpan<byte> bytes)
    {
        // CreateNew is O_EXCL: it does not go through a link that somebody put there.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void FlushFolderOf(string path) => PosixFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
}
