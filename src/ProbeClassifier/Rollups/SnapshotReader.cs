using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Rollups;

/// <summary>
/// Bytes to a rollup. The checksum guards against damage, not against malice: every count and place is checked too, and nothing is
/// allocated ahead of the bytes that back it.
/// </summary>
internal ref struct SnapshotReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private SnapshotReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    public static ProbeRollup Read(ReadOnlySpan<byte> snapshot, ProbeRollupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (snapshot.Length < 16 + SnapshotWriter.ChecksumBytes
            || BinaryPrimitives.ReadInt64LittleEndian(snapshot) != SnapshotWriter.Magic)
        {
            throw new SnapshotException("not a rollup snapshot: it does not begin as one");
        }

        long version = BinaryPrimitives.ReadInt64LittleEndian(snapshot[8..]);
        if (version != SnapshotWriter.Version)
        {
            throw new SnapshotException(string.Create(
                CultureInfo.InvariantCulture,
                $"snapshot version {version} is not readable here; expected version {SnapshotWriter.Version}"));
        }

        ReadOnlySpan<byte> content = snapshot[..^SnapshotWriter.ChecksumBytes];
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(content, hash);
        if (!hash[..SnapshotWriter.ChecksumBytes].SequenceEqual(snapshot[^SnapshotWriter.ChecksumBytes..]))
            throw new SnapshotException("the snapshot is damaged: its checksum does not fit");
        var reader = new SnapshotReader(content) { _at = 16 };
        return reader.ReadAll(options);
    }

    private ProbeRollup ReadAll(ProbeRollupOptions options)
    {
        Require(UInt64() == options.Rules.Hash, "it was made with other rules");
        Require(Int64() == (long)options.IncidentGap.TotalSeconds, "it was made with another incident gap");
        Require(Int64() == options.MaxSources & Int64() == options.MaxWeight, "it was made with another source limit");
        Require(UInt64() == options.SelectionKey, "it was made with another selection key");
        Require(
            Int64() == (options.From?.ToUnixTimeSeconds() ?? long.MinValue) & Int64() == (options.To?.ToUnixTimeSeconds() ?? long.MaxValue),
            "it was made for another period");
        var rollup = new ProbeRollup(options)
        {
            EventLines = Count(),
            OtherLines = Count(),
            Repeated = Count(),
            OutsidePeriod = Count(),
            Oversize = Count(),
            UnresolvedRepeats = Count(),
            WithoutTime = Count(),
        };
        for (int reason = 0; reason < rollup.UnparsedByReason.Length; reason++)
            rollup.RestoreUnparsed(reason, Count());
        rollup.Sources.LowerThreshold(UInt64());
        List<int> kinds = [];
        for (long left = Count(); left > 0; left--)
            kinds.Add(ReadKind(rollup));
        for (long left = Count(); left > 0; left--)
        {
            long hour = Count();
            Require(hour <= uint.MaxValue / 3600, "an hour is out of range");
            rollup.Hours.Add((uint)hour, Count(), Count());
        }

        List<Run> runs = [];
        for (long left = Count(); left > 0; left--)
        {
            var source = new ProbeAddress(UInt64(), UInt64());
            for (int cells = Int32(); cells > 0; cells--)
            {
                int place = Int32();
                Require(place >= 0 && place < kinds.Count, "a kind is out of range");
                long events = Count();
                runs.Clear();
                for (int count = Int32(); count > 0; count--)
                    runs.Add(new Run((uint)Int32(), (uint)Int32()));
                rollup.Sources.AddCell(source, kinds[place], events, CollectionsMarshal.AsSpan(runs));
            }
        }

        Require(_at == _bytes.Length, "bytes are left over");
        return rollup;
    }

    private int ReadKind(ProbeRollup rollup)
    {
        RuleSet rules = rollup.Options.Rules;
        List<ProbeTag> tags = [];
        for (long left = Count(); left > 0; left--)
        {
            long length = Count();
            Require(length <= _bytes.Length - _at, "a tag is cut off");
            string id = Encoding.UTF8.GetString(_bytes.Slice(_at, (int)length));
            _at += (int)length;
            int tag = rules.Data.FindTag(id);
            Require(tag >= 0 && tags.Count < RuleSetData.MaxTags, "a tag is unknown");
            tags.Add(rules.Tags[tag]);
        }

        long dialect = Count();
        long action = Count();
        long direction = Count();
        Require(dialect < 16 & action < 4 & direction < 4, "a kind is out of range");
        int kind = rollup.Kinds.Find(rules.FindTagSet(tags), (ProbeDialect)dialect, (ProbeAction)action, (TrafficDirection)direction);
        rollup.Kinds[kind].Add(Count(), (uint)Count(), (uint)Count());
        return kind;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new SnapshotException("the snapshot cannot be used: " + otherwise);
    }

    private int Int32()
    {
        Require(_bytes.Length - _at >= 4, "it ends early");
        int value = BinaryPrimitives.ReadInt32LittleEndian(_bytes[_at..]);
        _at += 4;
        return value;
    }

    private long Int64()
    {
        Require(_bytes.Length - _at >= 8, "it ends early");
        long value = BinaryPrimitives.ReadInt64LittleEndian(_bytes[_at..]);
        _at += 8;
        return value;
    }

    private ulong UInt64() => (ulong)Int64();

    private long Count()
    {
        long value = Int64();
        Require(value >= 0, "a count is negative");
        return value;
    }
}
