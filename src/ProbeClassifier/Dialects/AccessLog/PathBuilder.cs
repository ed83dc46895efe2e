using System;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>
/// Builds a path segment by segment. Invariants: what is written begins with <c>/</c>, all before the open segment is
/// normal (no empty, <c>.</c> or <c>..</c> segment), and no byte would be read as something else if the result were
/// normalised again. Popping a segment scans only bytes that it removes, so the whole is linear.
/// </summary>
internal ref struct PathBuilder
{
    private readonly Span<byte> _path;
    private int _length;
    private int _segment;
    private int _afterStrayPercent;
    private bool _skipping;

    public PathBuilder(Span<byte> destination)
    {
        _path = destination;
        _path[0] = (byte)'/';
        _length = 1;
        _segment = 1;
        _afterStrayPercent = int.MaxValue;
    }

    /// <summary>Adds a byte that the client sent as itself.</summary>
    public void Append(byte value)
    {
        if (_skipping)
            return;
        bool hex = Ascii.HexDigit(value) >= 0;
        _afterStrayPercent = hex && _afterStrayPercent == 0 ? 1 : int.MaxValue;
        _path[_length++] = ToLower(value);
    }

    /// <summary>Adds a percent sign that begins no escape.</summary>
    public void AppendStrayPercent()
    {
        if (_skipping)
            return;
        _path[_length++] = (byte)'%';
        _afterStrayPercent = 0;
    }

    /// <summary>
    /// Adds a byte that was percent-encoded. It stays encoded where, bare, it would mean something else: <c>% ? # ;</c>, or
    /// a digit that would complete an escape with a stray percent sign before it.
    /// </summary>
    public void AppendDecoded(byte value)
    {
        if (_skipping)
            return;
        bool completes = _afterStrayPercent <= 1 && Ascii.HexDigit(value) >= 0;
        if (value is (byte)'%' or (byte)'?' or (byte)'#' or (byte)';' || completes)
        {
            ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
            _path[_length++] = (byte)'%';
            _path[_length++] = digits[value >> 4];
            _path[_length++] = digits[value & 15];
            _afterStrayPercent = int.MaxValue;
            return;
        }

        Append(value);
    }

    /// <summary>Drops what follows in this segment: its parameters.</summary>
    public void SkipToSegmentEnd() => _skipping = true;

    /// <summary>Takes a slash.</summary>
    public void EndSegment()
    {
        _skipping = false;
        _afterStrayPercent = int.MaxValue;
        if (_length == _segment || TakeDots())
            return;
        _path[_length++] = (byte)'/';
        _segment = _length;
    }

    /// <summary>Takes the end.</summary>
    /// <returns>The length of the path.</returns>
    public int Finish()
    {
        TakeDots();
        return _length;
    }

    /// <summary>Removes an open segment of one or two dots, and for two the segment before it, never above the root.</summary>
    private bool TakeDots()
    {
        ReadOnlySpan<byte> open = _path[_segment.._length];
        if (open.SequenceEqual("."u8))
        {
            _length = _segment;
            return true;
        }

        if (!open.SequenceEqual(".."u8))
            return false;
        if (_segment > 1)
            _segment = _path[..(_segment - 1)].LastIndexOf((byte)'/') + 1;
        _length = _segment;
        return true;
    }

    private static byte ToLower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
