using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Checkpoints;

namespace ProbeClassifier.Distributed.Files;

/// <summary>
/// Snapshots as files: <c>FOLDER/FAMILY/PARTITION/POSITION.snapshot</c>. Each is written beside its place, brought to the disk, and
/// linked into it, so that there is a whole one or none, whatever is killed when. Several processes may share a folder.
/// </summary>
public sealed class FileSnapshotStore : ISnapshotStore
{
    private const string Suffix = ".snapshot";
    private const string Unfinished = ".partial";

    /// <summary>The longest name of a file on common systems.</summary>
    private const int LongestName = 255;

    private readonly string _folder;
    private long _writes;

    /// <summary>Makes one.</summary>
    /// <param name="folder">The folder; made when the first snapshot is written.</param>
    public FileSnapshotStore(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
    }

    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(SnapshotName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Guard(() =>
    {
        string path = PathOf(name);
        if (File.Exists(path))
            return false;
        MakeFolder(Path.GetDirectoryName(path)!);
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.{Interlocked.Increment(ref _writes)}{Unfinished}");
        try
        {
            using (var stream = new FileStream(temporary, NewFile()))
            {
                stream.Write(content.Span);
                stream.Flush(flushToDisk: true);
            }

            bool isNew = MoveIfAbsent(temporary, path);
            PosixFolder.Flush(Path.GetDirectoryName(path)!);
            return isNew;
        }
        finally
        {
            File.Delete(temporary);
        }
    });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SnapshotName>> ListAsync(string family, string? partition, CancellationToken cancellationToken) => Guard<IReadOnlyList<SnapshotName>>(() =>
    {
        List<SnapshotName> names = [];
        string root = Path.Combine(_folder, family);
        if (!Directory.Exists(root))
            return names;
        foreach (string folder in partition is null ? Directory.GetDirectories(root) : [FolderOf(family, partition)])
        {
            if (!Directory.Exists(folder))
                continue;
            string of = partition ?? Uri.UnescapeDataString(Path.GetFileName(folder));
            foreach (string file in Directory.GetFiles(folder, "*" + Suffix))
            {
                if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out long position))
                    names.Add(new SnapshotName(family, of, position));
            }
        }

        return names;
    });

    /// <inheritdoc/>
    public ValueTask<byte[]?> GetAsync(SnapshotName name, CancellationToken cancellationToken) => Guard<byte[]?>(() =>
    {
        try
        {
            return File.ReadAllBytes(PathOf(name));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    });

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(SnapshotName name, CancellationToken cancellationToken) => await Guard(() =>
    {
        string path = PathOf(name);
        string folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
            return true;
        File.Delete(path);

        // What a worker that was killed left of older ones. One that writes such a one now has lost its partition.
        foreach (string file in Directory.GetFiles(folder, "*" + Unfinished))
        {
            if (string.CompareOrdinal(Path.GetFileName(file), Path.GetFileName(path)) < 0)
                File.Delete(file);
        }

        return true;
    });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListFamiliesAsync(CancellationToken cancellationToken) => Guard<IReadOnlyList<string>>(() =>
        Directory.Exists(_folder) ? Array.ConvertAll(Directory.GetDirectories(_folder), f => Path.GetFileName(f)) : []);

    /// <summary>Lines of the log are in it: for its owner alone, as checkpoints are.</summary>
    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>Makes a folder and those above it, and returns when their names are on disk. One that is there stays as it is.</summary>
    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        string? above = Path.GetDirectoryName(folder);
        if (above is not null)
            MakeFolder(above);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (above is not null)
            PosixFolder.Flush(above);
    }

    private static bool MoveIfAbsent(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(to) || !File.Exists(from))
        {
            // Or it was taken away, because there are newer ones.
            return false;
        }
    }

    private ValueTask<T> Guard<T>(Func<T> work)
    {
        try
        {
            return ValueTask.FromResult(work());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PartitionFaultException($"the folder of snapshots {_folder} cannot be used: {e.Message}", isTransient: false, e);
        }
    }

    private string PathOf(SnapshotName name) =>
        Path.Combine(FolderOf(name.Family, name.Partition), name.Position.ToString("D20", CultureInfo.InvariantCulture) + Suffix);

    private string FolderOf(string family, string partition)
    {
        // A name that is a path is one name here; "." and ".." are none.
        string escaped = Uri.EscapeDataString(partition).Replace(".", "%2E", StringComparison.Ordinal);
        if (escaped.Length > LongestName)
            throw new PartitionFaultException($"the name of the partition {partition} is too long for a folder: {escaped.Length} bytes, at most {LongestName}; use a shorter path", isTransient: false);
        return Path.Combine(_folder, family, escaped);
    }
}
