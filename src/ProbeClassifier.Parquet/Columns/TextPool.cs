using System;
using System.Text.Json;

namespace ProbeClassifier.Parquet.Columns;

/// <summary>Texts one behind another, so that a row group's texts are one array and not an object each.</summary>
internal sealed class TextPool
{
    private Growing<char> _characters;
    private Growing<int> _ends;
    private Growing<ReadOnlyMemory<char>> _texts;

    /// <summary>Adds the string that the reader stands at.</summary>
    /// <returns>Its length in bytes as the line has it.</returns>
    public int Add(ref Utf8JsonReader reader)
    {
        int most = reader.ValueSpan.Length;
        int length = reader.CopyString(_characters.Room(most));
        _characters.Drop(most - length);
        _ends.Add(_characters.Count);
        return most;
    }

    /// <summary>All texts, good until the next is added.</summary>
    public ReadOnlyMemory<ReadOnlyMemory<char>> Texts()
    {
        _texts.Clear();
        int start = 0;
        foreach (int end in _ends.Memory.Span)
        {
            _texts.Add(_characters.Memory[start..end]);
            start = end;
        }

        return _texts.Memory;
    }

    public void Clear()
    {
        _characters.Clear();
        _ends.Clear();
        _texts.Clear();
    }
}
