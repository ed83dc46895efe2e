using System;
using System.Collections.Generic;
using ProbeClassifier.Framing;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Distributed;

/// <summary>
/// What is known of a partition's prefix, and how a record is added to it. Nothing but the records decides: no clock of this machine, no
/// cut between reads. Not thread-safe.
/// </summary>
internal sealed class PartitionState
{
    private readonly PartitionOptions _options;
    private readonly PartitionSnapshot _from;
    private readonly PositionKind _positions;
    private readonly List<PartitionGap> _gaps;
    private ProbeParserState _state;
    private DateTimeOffset _reference;

    public PartitionState(PartitionSnapshot from, PartitionOptions options, PositionKind positions)
    {
        _options = options;
        _from = @from with { Rollup = default, History = default };
        _positions = positions;
        _gaps = [.. from.Gaps];
        Rollup = from.ToRollup(options);
        Next = from.Position;
        Records = from.Records;
        Bytes = from.Bytes;
        Missing = from.Missing;
        _reference = from.Reference;
        var history = new RepeatHistory(options.RepeatWindowBytes);
        history.Append(from.History.Span);
        if (!from.HistoryIsWhole)
            history.MarkCut();
        _state.Context = NewContext(history, null);
    }

    public ProbeRollup Rollup { get; }

    /// <summary>The position of the first record that is not counted.</summary>
    public long Next { get; private set; }

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    public long Missing { get; private set; }

    /// <summary>Whether a record is counted in part; there is no position for that, so no snapshot.</summary>
    public bool IsWithinRecord { get; private set; }

    public ResumePoint Resume => new(Next, _state.Context!.History.Bytes.ToArray()) { Identity = _from.Identity };

    /// <summary>When the log took a record; of a log that does not say, the time that the partition's first snapshot keeps.</summary>
    public DateTimeOffset TimeOf(in PartitionRecord record) => record.Time ?? _from.Reference;

    /// <summary>Counts a record; one that was counted before is passed over, and false returned.</summary>
    public bool Fold(in PartitionRecord record, EventBatch? events)
    {
        if (record.Next <= Next)
            return false;
        if (!IsWithinRecord)
            Note(record);
        MoveClock(record.Time);
        ReadOnlySpan<byte> text = record.Payload.Span;
        int firstLine = _state.InOversizeLine ? text.IndexOf((byte)'\n') + 1 : 0;
        var handler = new PartitionHandler(Rollup, events, record.Position, _positions, new LineCursor(record.Payload, firstLine));
        int done = ProbeParser.Parse(text, _options.Parser, ref _state, ref handler, isFinalBlock: !record.Continues);
        if (done < text.Length)
            throw new PartitionFaultException("a piece of a record ends within a line that is shorter than a frame; its log must not cut there", isTransient: false);
        Bytes += text.Length;
        IsWithinRecord = record.Continues;
        if (IsWithinRecord)
            return true;
        if (text.Length > 0 && text[^1] != '\n')
        {
            _state.Context!.History.Append("\n"u8);
            Bytes++;
        }

        // Where positions count bytes, records are as the reader cut them, and another cuts otherwise.
        if (_positions == PositionKind.Records)
            Records++;
        Next = record.Next;
        return true;
    }

    public PartitionSnapshot ToSnapshot() => _from with
    {
        Position = Next,
        Records = Records,
        Bytes = Bytes,
        Missing = Missing,
        Gaps = [.. _gaps],
        History = _state.Context!.History.Bytes.ToArray(),
        HistoryIsWhole = _state.Context.History.IsWhole,
        Rollup = Rollup.ToSnapshot(),
    };

    private void Note(in PartitionRecord record)
    {
        if (record.Missing == 0)
            return;
        Missing += record.Missing;
        ForgetText();
        var gap = new PartitionGap(Next, record.Position, record.Missing);
        if (_gaps.Count < PartitionSnapshotFormat.MaxGaps)
            _gaps.Add(gap);
        else
            _gaps[^1] = new PartitionGap(_gaps[^1].From, gap.To, _gaps[^1].Records + gap.Records);
    }

    /// <summary>
    /// What stands behind a gap does not follow what stands before it: "last message repeated" there speaks of a line that is gone. The
    /// history goes on at a line's start, cut.
    /// </summary>
    private void ForgetText()
    {
        var history = new RepeatHistory(_options.RepeatWindowBytes);
        history.Append("\n"u8);
        history.MarkCut();
        LineMemo? memo = _state.Context!.Memo;
        memo?.ForgetHour();
        _state.Context = NewContext(history, memo);
    }

    /// <summary>Stamps without a year are near to the day on which the log took the record: a function of the record, not of now.</summary>
    private void MoveClock(DateTimeOffset? time)
    {
        DateTimeOffset reference = time is { } taken ? new DateTimeOffset(taken.UtcDateTime.Date, TimeSpan.Zero) : _from.Reference;
        if (reference == _reference)
            return;
        _reference = reference;
        if (_options.Parser.Year is not null)
            return;
        LineMemo? memo = _state.Context!.Memo;
        memo?.ForgetHour();
        _state.Context = NewContext(_state.Context.History, memo);
    }

    private BlockContext NewContext(RepeatHistory history, LineMemo? memo) =>
        new(new StampClock(_options.Parser.Year, _options.Parser.TimeZone, _reference), _options.Parser.MaxFrameBytes) { History = history, Memo = memo };
}
