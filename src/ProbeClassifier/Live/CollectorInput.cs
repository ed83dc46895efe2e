using System;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Live;

/// <summary>
/// One stream of lines or messages into a <see cref="ProbeCollector"/>. Streams are read at the same time, up to one for each lane;
/// one stream is for one thread at a time. Once warm nothing is allocated per line. Holds twice the repeat window and no input.
/// </summary>
public sealed class CollectorInput
{
    private readonly ProbeCollectorOptions _options;
    private readonly CollectorLane _lane;
    private readonly int _repeatWindow;
    private ProbeParserState _state;

    internal CollectorInput(ProbeCollectorOptions options, CollectorLane lane, int repeatWindow)
    {
        _repeatWindow = repeatWindow;
        _options = options;
        _lane = lane;
        lock (lane.Gate)
            lane.Counts.Newest.Streams++;
    }

    /// <summary>The longest line or message read whole, in bytes; what is longer is cut there and counted as oversize.</summary>
    public int MaxFrameBytes => _options.Parser.MaxFrameBytes;

    /// <summary>Reads the whole lines at the start of a buffer: see <see cref="ProbeParser.Parse"/>.</summary>
    /// <param name="bytes">Input, beginning at a line's start or where the last call left off.</param>
    /// <param name="isFinal">Whether the stream ends with it: a last line without LF is then read too.</param>
    /// <returns>How many bytes are done with; give the rest again, with more behind it.</returns>
    public int ParseLines(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        lock (_lane.Gate)
        {
            LaneHandler handler = Begin();
            int done = ProbeParser.Parse(bytes, _options.Parser, ref _state, ref handler, isFinal);
            _lane.Memo = _state.Context!.Memo ?? _lane.Memo;
            _lane.Counts.Newest.Bytes += done;
            return done;
        }
    }

    /// <summary>Reads one message that something else than an LF delimits: see <see cref="ProbeParser.ParseFrame"/>.</summary>
    /// <param name="frame">The message without its framing.</param>
    public void ParseFrame(ReadOnlySpan<byte> frame)
    {
        lock (_lane.Gate)
        {
            LaneHandler handler = Begin();
            ProbeParser.ParseFrame(frame, _options.Parser, ref _state, ref handler);
            _lane.Counts.Newest.Bytes += frame.Length;
        }
    }

    private LaneHandler Begin()
    {
        BlockContext context = _lane.Refresh(_state.Context, _repeatWindow);
        context.Memo = _lane.Memo;
        _state.Context = context;
        return new LaneHandler(_lane.Counts, _options.Rollup.Rules, _options.Sink);
    }
}
