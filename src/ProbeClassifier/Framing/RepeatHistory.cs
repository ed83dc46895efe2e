using System;

namespace ProbeClassifier.Framing;

/// <summary>
/// The last bytes of the input that went before the present block, because a "last message repeated" line may speak of a
/// line in them. Allocates its buffer once, at the first use.
/// </summary>
internal sealed class RepeatHistory(int window = RepeatHistory.DefaultWindow)
{
    /// <summary>64 KiB: see <see cref="Window"/>. docs/limits.md lists it.</summary>
    public const int DefaultWindow = 65_536;

    /// <summary>How far before a repeat line its host's previous line may begin.</summary>
    public int Window { get; } = window;

    /// <summary>One byte more than the window: it tells whether the window begins at a line's start.</summary>
    private int Kept => Window + 1;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>What is kept: the last <see cref="Window"/> bytes of all that was appended and the byte before them, or all.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether <see cref="Bytes"/> begins where the input did.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Adds consumed input and lets go of what fell out of the window.</summary>
    public void Append(ReadOnlySpan<byte> consumed)
    {
        if (consumed.IsEmpty)
            return;
        if (_buffer.Length == 0)
            _buffer = new byte[2 * Kept];
        if (consumed.Length >= Kept)
        {
            IsWhole &= consumed.Length == Kept && _end == _start;
            consumed[^Kept..].CopyTo(_buffer);
            _start = 0;
            _end = Kept;
            return;
        }

        if (_end + consumed.Length > _buffer.Length)
        {
            // Keeping less than a window here is enough: with the new bytes it is a whole one.
            int keep = Math.Min(_end - _start, Kept - consumed.Length);
            IsWhole &= keep == _end - _start;
            _buffer.AsSpan(_end - keep, keep).CopyTo(_buffer);
            _start = 0;
            _end = keep;
        }

        consumed.CopyTo(_buffer.AsSpan(_end));
        _end += consumed.Length;
        if (_end - _start > Kept)
        {
            _start = _end - Kept;
            IsWhole = false;
        }
    }

    /// <summary>Adds a message that no LF ended, as a line: the LFs within it are no line ends.</summary>
    public void AppendFrame(ReadOnlySpan<byte> frame)
    {
        Append(frame);
        Span<byte> kept = _buffer.AsSpan(_end - Math.Min(frame.Length, _end - _start), Math.Min(frame.Length, _end - _start));
        kept.Replace((byte)'\n', (byte)' ');
        Append("\n"u8);
    }

    /// <summary>Says that the input began before what was appended.</summary>
    public void MarkCut() => IsWhole = false;
}
