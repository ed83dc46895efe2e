using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// A rollup as bytes: magic, version, options, totals, kinds, hours, sources in the order of their addresses, and the first 16
/// bytes of SHA-256 over all before. Little endian. Everything is sorted, so equal counts give equal bytes.
/// </summary>
internal sealed class SnapshotWriter
{
    public const uint Magic = 0x5352_4350;
    public const int Version = 1;
    public const int ChecksumBytes = 16;

    private readonly ArrayBufferWriter<byte> _out = new(4096);

    public static byte[] Write(ProbeRollup rollup)
    {
        rollup.Sources.Settle();
        var writer = new SnapshotWriter();
        writer.WriteAll(rollup);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(writer._out.WrittenSpan, hash);
        writer._out.Write(hash[..ChecksumBytes]);
        return writer._out.WrittenSpan.ToArray();
    }

    private void WriteAll(ProbeRollup rollup)
    {
        ProbeRollupOptions options = rollup.Options;
        Int64(Magic);
        Int64(Version);
        UInt64(options.Rules.Hash);
        Int64((long)options.IncidentGap.TotalSeconds);
        Int64(options.MaxSources);
        Int64(options.MaxWeight);
        UInt64(options.SelectionKey);
        Int64(options.From?.ToUnixTimeSeconds() ?? long.MinValue);
        Int64(options.To?.ToUnixTimeSeconds() ?? long.MaxValue);
        Int64(rollup.EventLines);
        Int64(rollup.OtherLines);
        Int64(rollup.Repeated);
        Int64(rollup.OutsidePeriod);
        Int64(rollup.Oversize);
        Int64(rollup.UnresolvedRepeats);
        Int64(rollup.WithoutTime);
        foreach (long count in rollup.UnparsedByReason)
            Int64(count);
        UInt64(rollup.Sources.Threshold);

        // Kinds that a dropped source brought and nobody else has keep their totals.
        List<(int Number, EventKind Kind)> kinds = [.. rollup.Kinds.Sorted().Where(k => k.Kind.Events > 0)];
        int[] place = new int[rollup.Kinds.Count + 1];
        Int64(kinds.Count);
        for (int i = 0; i < kinds.Count; i++)
        {
            place[kinds[i].Number] = i;
            WriteKind(kinds[i].Kind);
        }

        List<(uint Hour, long Events, long Tagged)> hours = [.. rollup.Hours.Sorted()];
        Int64(hours.Count);
        foreach ((uint hour, long events, long tagged) in hours)
        {
            Int64(hour);
            Int64(events);
            Int64(tagged);
        }

        List<SourceGroup> sources = rollup.Sources.Groups();
        Int64(sources.Count);
        foreach (SourceGroup source in sources)
            WriteSource(rollup, source, place);
    }

    private void WriteKind(EventKind kind)
    {
        Int64(kind.Tags.Tags.Count);
        foreach (ProbeTag tag in kind.Tags.Tags)
        {
            byte[] id = Encoding.UTF8.GetBytes(tag.Id);
            Int64(id.Length);
            _out.Write(id);
        }

        Int64((byte)kind.Dialect);
        Int64((byte)kind.Action);
        Int64((byte)kind.Direction);
        Int64(kind.Events);
        Int64(kind.First);
        Int64(kind.Last);
    }

    private void WriteSource(ProbeRollup rollup, SourceGroup source, int[] place)
    {
        SourceCells cells = rollup.Sources.Cells;
        UInt64(source.Source.High);
        UInt64(source.Source.Low);
        int[] sorted = [.. source.Cells.OrderBy(c => place[SourceCells.KindOf(cells[c].Key)])];
        Int32(sorted.Length);
        List<Run> runs = [];
        foreach (int index in sorted)
        {
            runs.Clear();
            cells.CopyRuns(cells[index], runs);
            int count = Run.Join(CollectionsMarshal.AsSpan(runs), rollup.Gap);
            Int32(place[SourceCells.KindOf(cells[index].Key)]);
            Int64(cells[index].Events);
            Int32(count);
            for (int i = 0; i < count; i++)
            {
                Int32((int)runs[i].Start);
                Int32((int)runs[i].End);
            }
        }
    }

    private void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_out.GetSpan(4), value);
        _out.Advance(4);
    }

    private void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_out.GetSpan(8), value);
        _out.Advance(8);
    }

    private void UInt64(ulong value) => Int64((long)value);
}
