using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ProbeClassifier.Distributed.Files;

/// <summary>
/// Adds events to a stream, each a line, in blocks of whole lines. Thread-safe. An event is there at least once: after a crash, those
/// since the last snapshot come again, with the ids they had.
/// </summary>
public sealed class FileEventPublisher : IEventPublisher, IDisposable
{
    private const int BlockBytes = 256 * 1024;

    /// <summary>How an event begins in each format of docs/outputs.md.</summary>
    private static readonly byte[][] Beginnings = ["{\"id\":\""u8.ToArray(), "{\"@timestamp\":\""u8.ToArray(), "{\"class_uid\":"u8.ToArray(), "CEF:0|"u8.ToArray()];

    private readonly Stream _output;
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _block = new(BlockBytes);
    private IOException? _failure;

    /// <summary>Writes to a stream, which is not closed here.</summary>
    /// <param name="output">Where to.</param>
    public FileEventPublisher(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
    }

    /// <summary>Why the stream failed; null while it works.</summary>
    public IOException? Failure
    {
        get
        {
            lock (_gate)
                return _failure;
        }
    }

    /// <summary>Events that were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>
    /// Opens a file to add events to. A line that a crash cut off at its end is taken away: its event comes again. What does not begin as
    /// an event does is somebody else's, and stays.
    /// </summary>
    /// <param name="path">The file; made when it is not there.</param>
    /// <exception cref="IOException">It cannot be opened, or ends within a line that is no event's.</exception>
    public static FileStream OpenFile(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            long end = file.Length;
            byte[] page = new byte[4096];
            while (end > 0)
            {
                int length = (int)Math.Min(page.Length, end);
                file.Position = end - length;
                file.ReadExactly(page, 0, length);
                int lineEnd = page.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
                end -= length - lineEnd;
                if (lineEnd > 0)
                    break;
            }

            if (!IsOwn(file, end, page))
                throw new IOException("it ends within a line that is no event of a worker; expected a line end behind its last line, or another file");
            file.SetLength(end);
            file.Position = end;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask PublishAsync(EventBatch events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        lock (_gate)
        {
            _block.Write(events.Lines.Span);
            Taken += events.Count;
            if (_block.WrittenCount >= BlockBytes)
                Write();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(string partition, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Write();
            if (_output is FileStream { CanSeek: true } file)
                Guarded(() => file.Flush(flushToDisk: true));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Writes what waits, unless the stream has failed.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_failure is null)
                Write();
        }
    }

    /// <summary>Whether what a file has from a place on is nothing, or the beginning of an event in one of the formats.</summary>
    private static bool IsOwn(FileStream file, long from, byte[] page)
    {
        int length = (int)Math.Min(page.Length, file.Length - from);
        file.Position = from;
        file.ReadExactly(page, 0, length);
        foreach (byte[] beginning in Beginnings)
        {
            int compared = Math.Min(length, beginning.Length);
            if (page.AsSpan(0, compared).SequenceEqual(beginning.AsSpan(0, compared)))
                return true;
        }

        return false;
    }

    private void Write()
    {
        if (_block.WrittenCount == 0)
            return;
        Guarded(() =>
        {
            _output.Write(_block.WrittenSpan);
            _output.Flush();
        });
        _block.ResetWrittenCount();
    }

    private void Guarded(Action write)
    {
        try
        {
            if (_failure is null)
                write();
        }
        catch (IOException e)
        {
            _failure = e;
        }

        // Every partition is to know, for nobody can say whose events were lost.
        if (_failure is not null)
            throw new PartitionFaultException($"events cannot be written: {_failure.Message}", isTransient: false, _failure);
    }
}
