using System;
using System.Buffers.Text;

namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>One line under construction, as bytes.</summary>
internal sealed class LineBuffer
{
    private readonly byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public LineBuffer Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(Length));
        Length += text.Length;
        return this;
    }

    public LineBuffer Add(uint number)
    {
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out int written);
        Length += written;
        return this;
    }

    /// <summary>A number in at least that many places, padded on the left.</summary>
    public LineBuffer Add(uint number, int width, byte pad)
    {
        Span<byte> digits = stackalloc byte[10];
        Utf8Formatter.TryFormat(number, digits, out int written);
        for (int missing = width - written; missing > 0; missing--)
            _bytes[Length++] = pad;
        return Add(digits[..written]);
    }

    /// <summary>The last <paramref name="digits"/> digits, lower case.</summary>
    public LineBuffer AddHex(uint number, int digits)
    {
        for (int i = digits - 1; i >= 0; i--)
            _bytes[Length++] = "0123456789abcdef"u8[(int)((number >> (4 * i)) & 15)];
        return this;
    }

    /// <summary>An address in host order, dotted.</summary>
    public LineBuffer AddIPv4(uint address) =>
        Add(address >> 24).Add("."u8).Add((address >> 16) & 255).Add("."u8).Add((address >> 8) & 255).Add("."u8).Add(address & 255);
}
