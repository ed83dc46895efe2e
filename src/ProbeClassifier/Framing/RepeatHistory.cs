using System;

namespace ProbeClassifier.Framing;

/// <summary>
/// The last bytes of the input that went before the present block, because a "last message repeated" line may speak of a
/// line in them. Allocates its buffer once, at the first use.
/// </summary>
internal sealed class RepeatHistory
{
    /// <summary>How far before a repeat line its host's previous line may begin: 64 KiB, counted in docs/limits.md.</summary>
    public const int Window = 65_536;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>What is kept: at least the last <see cref="Window"/> bytes of all that was appended.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Adds consumed input and lets go of what fell out of the window.</summary>
    public void Append(ReadOnlySpan<byte> consumed)
    {
        if (consumed.IsEmpty)
            return;
        if (_buffer.Length == 0)
            _buffer = new byte[2 * Window];
        if (consumed.Length >= Window)
        {
            consumed[^Window..].CopyTo(_buffer);
            _start = 0;
            _end = Window;
            return;
        }

        if (_end + consumed.Length > _buffer.Length)
        {
            // Keeping less than a window here is enough: with the new bytes it is a whole one.
            int keep = Math.Min(_end - _start, Window - consumed.Length);
            _buffer.AsSpan(_end - keep, keep).CopyTo(_buffer);
            _start = 0;
            _end = keep;
        }

        consumed.CopyTo(_buffer.AsSpan(_end));
        _end += consumed.Length;
        _start = Math.Max(_start, _end - Window);
    }
}
