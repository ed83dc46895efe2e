using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace ProbeClassifier.Distributed.Files;

/// <summary>
/// Reads a file in records of whole lines, some hundred KiB each. A line that is longer than the buffer comes in pieces, once it is
/// sure that its LF is there, so that memory is bounded.
/// </summary>
internal sealed class FilePartitionReader(string path, SafeFileHandle handle, long position, int maxFrameBytes, Action<long> unfinished) : IPartitionReader
{
    private const int BlockBytes = 256 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BlockBytes + maxFrameBytes);
    private long _position = position;
    private bool _withinLine;

    public ValueTask<PartitionRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return ValueTask.FromResult(Read());
        }
        catch (IOException e)
        {
            throw new PartitionFaultException($"{path}: cannot be read: {e.Message}", isTransient: false, e);
        }
    }

    public ValueTask DisposeAsync()
    {
        handle.Dispose();
        return ValueTask.CompletedTask;
    }

    private PartitionRecord? Read()
    {
        int filled = Fill();
        Span<byte> text = _buffer.AsSpan(0, filled);

        // The rest of a long line ends a record of its own: the lines behind it are numbered from their own beginning.
        int length = (_withinLine ? text.IndexOf((byte)'\n') : text.LastIndexOf((byte)'\n')) + 1;
        bool continues = length == 0;
        if (continues && !_withinLine && (filled < _buffer.Length || !HasLineEnd(_position + filled)))
        {
            unfinished(RandomAccess.GetLength(handle) - _position);
            return null;
        }

        if (continues && filled == 0)
            throw new PartitionFaultException($"{path}: was cut while it was read", isTransient: false);
        if (continues)
            length = filled;
        _withinLine = continues;
        long start = _position;
        _position += length;
        return new PartitionRecord(_buffer.AsMemory(0, length), start, _position) { Continues = continues, Behind = Math.Max(0, RandomAccess.GetLength(handle) - _position) };
    }

    private int Fill()
    {
        int filled = 0;
        int read;
        while (filled < _buffer.Length && (read = RandomAccess.Read(handle, _buffer.AsSpan(filled), _position + filled)) > 0)
            filled += read;
        return filled;
    }

    private bool HasLineEnd(long from)
    {
        byte[] page = new byte[64 * 1024];
        int read;
        for (; (read = RandomAccess.Read(handle, page, from)) > 0; from += read)
        {
            if (page.AsSpan(0, read).Contains((byte)'\n'))
                return true;
        }

        return false;
    }
}
