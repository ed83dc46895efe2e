using System;
using System.Threading;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reading;

/// <summary>One thread's own: its counts, its buffer, and what its fast path has learnt.</summary>
internal sealed class ReadWorker(ProbeReaderOptions options, ReadTally tally, CancellationToken cancellation)
{
    /// <summary>What one read asks for: small enough to stay in the second-level cache until it is parsed.</summary>
    private const int BlockBytes = 256 * 1024;

    private LineMemo? _memo;
    private ProbeRollup? _watched;
    private long _linesTold;

    public ProbeRollup Rollup { get; private set; } = new(options.Rollup);

    /// <summary>A block, and a line that the last one left.</summary>
    public byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes + options.Parser.MaxFrameBytes);

    /// <summary>A context for a stream or a piece of one whose stamps without a year are near to a time.</summary>
    public BlockContext NewContext(DateTimeOffset? reference)
    {
        ProbeParserOptions parser = reference is null ? options.Parser : options.Parser with { ReferenceTime = reference };
        BlockContext context = ProbeParser.CreateContext(parser);
        if (_memo is not null)
        {
            _memo.ForgetHour();
            context.Memo = _memo;
        }

        return context;
    }

    /// <summary>Keeps what a context's fast path has learnt for the next one.</summary>
    public void Keep(BlockContext context) => _memo = context.Memo ?? _memo;

    /// <summary>Says whose lines <see cref="OnBytes"/> is to tell of.</summary>
    public void Watch(ProbeRollup rollup)
    {
        _watched = rollup;
        _linesTold = rollup.Lines;
    }

    /// <summary>Called after each block; false to stop.</summary>
    public bool OnBytes(int fileBytes)
    {
        long lines = _watched?.Lines ?? 0;
        tally.AddBytes(fileBytes, lines - _linesTold);
        _linesTold = lines;
        return !cancellation.IsCancellationRequested;
    }

    public bool IsCancelled => cancellation.IsCancellationRequested;

    public CancellationToken Cancellation => cancellation;
}
