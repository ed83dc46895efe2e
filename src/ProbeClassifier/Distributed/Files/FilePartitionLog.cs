using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Distributed.Files;

/// <summary>
/// Plain files as partitions, each by its path; positions are bytes. A file ends where its last whole line does: what stands behind
/// the last LF is left until the LF is there. Files may grow between runs; one that is no longer the same is refused.
/// </summary>
public sealed class FilePartitionLog : IPartitionLog
{
    private readonly int _maxFrameBytes;
    private readonly ConcurrentDictionary<string, long> _unfinished = new(StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    /// <param name="parser">How lines are read.</param>
    public FilePartitionLog(ProbeParserOptions parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        _maxFrameBytes = parser.MaxFrameBytes;
    }

    /// <inheritdoc/>
    public string Engine => "file";

    /// <inheritdoc/>
    public string Topic => string.Empty;

    /// <inheritdoc/>
    public PositionKind Positions => PositionKind.Bytes;

    /// <summary>Files that ended within a line, and how many bytes of it there are.</summary>
    public IReadOnlyDictionary<string, long> Unfinished => _unfinished;

    /// <inheritdoc/>
    public ValueTask<PartitionStart> FindStartAsync(string partition, CancellationToken cancellationToken)
    {
        using SafeFileHandle handle = Open(partition);
        return ValueTask.FromResult(new PartitionStart(0, new DateTimeOffset(File.GetLastWriteTimeUtc(handle), TimeSpan.Zero)));
    }

    /// <inheritdoc/>
    public ValueTask<IPartitionReader> OpenAsync(string partition, ResumePoint from, CancellationToken cancellationToken)
    {
        SafeFileHandle handle = Open(partition);
        try
        {
            Check(partition, handle, from);
            return ValueTask.FromResult<IPartitionReader>(new FilePartitionReader(partition, handle, from.Position, _maxFrameBytes, bytes => Note(partition, bytes)));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static SafeFileHandle Open(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw new PartitionFaultException($"{path}: is a directory; name the files in it", isTransient: false);
            SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> magic = stackalloc byte[2];
            if (RandomAccess.Read(handle, magic, 0) == 2 && magic is [0x1F, 0x8B])
                throw new PartitionFaultException($"{path}: is compressed, and has no places to go on from; unpack it first, or use report", isTransient: false);
            return handle;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PartitionFaultException($"{path}: no such file; check the name", isTransient: false, e);
        }
        catch (NotSupportedException e)
        {
            throw new PartitionFaultException($"{path}: is no plain file, and has no places to go on from; write it to a file first", isTransient: false, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PartitionFaultException($"{path}: cannot be read: {e.Message}", isTransient: false, e);
        }
    }

    /// <summary>The text before the position is in the snapshot; a file that has another there is another file.</summary>
    private static void Check(string path, SafeFileHandle handle, ResumePoint from)
    {
        byte[] there = new byte[from.Before.Length];
        int read = 0;
        int more = 1;
        while (read < there.Length && more > 0)
        {
            more = RandomAccess.Read(handle, there.AsSpan(read), from.Position - there.Length + read);
            read += more;
        }

        if (!there.AsSpan(0, read).SequenceEqual(from.Before.Span))
        {
            throw new PartitionFaultException(
                $"{path}: is not the file that was counted up to byte {from.Position}: it was cut or replaced. Count it with a state folder of its own, or give the folder of the old one away",
                isTransient: false);
        }
    }

    private void Note(string partition, long bytes)
    {
        if (bytes > 0)
            _unfinished[partition] = bytes;
        else
            _unfinished.TryRemove(partition, out _);
    }
}
