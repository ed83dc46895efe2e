using System;
using System.Collections.Generic;
using System.Text;

namespace ProbeClassifier.Tagging;

/// <summary>The bytes of a file, and where in it a byte is for a person: lines end with LF, columns count code points.</summary>
internal sealed class SourceText
{
    private readonly byte[] _bytes;
    private readonly List<int> _lineStarts = [0];

    public SourceText(ReadOnlySpan<byte> utf8)
    {
        // A byte order mark is not part of the text, nor of its first column.
        _bytes = (utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8).ToArray();
        for (int i = 0; i < _bytes.Length; i++)
        {
            if (_bytes[i] == '\n')
                _lineStarts.Add(i + 1);
        }
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Line and column, both from 1, of the byte at an offset from 0; the end of the text is a place too.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        int line = _lineStarts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        int column = 1;
        for (int i = _lineStarts[line]; i < offset; i++)
        {
            // Continuation bytes belong to the character before.
            if ((_bytes[i] & 0xC0) != 0x80)
                column++;
        }

        return (line + 1, column);
    }

    /// <summary>The offset of a place given as line and byte in the line, both from 0; the end of the text when beyond it.</summary>
    public int OffsetOf(long line, long byteInLine)
    {
        if (line >= _lineStarts.Count)
            return _bytes.Length;
        return (int)Math.Min(_lineStarts[(int)line] + byteInLine, _bytes.Length);
    }

    /// <summary>Where the first byte is that is not UTF-8, or -1.</summary>
    public int FindInvalidUtf8()
    {
        int at = 0;
        while (at < _bytes.Length)
        {
            if (Rune.DecodeFromUtf8(_bytes.AsSpan(at), out _, out int consumed) != System.Buffers.OperationStatus.Done)
                return at;
            at += consumed;
        }

        return -1;
    }
}
