using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Following;

/// <summary>
/// Counts and positions as bytes. A header that all versions share: magic, version, length of the content, SipHash of these. The content: how
/// lines are read, the accounting, the logs, the settled files, the origins, the rollup's snapshot. SipHash of the content. Little endian.
/// </summary>
internal sealed class CheckpointWriter
{
    /// <summary>"PRBCKPT" and a zero.</summary>
    public const ulong Magic = 0x0054_504B_4342_5250;
    public const uint Version = 1;
    public const int HeaderBytes = 32;
    public const int ChecksumBytes = 8;

    private readonly ArrayBufferWriter<byte> _out;

    private CheckpointWriter(int capacity) => _out = new ArrayBufferWriter<byte>(capacity);

    public static ReadOnlyMemory<byte> Write(FollowerCounts counts, KnownLogs known, ProbeParserOptions parser)
    {
        byte[] snapshot = counts.Rollup.ToSnapshot();
        var writer = new CheckpointWriter(snapshot.Length + 4096 + (known.All.Count * 256) + (known.Settled.Count * 64));
        writer._out.Advance(HeaderBytes);
        writer.WriteParser(parser);
        writer.Int64(counts.Bytes);
        writer.Int64(counts.Files);
        writer.WriteLogs(known);
        writer.Int64(snapshot.Length);
        writer._out.Write(snapshot);
        return writer.Seal();
    }

    public static ulong ChecksumOf(ReadOnlySpan<byte> bytes) => SipHash.Of(Magic, Version, bytes);

    private void WriteParser(ProbeParserOptions parser)
    {
        Int64(parser.MaxFrameBytes);
        Int64(parser.Year ?? 0);
        Text(parser.TimeZone.Id);
    }

    private void WriteLogs(KnownLogs known)
    {
        Int64(known.All.Count);
        for (int i = 0; i < known.All.Count; i++)
        {
            Incarnation log = known.All[i];
            log.Number = i;
            Text(log.Place);
            UInt64(log.Device);
            UInt64(log.Inode);
            Int64(log.LastWrite);
            Int64(log.Position);
            Int64((log.InOversizeLine ? 1 : 0) | (log.IsCounted ? 2 : 0) | (log.IsFinished ? 4 : 0));
            Mark(log.Head);
            Mark(log.Tail);
        }

        Int64(known.Settled.Count);
        foreach ((SettledFile file, SettledState state) in known.Settled)
        {
            UInt64(file.Stamp.Device);
            UInt64(file.Stamp.Inode);
            Int64(file.Stamp.Length);
            Int64(file.Stamp.LastWrite);
            Text(file.Path);

            // One that was let go of holds nothing that is wanted.
            bool isKnown = state.Log is { } log && log.Number < known.All.Count && ReferenceEquals(known.All[log.Number], log);
            Int64(isKnown ? state.Log!.Number : -1);
        }

        Int64(known.Origins.Count);
        foreach ((string place, long since) in known.Origins)
        {
            Text(place);
            Int64(since);
        }
    }

    private ReadOnlyMemory<byte> Seal()
    {
        UInt64(ChecksumOf(_out.WrittenSpan[HeaderBytes..]));
        byte[] all = _out.WrittenSpan.ToArray();
        Span<byte> header = all.AsSpan(0, HeaderBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], (ulong)(all.Length - HeaderBytes - ChecksumBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], ChecksumOf(header[..24]));
        return all;
    }

    private void Mark(Fingerprint print)
    {
        UInt64(print.First);
        UInt64(print.Second);
    }

    private void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Int64(bytes.Length);
        _out.Write(bytes);
    }

    private void Int64(long value) => UInt64((ulong)value);

    private void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_out.GetSpan(8), value);
        _out.Advance(8);
    }
}
