using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Distributed;

/// <summary>
/// The tagged events of one record, each a line of a format of docs/outputs.md that bears its id:
/// <c>TOPIC/PARTITION/MARK/POSITION/LINE</c>, the position of the record and the line's number in it from 0; where positions count bytes,
/// the position of the line and 0. The mark stands for what else decides an event's bytes: <see cref="PartitionOptions.MarkOf"/>. An event's id and bytes are the same whoever reads the record, and however often. Taking events in
/// allocates nothing once warm.
/// </summary>
public sealed class EventBatch : IDisposable
{
    /// <summary>Of a position, a slash and a line.</summary>
    private const int MostDigits = 42;

    private readonly ArrayBufferWriter<byte> _lines = new(16 * 1024);
    private readonly List<(long Position, long Line, int Start, int Length)> _events = [];
    private readonly byte[] _name;
    private readonly RecordTime _time = new();
    private readonly EventWriter _writer;
    private readonly bool _onlyTagged;
    private readonly string _prefix;
    private readonly int _prefixBytes;

    internal EventBatch(string topic, string partition, uint mark, bool onlyTagged, EventFormat format, RuleSet rules)
    {
        Partition = partition;
        _onlyTagged = onlyTagged;
        _prefix = string.Create(CultureInfo.InvariantCulture, $"{(topic.Length > 0 ? topic + "/" : string.Empty)}{partition}/{mark:x8}/");
        _name = new byte[Encoding.UTF8.GetByteCount(_prefix) + MostDigits];
        _prefixBytes = Encoding.UTF8.GetBytes(_prefix, _name);
        _writer = new EventWriter(format, new EventWriterOptions { Rules = rules, TimeProvider = _time });
    }

    /// <summary>The partition.</summary>
    public string Partition { get; }

    /// <summary>When the log took the record; null where it does not say.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>Whose lines the log says they are, beside the text; empty where it does not. Hostile text.</summary>
    public ReadOnlyMemory<byte> Host { get; private set; }

    /// <summary>How many events there are.</summary>
    public int Count => _events.Count;

    /// <summary>All of them, an LF behind each.</summary>
    public ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

    /// <summary>One of them, without LF.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlyMemory<byte> this[int index] => _lines.WrittenMemory.Slice(_events[index].Start, _events[index].Length);

    /// <summary>Its id.</summary>
    /// <param name="index">From 0.</param>
    public string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}{_events[index].Position}/{_events[index].Line}");

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <summary>Begins a record.</summary>
    /// <param name="record">Whose events come next.</param>
    /// <param name="time">What stands in for its events' times where they have none.</param>
    internal void Begin(in PartitionRecord record, DateTimeOffset time)
    {
        _time.Now = time;
        Time = record.Time;
        Host = record.Host;
        _lines.ResetWrittenCount();
        _events.Clear();
    }

    internal bool Takes(TagSet tags) => !_onlyTagged || tags.Tags.Count > 0;

    internal void Add(long position, long line, in ProbeEvent probe, TagSet tags)
    {
        int start = _lines.WrittenCount;
        _writer.Write(probe, tags, Name(position, line), _lines);
        _events.Add((position, line, start, _lines.WrittenCount - start - 1));
    }

    private ReadOnlySpan<byte> Name(long position, long line)
    {
        Span<byte> text = _name.AsSpan(_prefixBytes);
        position.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        text[length++] = (byte)'/';
        line.TryFormat(text[length..], out int digits, default, CultureInfo.InvariantCulture);
        return _name.AsSpan(0, _prefixBytes + length + digits);
    }
}
