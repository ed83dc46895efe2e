using System;
using System.Collections.Generic;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>
/// The parser's place in one incarnation: takes the bytes that come next, counts their lines, and moves the position. What it knows beside the
/// position can be had from the bytes before it, so it can be dropped and made again.
/// </summary>
internal sealed class LineTrack(Incarnation log, FollowerCounts counts, TrackSetup setup)
{
    private ProbeParserState _state;
    private List<YearRegion>? _regions;
    private long _regionsEnd;
    private long _region = -1;
    private DateTimeOffset _reference;

    public TextMark Mark { get; private set; } = new();

    /// <summary>Whether the parser has what stands before the position at hand.</summary>
    public bool IsPrimed => _state.Context is not null;

    /// <summary>
    /// How far bytes may be given at once: the years of stamps without one change there. A region begins at a line's start.
    /// </summary>
    public long Limit { get; private set; } = long.MaxValue;

    /// <summary>Says which years the text before a place has; behind it the clock tells.</summary>
    public void SetYears(List<YearRegion>? regions, long end)
    {
        _regions = regions;
        _regionsEnd = end;
        _region = -1;
    }

    /// <summary>Tells the parser what stands before the position of a plain file.</summary>
    public void Prime(SafeFileHandle file, TextMark mark)
    {
        Mark = mark;
        Begin();
        new LineFile(file).PrimeHistory(log.Position, _state.Context!, setup.Buffer);
    }

    /// <summary>Makes a parser that has seen nothing yet; for text that comes from its start, see <see cref="Skip"/>.</summary>
    public void Begin()
    {
        _state = new ProbeParserState { InOversizeLine = log.InOversizeLine };
        _region = -1;
        TurnTo();
    }

    /// <summary>Tells the parser of bytes before the position.</summary>
    public void Skip(ReadOnlySpan<byte> bytes)
    {
        Mark.Append(bytes);
        _state.Context!.History.Append(bytes);
    }

    /// <summary>Makes the shared memory of the fast path fit, and turns to the years at the position.</summary>
    public void TurnTo()
    {
        (DateTimeOffset reference, long region) = ReferenceAt(log.Position);
        BlockContext? context = _state.Context;
        if (context is null || region != _region || (reference - _reference).Duration() > TrackSetup.ReferenceLife)
        {
            BlockContext next = ProbeParser.CreateContext(setup.Parser with { ReferenceTime = reference });
            _state.Context = context is null ? next : new BlockContext(next.Clock, next.MaxFrameBytes) { History = context.History };
            (_reference, _region) = (reference, region);
        }

        setup.Memo?.ForgetHour();
        _state.Context!.Memo = setup.Memo;
    }

    /// <summary>Takes bytes that begin at the position; returns how many are done with, as the parser does.</summary>
    public int Take(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        if (log.Position >= Limit)
            TurnTo();
        var handler = new RollupHandler(counts.Rollup);
        int done = ProbeParser.Parse(bytes, setup.Parser, ref _state, ref handler, isFinal);
        setup.Memo = _state.Context!.Memo ?? setup.Memo;
        if (done == 0)
            return 0;
        log.Position += done;
        log.InOversizeLine = _state.InOversizeLine;
        Mark.Append(bytes[..done]);
        counts.Bytes += done;
        if (!log.IsCounted)
        {
            log.IsCounted = true;
            counts.Files++;
        }

        return done;
    }

    /// <summary>Gives memory back; <see cref="Prime"/> makes it again.</summary>
    public void Rest() => _state = default;

    private (DateTimeOffset Reference, long Region) ReferenceAt(long position)
    {
        if (_regions is null || position >= _regionsEnd)
        {
            Limit = long.MaxValue;
            return (setup.Parser.ReferenceTime ?? setup.Parser.TimeProvider.GetUtcNow(), -2);
        }

        int i = _regions.Count - 1;
        while (i > 0 && _regions[i].Start > position)
            i--;
        Limit = i + 1 < _regions.Count ? _regions[i + 1].Start : long.MaxValue;
        return (_regions[i].Reference, i);
    }
}
