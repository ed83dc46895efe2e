using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Checkpoints;

/// <summary>
/// The bytes of a checkpoint. A header that all versions share: magic, version, length of the content, SipHash of these. Then the content,
/// and SipHash of it. Little endian.
/// </summary>
internal sealed class SealedWriter
{
    public const int HeaderBytes = 32;
    public const int ChecksumBytes = 8;

    private readonly ArrayBufferWriter<byte> _out;

    public SealedWriter(int capacity)
    {
        _out = new ArrayBufferWriter<byte>(capacity + HeaderBytes + ChecksumBytes);
        _out.Advance(HeaderBytes);
    }

    public static ulong ChecksumOf(ReadOnlySpan<byte> bytes) => SipHash.Of(0x0054_504B_4342_5250, 1, bytes);

    public void Int64(long value) => UInt64((ulong)value);

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_out.GetSpan(8), value);
        _out.Advance(8);
    }

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    /// <summary>A length, and so many bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Int64(bytes.Length);
        _out.Write(bytes);
    }

    /// <summary>The whole, with its header and checksums. The last call.</summary>
    public byte[] Seal(ulong magic, uint version)
    {
        UInt64(ChecksumOf(_out.WrittenSpan[HeaderBytes..]));
        byte[] all = _out.WrittenSpan.ToArray();
        Span<byte> header = all.AsSpan(0, HeaderBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(header, magic);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], version);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], (ulong)(all.Length - HeaderBytes - ChecksumBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], ChecksumOf(header[..24]));
        return all;
    }
}
