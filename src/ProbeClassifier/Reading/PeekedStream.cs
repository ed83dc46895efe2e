using System;
using System.IO;

namespace ProbeClassifier.Reading;

/// <summary>A stream whose first two bytes have been looked at.</summary>
internal sealed class PeekedStream : ForwardStream
{
    private readonly Stream _input;
    private readonly byte[] _head = new byte[2];
    private int _headAt;
    private readonly int _headLength;

    public PeekedStream(Stream input)
    {
        _input = input;
        _headLength = input.ReadAtLeast(_head, 2, throwOnEndOfStream: false);
    }

    public bool IsGzip => _headLength == 2 && _head[0] == 0x1F && _head[1] == 0x8B;

    public override int Read(Span<byte> buffer)
    {
        if (_headAt == _headLength)
            return _input.Read(buffer);
        int count = Math.Min(buffer.Length, _headLength - _headAt);
        _head.AsSpan(_headAt, count).CopyTo(buffer);
        _headAt += count;
        return count;
    }
}
