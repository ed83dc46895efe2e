using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Bytes to a rollup. The checksum guards against damage, not against malice: every figure is checked too, only the bytes that
/// the writer would write are taken, and nothing is allocated ahead of the bytes that back it.
/// </summary>
internal ref struct SnapshotReader
{
    /// <summary>No honest count comes near, and sums of many stay in 64 bits.</summary>
    private const long MaxCount = 1L << 53;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ProbeRollup _rollup;
    private readonly List<int> _kinds = [];
    private readonly List<long> _left = [];
    private ulong _threshold;
    private int _at = SnapshotWriter.HeaderBytes;

    private SnapshotReader(ReadOnlySpan<byte> bytes, ProbeRollupOptions options)
    {
        _bytes = bytes;
        _rollup = new ProbeRollup(options);
    }

    public static ProbeRollup Read(ReadOnlySpan<byte> snapshot, ProbeRollupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (snapshot.Length < SnapshotWriter.HeaderBytes + SnapshotWriter.ChecksumBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(snapshot) != SnapshotWriter.Magic)
        {
            throw new SnapshotException("not a rollup snapshot: it does not begin as one");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(snapshot[4..]);
        if (version != SnapshotWriter.Version)
        {
            throw new SnapshotException(string.Create(
                CultureInfo.InvariantCulture,
                $"snapshot version {version} is not readable here; expected version {SnapshotWriter.Version}"));
        }

        ReadOnlySpan<byte> content = snapshot[..^SnapshotWriter.ChecksumBytes];
        if (SnapshotWriter.ChecksumOf(content) != BinaryPrimitives.ReadUInt64LittleEndian(snapshot[^SnapshotWriter.ChecksumBytes..]))
            throw new SnapshotException("the snapshot is damaged: its checksum does not fit");
        return new SnapshotReader(content, options).ReadAll();
    }

    private ProbeRollup ReadAll()
    {
        CheckOptions();
        ReadTotals();
        ReadKinds();
        ReadHours();
        ReadSources(isIPv4: true);
        ReadSources(isIPv4: false);
        ReadNotes();
        Require(_at == _bytes.Length, "bytes are left over");
        _rollup.Settle();
        Require(_rollup.Sources.Threshold == _threshold, "it holds more sources than its limits allow");
        return _rollup;
    }

    private void CheckOptions()
    {
        ProbeRollupOptions options = _rollup.Options;
        Require(UInt64() == options.Rules.Hash, "it was made with other rules");
        Require(UInt32() == _rollup.Gap, "it was made with another incident gap");
        Require(UInt32() == options.MaxSources & Int64() == options.MaxWeight, "it was made with another source limit");
        Require(UInt32() == options.MaxLogHosts & UInt32() == options.MaxLogNotes, "it was made with other limits of notes on logs");
        Require(UInt64() == options.SelectionKey, "it was made with another selection key");
        Require(Int64() == _rollup.Period.From & Int64() == _rollup.Period.To, "it was made for another period");
    }

    private void ReadTotals()
    {
        _rollup.EventLines = Count();
        _rollup.Counts.Other = Count();
        _rollup.Counts.Repeated = Count();
        _rollup.Counts.OutsidePeriod = Count();
        _rollup.Counts.Oversize = Count();
        _rollup.Counts.UnresolvedRepeats = Count();
        _rollup.Counts.WithoutTime = Count();
        for (int reason = 0; reason < _rollup.Counts.UnparsedByReason.Length; reason++)
            _rollup.Counts.UnparsedByReason[reason] = Count();
        _threshold = UInt64();
        _rollup.Sources.LowerThreshold(_threshold);
    }

    private void ReadKinds()
    {
        EventKind? previous = null;
        long events = 0;
        for (uint left = UInt32(); left > 0; left--)
        {
            TagSet tags = ReadTags();
            uint dialect = UInt32();
            uint action = UInt32();
            uint direction = UInt32();
            uint transport = UInt32();
            Require(
                dialect < EventKinds.MaxDialects & action < EventKinds.MaxActions & direction < EventKinds.MaxDirections & transport < EventKinds.MaxTransports,
                "a kind is out of range");
            int number = _rollup.Kinds.Find(tags, (ProbeDialect)dialect, (ProbeAction)action, (TrafficDirection)direction, (TransportClass)transport);
            EventKind kind = _rollup.Kinds[number];
            Require(previous is null || EventKinds.Compare(previous, kind) < 0, "kinds are out of order");
            previous = kind;
            long count = Count();
            kind.Add(count, UInt32(), UInt32());
            Require(count > 0 & (kind.First <= kind.Last || (kind.First == uint.MaxValue && kind.Last == 0)), "a kind has no events");
            _kinds.Add(number);
            _left.Add(count);
            events += count;
        }

        Require(events == _rollup.EventLines + _rollup.Counts.Repeated, "its kinds do not add up to its events");
    }

    private TagSet ReadTags()
    {
        RuleSet rules = _rollup.Options.Rules;
        List<ProbeTag> tags = [];
        for (uint left = UInt32(); left > 0; left--)
        {
            uint length = UInt32();
            Require(length <= _bytes.Length - _at, "it ends early");
            ReadOnlySpan<byte> bytes = _bytes.Slice(_at, (int)length);
            _at += bytes.Length;
            int tag = rules.FindTag(Encoding.UTF8.GetString(bytes));
            Require(tag >= 0 && Encoding.UTF8.GetByteCount(rules.Tags[tag].Id) == bytes.Length, "a tag is unknown");
            Require(!tags.Contains(rules.Tags[tag]), "a tag is there twice");
            tags.Add(rules.Tags[tag]);
        }

        return tags.Count == 0 ? TagSet.Empty : new TagSet(0, tags);
    }

    private void ReadHours()
    {
        long next = 0;
        long events = _rollup.Counts.WithoutTime;
        for (uint hour = UInt32(); hour != uint.MaxValue; hour = UInt32())
        {
            Require(hour >= next & hour <= HourTable.LastHour, "an hour is out of order");
            next = hour + 1L;
            long count = Count();
            long tagged = Count();
            Require(count > 0 & tagged <= count, "an hour has no events");
            _rollup.Hours.Add(hour, count, tagged);
            events += count;
        }

        Require(events == _rollup.EventLines + _rollup.Counts.Repeated, "its hours do not add up to its events");
    }

    private void ReadSources(bool isIPv4)
    {
        ProbeAddress? previous = null;
        for (uint runs = UInt32(); runs > 0; runs = UInt32())
        {
            ProbeAddress source = isIPv4 ? ProbeAddress.FromIPv4(UInt32()) : new ProbeAddress(UInt64(), UInt64());
            Require(source.IsIPv4 == isIPv4 & (previous is null || previous < source), "a source is out of order");
            previous = source;
            Require(
                _rollup.Sources.Threshold == ulong.MaxValue || _rollup.Sources.HashOf(source) < _rollup.Sources.Threshold,
                "it holds a source that its limits drop");
            SourceRun last = default;
            for (bool isFirst = true; runs > 0; runs--, isFirst = false)
            {
                SourceRun run = ReadRun();
                long next = (long)last.End + _rollup.Gap + 1;
                Require(isFirst || run.Key > last.Key || (run.Key == last.Key && run.HasTime && run.Start >= next), "a run is out of order");
                last = run;
                run.Key = SourceRun.KeyOf(_kinds[run.Kind], run.HasTime);
                _rollup.Sources.Add(source, run);
            }
        }
    }

    /// <summary>A run, whose kind is a place in the snapshot.</summary>
    private SourceRun ReadRun()
    {
        var run = new SourceRun { Key = UInt32() };
        Require(run.Kind < _kinds.Count, "a kind is out of range");
        run.Events = Count();
        Require(run.Events > 0 && (_left[run.Kind] -= run.Events) >= 0, "a source has more events than there are");
        if (!run.HasTime)
            return run;
        run.Start = UInt32();
        run.End = UInt32();
        Require(run.Start <= run.End, "a run ends before it starts");
        run.Hosts = UInt64();
        run.Ports = UInt64();
        Require(BitOperations.PopCount(run.Hosts) <= run.Events & BitOperations.PopCount(run.Ports) <= run.Events, "a run has more targets than events");
        return run;
    }

    private void ReadNotes()
    {
        bool hostsDropped = Flag();
        string? previous = null;
        uint hosts = UInt32();
        Require(hosts <= _rollup.Options.MaxLogHosts & (!hostsDropped | hosts == _rollup.Options.MaxLogHosts), "it has more or fewer hosts than its limits allow");
        for (uint left = hosts; left > 0; left--)
        {
            uint length = UInt32();
            Require(length <= LogNotes.MaxName & length <= _bytes.Length - _at, "a host's name is too long");
            string name = Encoding.Latin1.GetString(_bytes.Slice(_at, (int)length));
            _at += name.Length;
            Require(previous is null || string.CompareOrdinal(previous, name) < 0, "hosts are out of order");
            previous = name;
            ReadNotes(_rollup.Notes.Of(name));
        }

        if (hostsDropped)
            _rollup.Notes.MarkHostsDropped();
    }

    private void ReadNotes(HostNotes notes)
    {
        bool isCut = Flag();
        uint count = UInt32();
        Require(count > 0 & count <= _rollup.Options.MaxLogNotes & (!isCut | count == _rollup.Options.MaxLogNotes), "a host has more or fewer notes than its limit allows");
        NoteKey? previous = null;
        for (uint left = count; left > 0; left--)
        {
            uint daemon = UInt32();
            uint note = UInt32();
            Require(daemon is >= (uint)LogDaemon.Syslogd and <= (uint)LogDaemon.Kernel && note is >= (uint)LogNote.Stopped and <= (uint)LogNote.Lost, "a note is out of range");
            var totals = new NoteTotals(UInt32(), UInt32(), Count());
            NoteKey key = HostNotes.KeyOf(totals.First, (LogDaemon)daemon, (LogNote)note);
            Require(totals.First <= totals.Last & HostNotes.KeyOf(totals.Last, key.Daemon, key.Note) == key & (totals.Lost == 0 | key.Note == LogNote.Lost), "a note's times do not fit");
            Require(previous is null || NoteKey.ByTime.Compare(previous.Value, key) < 0, "notes are out of order");
            previous = key;
            notes.Add(key, totals);
        }

        if (isCut)
            notes.MarkCut();
    }

    private bool Flag()
    {
        uint value = UInt32();
        Require(value <= 1, "a flag is out of range");
        return value == 1;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new SnapshotException("the snapshot cannot be used: " + otherwise);
    }

    private uint UInt32()
    {
        Require(_bytes.Length - _at >= 4, "it ends early");
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[_at..]);
        _at += 4;
        return value;
    }

    private long Int64() => (long)UInt64();

    private ulong UInt64()
    {
        Require(_bytes.Length - _at >= 8, "it ends early");
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_at..]);
        _at += 8;
        return value;
    }

    private long Count()
    {
        long value = Int64();
        Require(value is >= 0 and <= MaxCount, "a count is out of range");
        return value;
    }
}
