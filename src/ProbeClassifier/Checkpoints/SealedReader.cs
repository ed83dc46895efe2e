using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;

namespace ProbeClassifier.Checkpoints;

/// <summary>
/// Reads what <see cref="SealedWriter"/> wrote. Damage of any kind is an <see cref="InvalidDataException"/>, and calls for the previous
/// checkpoint; a whole one that is of no use here is a <see cref="CheckpointException"/>, because the previous one would be of none either.
/// </summary>
internal ref struct SealedReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private SealedReader(ReadOnlySpan<byte> content) => _bytes = content;

    public static SealedReader Open(ReadOnlySpan<byte> file, ulong magic, uint version)
    {
        Require(file.Length >= SealedWriter.HeaderBytes + SealedWriter.ChecksumBytes, "it is too short");
        ReadOnlySpan<byte> header = file[..SealedWriter.HeaderBytes];
        Require(BinaryPrimitives.ReadUInt64LittleEndian(header) == magic, "it does not begin as one");
        Require(BinaryPrimitives.ReadUInt64LittleEndian(header[24..]) == SealedWriter.ChecksumOf(header[..24]), "the checksum of its header does not fit");
        ulong written = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        if (written != version)
        {
            throw new CheckpointException(string.Create(
                CultureInfo.InvariantCulture,
                $"has version {written}; expected version {version}. Use the program that wrote it, or another checkpoint file"));
        }

        ReadOnlySpan<byte> content = file[SealedWriter.HeaderBytes..^SealedWriter.ChecksumBytes];
        Require(BinaryPrimitives.ReadUInt64LittleEndian(header[16..]) == (ulong)content.Length, "it ends early");
        Require(
            BinaryPrimitives.ReadUInt64LittleEndian(file[^SealedWriter.ChecksumBytes..]) == SealedWriter.ChecksumOf(content),
            "its checksum does not fit");
        return new SealedReader(content);
    }

    /// <summary>Refuses a checkpoint that was made with another option.</summary>
    public static void CheckSame<T>(string what, T made, T asked)
    {
        if (!Equals(made, asked))
        {
            throw new CheckpointException(string.Create(
                CultureInfo.InvariantCulture,
                $"was made with {what} {made}, not {asked}. Start with the same options as before, or with another checkpoint file"));
        }
    }

    public static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidDataException(otherwise);
    }

    public long Int64() => (long)UInt64();

    public ulong UInt64()
    {
        Require(_bytes.Length - _at >= 8, "it ends early");
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_at..]);
        _at += 8;
        return value;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public ReadOnlySpan<byte> Bytes()
    {
        long length = Int64();
        Require(length >= 0 && length <= _bytes.Length - _at, "a part ends early");
        ReadOnlySpan<byte> bytes = _bytes.Slice(_at, (int)length);
        _at += (int)length;
        return bytes;
    }

    public readonly void End() => Require(_at == _bytes.Length, "it goes on too long");
}
