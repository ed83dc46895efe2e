using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// A rollup as bytes: magic, version, options, totals, kinds, hours, IPv4 sources, IPv6 sources, notes on logs, and SipHash-2-4 of all before.
/// Little endian. Everything is sorted, so that equal counts give equal bytes.
/// </summary>
internal sealed class SnapshotWriter
{
    public const uint Magic = 0x5352_4350;
    public const uint Version = 3;

    /// <summary>Magic and version, which any version begins with.</summary>
    public const int HeaderBytes = 8;
    public const int ChecksumBytes = 8;

    private readonly ProbeRollup _rollup;
    private readonly ArrayBufferWriter<byte> _out;
    private readonly int[] _place;
    private readonly List<(uint Key, uint Start, int Run)> _runs = [];

    private SnapshotWriter(ProbeRollup rollup)
    {
        _rollup = rollup;
        _place = new int[rollup.Kinds.Length + 1];

        // Growing by doubling would need three times the bytes.
        _out = new ArrayBufferWriter<byte>(4096 + (rollup.Sources.RunCount * 48));
    }

    /// <summary>The bytes of a settled rollup.</summary>
    public static byte[] Write(ProbeRollup rollup)
    {
        var writer = new SnapshotWriter(rollup);
        writer.WriteOptions(rollup.Options);
        writer.WriteTotals();
        writer.WriteKinds();
        writer.WriteHours();
        writer.WriteSources(SourceOrder.IPv4(rollup.Sources), isIPv4: true);
        writer.WriteSources(SourceOrder.IPv6(rollup.Sources), isIPv4: false);
        writer.WriteNotes();
        writer.UInt64(ChecksumOf(writer._out.WrittenSpan));
        return writer._out.WrittenSpan.ToArray();
    }

    public static ulong ChecksumOf(ReadOnlySpan<byte> content) => SipHash.Of(Magic, Version, content);

    private void WriteOptions(ProbeRollupOptions options)
    {
        UInt32(Magic);
        UInt32(Version);
        UInt64(options.Rules.Hash);
        UInt32(_rollup.Gap);
        UInt32((uint)options.MaxSources);
        Int64(options.MaxWeight);
        UInt32((uint)options.MaxLogHosts);
        UInt32((uint)options.MaxLogNotes);
        UInt64(options.SelectionKey);
        Int64(_rollup.Period.From);
        Int64(_rollup.Period.To);
    }

    private void WriteTotals()
    {
        Int64(_rollup.EventLines);
        Int64(_rollup.Counts.Other);
        Int64(_rollup.Counts.Repeated);
        Int64(_rollup.Counts.OutsidePeriod);
        Int64(_rollup.Counts.Oversize);
        Int64(_rollup.Counts.UnresolvedRepeats);
        Int64(_rollup.Counts.WithoutTime);
        foreach (long count in _rollup.Counts.UnparsedByReason)
            Int64(count);
        UInt64(_rollup.Sources.Threshold);
    }

    private void WriteKinds()
    {
        // Kinds that only dropped sources have keep their totals.
        List<(int Number, EventKind Kind)> kinds = _rollup.Kinds.Sorted();
        UInt32((uint)kinds.Count);
        for (int i = 0; i < kinds.Count; i++)
        {
            EventKind kind = kinds[i].Kind;
            _place[kinds[i].Number] = i;
            UInt32((uint)kind.Tags.Tags.Count);
            foreach (ProbeTag tag in kind.Tags.Tags)
            {
                byte[] id = Encoding.UTF8.GetBytes(tag.Id);
                UInt32((uint)id.Length);
                _out.Write(id);
            }

            UInt32((uint)kind.Dialect);
            UInt32((uint)kind.Action);
            UInt32((uint)kind.Direction);
            UInt32((uint)kind.Transport);
            Int64(kind.Events);
            UInt32(kind.First);
            UInt32(kind.Last);
        }
    }

    private void WriteHours()
    {
        foreach ((uint hour, long events, long tagged) in _rollup.Hours.Sorted())
        {
            UInt32(hour);
            Int64(events);
            Int64(tagged);
        }

        UInt32(uint.MaxValue);
    }

    /// <summary>
    /// Each source as the number of its runs, its address, and the runs in the order of kinds, of times, and those without a time last;
    /// then a source of no runs.
    /// </summary>
    private void WriteSources(IEnumerable<SourceGroup> sources, bool isIPv4)
    {
        foreach (SourceGroup source in sources)
        {
            UInt32((uint)source.Count);
            if (isIPv4)
            {
                UInt32((uint)source.Source.Low);
            }
            else
            {
                UInt64(source.Source.High);
                UInt64(source.Source.Low);
            }

            _runs.Clear();
            for (int i = 0; i < source.Count; i++)
                _runs.Add((SourceRun.KeyOf(_place[source[i].Kind], source[i].HasTime), source[i].Start, i));
            _runs.Sort();
            foreach ((uint key, _, int i) in _runs)
                WriteRun(key, source[i]);
        }

        UInt32(0);
    }

    private void WriteRun(uint key, in SourceRun run)
    {
        UInt32(key);
        Int64(run.Events);
        if (!run.HasTime)
            return;
        UInt32(run.Start);
        UInt32(run.End);
        UInt64(run.Hosts);
        UInt64(run.Ports);
    }

    /// <summary>Whether hosts were dropped, and each host: its name, whether notes were dropped, and the notes by time.</summary>
    private void WriteNotes()
    {
        UInt32(_rollup.Notes.HostsDropped ? 1u : 0);
        List<(string Name, HostNotes Notes)> hosts = [.. _rollup.Notes.Sorted()];
        UInt32((uint)hosts.Count);
        foreach ((string name, HostNotes notes) in hosts)
        {
            UInt32((uint)name.Length);
            _out.Write(Encoding.Latin1.GetBytes(name));
            UInt32(notes.IsCut ? 1u : 0);
            UInt32((uint)notes.Count);
            foreach ((NoteKey key, NoteTotals totals) in notes.Sorted)
            {
                UInt32((uint)key.Daemon);
                UInt32((uint)key.Note);
                UInt32(totals.First);
                UInt32(totals.Last);
                Int64(totals.Lost);
            }
        }
    }

    private void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_out.GetSpan(4), value);
        _out.Advance(4);
    }

    private void Int64(long value) => UInt64((ulong)value);

    private void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_out.GetSpan(8), value);
        _out.Advance(8);
    }
}
