using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Distributed;

/// <summary>
/// The tagged events of one record, each a line of flat JSON (docs/schemas/event.schema.json) that begins with its id:
/// <c>TOPIC/PARTITION/POSITION/LINE</c>, the position of the record and the line's number in it from 0; where positions count bytes,
/// the position of the line and 0. An id is the same whoever reads the record, and however often.
/// </summary>
public sealed class EventBatch : IDisposable
{
    private readonly ArrayBufferWriter<byte> _lines = new(16 * 1024);
    private readonly ArrayBufferWriter<byte> _one = new(4 * 1024);
    private readonly List<(long Position, long Line, int Start, int Length)> _events = [];
    private readonly EventJson _json = new();
    private readonly bool _onlyTagged;
    private readonly string _prefix;
    private readonly byte[] _opening;

    internal EventBatch(string topic, string partition, bool onlyTagged)
    {
        Partition = partition;
        _onlyTagged = onlyTagged;
        _prefix = topic.Length > 0 ? $"{topic}/{partition}/" : $"{partition}/";
        _opening = Encoding.UTF8.GetBytes($"{{\"id\":\"{JsonEncodedText.Encode(_prefix)}");
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
    public void Dispose() => _json.Dispose();

    /// <summary>Makes room for those of a record.</summary>
    internal void Begin(in PartitionRecord record)
    {
        Time = record.Time;
        Host = record.Host;
        _lines.ResetWrittenCount();
        _events.Clear();
    }

    internal bool Takes(TagSet tags) => !_onlyTagged || tags.Tags.Count > 0;

    internal void Add(long position, long line, in ProbeEvent probe, TagSet tags)
    {
        int start = _lines.WrittenCount;
        _one.ResetWrittenCount();
        _json.Write(probe, tags, _one);
        _lines.Write(_opening);
        Number(position);
        _lines.Write("/"u8);
        Number(line);

        // The id comes first, in place of the opening brace.
        _lines.Write("\","u8);
        _lines.Write(_one.WrittenSpan[1..]);
        _events.Add((position, line, start, _lines.WrittenCount - start - 1));
    }

    private void Number(long value)
    {
        value.TryFormat(_lines.GetSpan(20), out int length, default, CultureInfo.InvariantCulture);
        _lines.Advance(length);
    }
}
