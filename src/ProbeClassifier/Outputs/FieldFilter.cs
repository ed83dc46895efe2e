using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>
/// Another JSON format with some of its fields only. Its line, which has no space between tokens, is read again and copied piece by piece;
/// an object or list is opened when the first field in it is copied, so none is empty. Allocates nothing per event once warm.
/// </summary>
internal sealed class FieldFilter(IEventFormat format, IReadOnlyList<string> fields) : IEventFormat
{
    private const int MaxDepth = 16;

    private readonly FieldNode _root = FieldNode.Root(fields);
    private readonly ArrayBufferWriter<byte> _whole = new(4096);
    private readonly Level[] _levels = new Level[MaxDepth];
    private int _depth;

    public void Write(in ProbeEvent probe, TagSet tags, ReadOnlySpan<byte> id, IBufferWriter<byte> output)
    {
        _whole.ResetWrittenCount();
        format.Write(probe, tags, id, _whole);
        ReadOnlySpan<byte> line = _whole.WrittenSpan;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        _depth = 0;
        _levels[0] = new Level { IsOpen = true };
        output.Write("{"u8);
        CopyObject(ref reader, line, _root, output);
        output.Write("}\n"u8);
    }

    public void Dispose() => format.Dispose();

    private void CopyObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, FieldNode node, IBufferWriter<byte> output)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            FieldNode? chosen = node.Find(reader.ValueSpan);
            reader.Read();
            if (chosen is { IsWhole: false } && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                CopyPart(ref reader, line, start, chosen!, output);
                continue;
            }

            reader.Skip();
            if (chosen is { IsWhole: true })
                Put(line, line[start..(int)reader.BytesConsumed], output);
        }
    }

    /// <summary>An object or a list of which something may be chosen; the reader stands at its start.</summary>
    private void CopyPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, int start, FieldNode node, IBufferWriter<byte> output)
    {
        bool isList = reader.TokenType == JsonTokenType.StartArray;
        _levels[++_depth] = new Level { Start = start, End = (int)reader.BytesConsumed };
        if (isList)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                    CopyPart(ref reader, line, (int)reader.TokenStartIndex, node, output);
                else
                    reader.Skip();
            }
        }
        else
        {
            CopyObject(ref reader, line, node, output);
        }

        if (_levels[_depth--].IsOpen)
            output.Write(isList ? "]"u8 : "}"u8);
    }

    /// <summary>Writes a field, and before it the start of each object and list around it that is not yet written.</summary>
    private void Put(ReadOnlySpan<byte> line, ReadOnlySpan<byte> field, IBufferWriter<byte> output)
    {
        for (int i = 1; i <= _depth; i++)
        {
            if (_levels[i].IsOpen)
                continue;
            Separate(ref _levels[i - 1], output);
            output.Write(line[_levels[i].Start.._levels[i].End]);
            _levels[i].IsOpen = true;
        }

        Separate(ref _levels[_depth], output);
        output.Write(field);
    }

    private static void Separate(ref Level level, IBufferWriter<byte> output)
    {
        if (level.HasAny)
            output.Write(","u8);
        level.HasAny = true;
    }

    /// <summary>An object or list around the place that is read, and where in the line its name and bracket stand.</summary>
    private struct Level
    {
        public int Start;
        public int End;
        public bool IsOpen;
        public bool HasAny;
    }
}
