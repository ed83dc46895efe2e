using System;

namespace ProbeClassifier.Distributed;

/// <summary>Where the lines of a text begin, asked for in their order.</summary>
internal struct LineCursor(ReadOnlyMemory<byte> text, int start)
{
    private int _offset = start;
    private long _line;

    /// <summary>The offset at which a line begins; not before the one last asked for.</summary>
    public int OffsetOf(long line)
    {
        while (_line < line)
        {
            int length = text.Span[_offset..].IndexOf((byte)'\n');
            if (length < 0)
                return _offset;
            _offset += length + 1;
            _line++;
        }

        return _offset;
    }
}
