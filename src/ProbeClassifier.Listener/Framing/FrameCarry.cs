using System;
using System.Buffers;

namespace ProbeClassifier.Listener.Framing;

/// <summary>
/// The beginning of a message whose end has not come yet: the only copy that framing makes. Its memory comes from the pool and goes back
/// when the message is done. Never more than twice its limit, or 4 KiB.
/// </summary>
internal sealed class FrameCarry
{
    private const int FirstSize = 4096;
    private readonly int _limit;
    private byte[] _buffer = [];

    public FrameCarry(int limit) => _limit = limit;

    public int Length { get; private set; }

    public bool IsFull => Length == _limit;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>Takes as many bytes as there is room for, and says how many.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, _limit - Length);
        Reserve(Length + taken);
        bytes[..taken].CopyTo(_buffer.AsSpan(Length));
        Length += taken;
        return taken;
    }

    /// <summary>Lets go of all but the last bytes.</summary>
    public void KeepLast(int count)
    {
        Bytes[^count..].CopyTo(_buffer);
        Length = count;
    }

    public void Clear() => Length = 0;

    /// <summary>Gives the memory back if there is nothing in it.</summary>
    public void Trim()
    {
        if (Length > 0 || _buffer.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Reserve(int size)
    {
        if (size <= _buffer.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, Math.Max(FirstSize, Math.Min(_limit, 2 * _buffer.Length))));
        Bytes.CopyTo(larger);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
