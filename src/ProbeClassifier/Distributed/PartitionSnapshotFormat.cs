using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Distributed;

/// <summary>
/// A partition's snapshot as bytes: magic, version, family, parser version, names, identity, positions, accounting, gaps, history, the rollup's
/// own snapshot, and SipHash-2-4 of all before. Little endian; texts and blocks stand behind their length.
/// </summary>
internal ref struct PartitionSnapshotFormat
{
    public const int MaxGaps = 64;

    /// <summary>Part of the family: snapshots of another version are others, beside these.</summary>
    public const uint Version = 2;

    private const uint Magic = 0x5053_4350;
    private const int ChecksumBytes = 8;
    private const int LongestName = 4096;

    private readonly ReadOnlyMemory<byte> _bytes;
    private int _at;

    private PartitionSnapshotFormat(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    public static byte[] Write(PartitionSnapshot snapshot, PartitionOptions options)
    {
        var output = new ArrayBufferWriter<byte>(512 + snapshot.History.Length + snapshot.Rollup.Length);
        Put(output, Magic | ((ulong)Version << 32));
        Put(output, options.FamilyHash);
        Put(output, PartitionOptions.ParserVersion);
        Put(output, options.Rollup.Rules.Hash);
        foreach (string name in (string[])[snapshot.Engine, snapshot.Topic, snapshot.Partition, snapshot.Identity ?? string.Empty])
            Put(output, Encoding.UTF8.GetBytes(name));
        foreach (long number in (long[])[snapshot.First, snapshot.Position, snapshot.Reference.ToUnixTimeSeconds(), snapshot.Records, snapshot.Bytes, snapshot.Missing, snapshot.Gaps.Count])
            Put(output, (ulong)number);
        foreach (PartitionGap gap in snapshot.Gaps)
        {
            Put(output, (ulong)gap.From);
            Put(output, (ulong)gap.To);
            Put(output, (ulong)gap.Records);
        }

        Put(output, snapshot.HistoryIsWhole ? 1UL : 0);
        Put(output, snapshot.History.Span);
        Put(output, snapshot.Rollup.Span);
        Put(output, ChecksumOf(output.WrittenSpan));
        return output.WrittenSpan.ToArray();
    }

    public static PartitionSnapshot Read(ReadOnlyMemory<byte> bytes, PartitionOptions options)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        if (span.Length < 16 || BinaryPrimitives.ReadUInt32LittleEndian(span) != Magic)
            throw new SnapshotException("not a partition's snapshot: it does not begin as one");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(span[4..]);
        if (version != Version)
            throw new SnapshotException(string.Create(CultureInfo.InvariantCulture, $"version {version} of a partition's snapshot is not readable here; expected version {Version}"));
        if (ChecksumOf(span[..^ChecksumBytes]) != BinaryPrimitives.ReadUInt64LittleEndian(span[^ChecksumBytes..]))
            throw new SnapshotException("the partition's snapshot is damaged: its checksum does not fit");
        var reader = new PartitionSnapshotFormat(bytes[..^ChecksumBytes]) { _at = 8 };
        return reader.ReadAll(options);
    }

    private PartitionSnapshot ReadAll(PartitionOptions options)
    {
        Require(UInt64() == options.FamilyHash, "it was made with other options, rules, or another version");
        Require(UInt64() == PartitionOptions.ParserVersion, "it was made by another version of the parser");
        Require(UInt64() == options.Rollup.Rules.Hash, "it was made with other rules");
        string[] names = [Text(), Text(), Text(), Text()];
        long first = Int64();
        long position = Int64();
        long reference = Int64();
        long[] counts = [Int64(), Int64(), Int64(), Int64()];
        Require(Array.TrueForAll(counts, c => c >= 0) && counts[3] <= MaxGaps && first >= 0 && position >= first, "a count is out of range");
        Require(Math.Abs(reference) <= 253_402_300_799 && reference >= -62_135_596_800, "its reference time is out of range");
        List<PartitionGap> gaps = [];
        for (long i = 0; i < counts[3]; i++)
            gaps.Add(new PartitionGap(Int64(), Int64(), Int64()));
        ulong isWhole = UInt64();
        Require(isWhole <= 1, "a flag is out of range");
        ReadOnlyMemory<byte> history = Block(options.RepeatWindowBytes + 1);
        ReadOnlyMemory<byte> rollup = Block(int.MaxValue);
        Require(_at == _bytes.Length, "bytes are left over");
        return new PartitionSnapshot
        {
            Engine = names[0],
            Topic = names[1],
            Partition = names[2],
            Identity = names[3].Length > 0 ? names[3] : null,
            First = first,
            Position = position,
            Reference = DateTimeOffset.FromUnixTimeSeconds(reference),
            Records = counts[0],
            Bytes = counts[1],
            Missing = counts[2],
            Gaps = gaps,
            HistoryIsWhole = isWhole == 1,
            History = history,
            Rollup = rollup,
        };
    }

    private static ulong ChecksumOf(ReadOnlySpan<byte> content) => SipHash.Of(Magic, Version, content);

    private static void Put(ArrayBufferWriter<byte> output, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    private static void Put(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> block)
    {
        Put(output, (ulong)block.Length);
        output.Write(block);
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new SnapshotException("the partition's snapshot cannot be used: " + otherwise);
    }

    private string Text() => Encoding.UTF8.GetString(Block(LongestName).Span);

    private ReadOnlyMemory<byte> Block(int longest)
    {
        ulong length = UInt64();
        Require(length <= (ulong)longest && length <= (ulong)(_bytes.Length - _at), "it ends early");
        ReadOnlyMemory<byte> block = _bytes.Slice(_at, (int)length);
        _at += block.Length;
        return block;
    }

    private long Int64() => (long)UInt64();

    private ulong UInt64()
    {
        Require(_bytes.Length - _at >= 8, "it ends early");
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes.Span[_at..]);
        _at += 8;
        return value;
    }
}
