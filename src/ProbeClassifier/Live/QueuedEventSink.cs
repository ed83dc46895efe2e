using System;
using System.Buffers;
using System.IO;
using System.Threading;
using ProbeClassifier.Events;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Live;

/// <summary>
/// Writes each event as a line to a stream that may take its time, in a format of docs/outputs.md: a thread of its own writes, and the
/// readers wait for room without holding anything, so that reports, checkpoints and a stop need not wait for whoever reads the stream.
/// Thread-safe. Allocates nothing per event once warm. What waits is bounded: 1 MiB, and of each lane the block that found the last room.
/// </summary>
public sealed class QueuedEventSink : IProbeEventSink, IDisposable
{
    private const int BlockBytes = 64 * 1024;
    private const int FullBytes = 1024 * 1024;

    private readonly Stream _output;
    private readonly bool _onlyTagged;
    private readonly EventWriter _writer;
    private readonly Thread _thread;

    /// <summary>Of all below. A monitor, because both sides wait on it.</summary>
    private readonly object _gate = new();

    private ArrayBufferWriter<byte> _filling = new(BlockBytes * 2);
    private ArrayBufferWriter<byte> _writing = new(BlockBytes * 2);
    private long _given;
    private long _written;
    private long _lost;
    private IOException? _failure;
    private bool _isFlushAsked;
    private bool _isFull;
    private bool _isLossy;
    private bool _isEnding;
    private bool _isOver;

    /// <summary>Makes one, and starts its thread.</summary>
    /// <param name="output">Where to; it is not closed here. Only the sink's thread writes to it.</param>
    /// <param name="writer">How events are written; it is the sink's from now on, and disposed with it.</param>
    /// <param name="onlyTagged">Whether events without a tag are left out.</param>
    public QueuedEventSink(Stream output, EventWriter writer, bool onlyTagged = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(writer);
        _output = output;
        _writer = writer;
        _onlyTagged = onlyTagged;

        // In the background: a stream that takes nothing more must not keep the process.
        _thread = new Thread(WriteBlocks) { IsBackground = true, Name = "probeclassifier events" };
        _thread.Start();
    }

    /// <summary>Events that the stream has taken.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Events that it has not: when it failed and since, when a reader could not wait for room, or when <see cref="Finish"/> gave up.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Why the stream failed; null while it works.</summary>
    public IOException? Failure => Volatile.Read(ref _failure);

    /// <inheritdoc/>
    public bool HasRoom => !Volatile.Read(ref _isFull);

    /// <inheritdoc/>
    public void OnEvent(in ProbeEvent probe, TagSet tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (_onlyTagged && tags.Tags.Count == 0)
            return;
        lock (_gate)
        {
            if (_isOver || (_isFull && _isLossy))
            {
                _lost++;
                return;
            }

            int before = _filling.WrittenCount;
            _writer.Write(probe, tags, _filling);
            _given++;
            if (before < BlockBytes && _filling.WrittenCount >= BlockBytes)
                Monitor.PulseAll(_gate);
            if (_filling.WrittenCount >= FullBytes)
                Volatile.Write(ref _isFull, true);
        }
    }

    /// <inheritdoc/>
    public void WaitForRoom(CancellationToken patience)
    {
        if (HasRoom)
            return;
        using CancellationTokenRegistration wake = patience.UnsafeRegister(static sink => ((QueuedEventSink)sink!).Wake(), this);
        lock (_gate)
        {
            while (_isFull && !patience.IsCancellationRequested)
                Monitor.Wait(_gate);

            // Until there is room again: what its block brings is counted, and not kept.
            _isLossy |= _isFull;
        }
    }

    /// <summary>Has what waits written, and does not wait for it. Call it now and then, so that a quiet stream's events are seen.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            _isFlushAsked = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Has what waits written, and takes no more.</summary>
    /// <param name="patience">How long to wait for it; what the stream has not taken by then is lost, and counted so.</param>
    /// <returns>Whether nothing was lost, now or before.</returns>
    public bool Finish(TimeSpan patience)
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join(patience);
        lock (_gate)
        {
            End();
            return _lost == 0;
        }
    }

    /// <summary>Finishes without patience. The thread ends when the stream lets it go.</summary>
    public void Dispose()
    {
        Finish(TimeSpan.Zero);
        _writer.Dispose();
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    private void WriteBlocks()
    {
        while (TakeBlock() is { IsEmpty: false } block)
        {
            while (!block.IsEmpty)
            {
                // Whole lines, so that what was taken can be counted.
                int end = block.Length <= BlockBytes ? block.Length : block.Span[..BlockBytes].LastIndexOf((byte)'\n') + 1;
                if (end == 0)
                    end = block.Span.IndexOf((byte)'\n') + 1;
                if (!TryWrite(block.Span[..end]))
                    return;
                block = block[end..];
            }
        }
    }

    /// <summary>What waits, when it is a block or was asked for; empty at the end.</summary>
    private ReadOnlyMemory<byte> TakeBlock()
    {
        lock (_gate)
        {
            while (!_isEnding && _filling.WrittenCount < BlockBytes && !(_isFlushAsked && _filling.WrittenCount > 0))
            {
                _isFlushAsked = false;
                Monitor.Wait(_gate);
            }

            _isFlushAsked = false;
            _writing.ResetWrittenCount();
            (_filling, _writing) = (_writing, _filling);
            _isLossy = false;
            Volatile.Write(ref _isFull, false);
            Monitor.PulseAll(_gate);
            return _writing.WrittenMemory;
        }
    }

    private bool TryWrite(ReadOnlySpan<byte> lines)
    {
        IOException? failure = null;
        try
        {
            _output.Write(lines);
            _output.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            failure = e as IOException ?? new IOException(e.Message, e);
        }

        lock (_gate)
        {
            // Given up meanwhile: these are counted as lost, and whoever disposes of the stream need not wait.
            if (_isOver)
                return false;
            if (failure is null)
            {
                _written += lines.Count((byte)'\n');
                return true;
            }

            // Counting goes on; whoever made this sees the failure and decides.
            Volatile.Write(ref _failure, failure);
            End();
            return false;
        }
    }

    /// <summary>What is not written by now is lost, and so is what comes. Nobody waits any more.</summary>
    private void End()
    {
        if (_isOver)
            return;
        _isOver = true;
        _lost += _given - _written;
        Volatile.Write(ref _isFull, false);
        Monitor.PulseAll(_gate);
    }
}
