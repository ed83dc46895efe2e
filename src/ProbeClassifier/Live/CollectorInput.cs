using System;
using System.Threading;
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
    private readonly CancellationToken _patience;
    private ProbeParserState _state;

    internal CollectorInput(ProbeCollectorOptions options, CollectorLane lane, int repeatWindow, CancellationToken patience)
    {
        _repeatWindow = repeatWindow;
        _patience = patience;
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
        EnterLane();
        try
        {
            LaneHandler handler = Begin();
            int done = ProbeParser.Parse(bytes, _options.Parser, ref _state, ref handler, isFinal);
            _lane.Memo = _state.Context!.Memo ?? _lane.Memo;
            _lane.Counts.Newest.Bytes += done;
            return done;
        }
        finally
        {
            _lane.Gate.Exit();
        }
    }

    /// <summary>Reads one message that something else than an LF delimits: see <see cref="ProbeParser.ParseFrame"/>.</summary>
    /// <param name="frame">The message without its framing.</param>
    public void ParseFrame(ReadOnlySpan<byte> frame)
    {
        EnterLane();
        try
        {
            LaneHandler handler = Begin();
            ProbeParser.ParseFrame(frame, _options.Parser, ref _state, ref handler);
            _lane.Counts.Newest.Bytes += frame.Length;
        }
        finally
        {
            _lane.Gate.Exit();
        }
    }

    /// <summary>
    /// Takes the lane's lock when the sink has room. The waiting is outside of the lock, for reports and checkpoints need the lane;
    /// and within it is looked once more, so that not all who waited for the lane go on with the same room.
    /// </summary>
    private void EnterLane()
    {
        IProbeEventSink? sink = _options.Sink;
        while (true)
        {
            sink?.WaitForRoom(_patience);
            _lane.Gate.Enter();
            if (sink is null || sink.HasRoom || _patience.IsCancellationRequested)
                return;
            _lane.Gate.Exit();
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
