using System;
using System.Buffers;
using System.IO;
using System.Threading;
using ProbeClassifier.Events;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Live;

/// <summary>
/// Writes each event as a line to a stream, in a format of docs/outputs.md, on the thread that reads. Thread-safe; a stream that does not
/// take more holds everything up, reports too: where that may be, see <see cref="QueuedEventSink"/>. Whole lines are written, in blocks of
/// about 64 KiB. Allocates nothing per event once warm.
/// </summary>
public sealed class StreamEventSink : IProbeEventSink, IDisposable
{
    private const int BlockBytes = 64 * 1024;

    private readonly Stream _output;
    private readonly bool _onlyTagged;
    private readonly Lock _gate = new();
    private readonly EventWriter _writer;
    private readonly ArrayBufferWriter<byte> _block = new(BlockBytes + 16_384);
    private IOException? _failure;
    private long _waiting;

    /// <summary>Makes one.</summary>
    /// <param name="output">Where to; it is not closed here.</param>
    /// <param name="writer">How events are written; it is the sink's from now on, and disposed with it.</param>
    /// <param name="onlyTagged">Whether events without a tag are left out.</param>
    public StreamEventSink(Stream output, EventWriter writer, bool onlyTagged = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(writer);
        _output = output;
        _writer = writer;
        _onlyTagged = onlyTagged;
    }

    /// <summary>Events that were given to the stream.</summary>
    public long Written { get; private set; }

    /// <summary>Events that the stream did not take when it failed, and all since.</summary>
    public long Lost { get; private set; }

    /// <summary>Why the stream failed; null while it works.</summary>
    public IOException? Failure
    {
        get
        {
            lock (_gate)
                return _failure;
        }
    }

    /// <inheritdoc/>
    public void OnEvent(in ProbeEvent probe, TagSet tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (_onlyTagged && tags.Tags.Count == 0)
            return;
        lock (_gate)
        {
            if (_failure is not null)
            {
                Lost++;
                return;
            }

            _writer.Write(probe, tags, _block);
            _waiting++;
            if (_block.WrittenCount >= BlockBytes)
                WriteBlock();
        }
    }

    /// <summary>Writes what waits. Call it now and then, so that a quiet stream's events are seen.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_failure is null && _block.WrittenCount > 0)
                WriteBlock();
        }
    }

    /// <summary>Writes what waits.</summary>
    public void Dispose()
    {
        Flush();
        _writer.Dispose();
    }

    private void WriteBlock()
    {
        try
        {
            _output.Write(_block.WrittenSpan);
            _output.Flush();
            Written += _waiting;
        }
        catch (IOException e)
        {
            // Counting goes on; whoever made this sees the failure and decides.
            _failure = e;
            Lost += _waiting;
        }

        _waiting = 0;
        _block.ResetWrittenCount();
    }
}
