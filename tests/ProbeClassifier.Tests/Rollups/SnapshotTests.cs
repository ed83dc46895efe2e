using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using FsCheck.Xunit;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Rollups;

[Properties(Arbitrary = [typeof(RollupSteps)], QuietOnSuccess = true)]
public sealed class SnapshotTests
{
    private static readonly RollupStep[] Steps =
    [
        new EventStep(), new EventStep { Source = RollupSteps.Address("2001:db8::1"), Port = 111 }, new EventStep { Seconds = null, Port = 9 },
        new EventStep { Seconds = RollupSteps.Start + 9_000, Repeats = 3 }, new OtherStep(4), new UnparsedStep(UnparsedReason.BadPort),
        new OversizeStep(), new UnresolvedStep(), new EventStep { Source = RollupSteps.Address("198.51.100.3") },
        new EventStep { Source = null, Note = LogNote.Stopped }, new EventStep { Source = null, Note = LogNote.Lost, Lost = 3, Seconds = RollupSteps.Start + 4_000 },
        new EventStep { Source = null, Note = LogNote.Started, Host = "" },
    ];

    [Fact]
    public void A_snapshot_cut_anywhere_is_refused()
    {
        byte[] bytes = RollupSteps.Rollup(Steps).ToSnapshot();
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<SnapshotException>(() => ProbeRollup.FromSnapshot(bytes.AsSpan(0, length), RollupSteps.Options));
        Assert.Throws<SnapshotException>(() => ProbeRollup.FromSnapshot([.. bytes, 0], RollupSteps.Options));
    }

    [Fact]
    public void A_snapshot_with_any_bit_turned_is_refused()
    {
        byte[] bytes = RollupSteps.Rollup(Steps).ToSnapshot();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<SnapshotException>(() => ProbeRollup.FromSnapshot(bytes, RollupSteps.Options));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_newer_snapshot_says_so()
    {
        byte[] bytes = RollupSteps.Rollup(Steps).ToSnapshot();
        bytes[4] = 4;
        Refuses(bytes, RollupSteps.Options, "version 4 is not readable here; expected version 3");
    }

    [Fact]
    public void An_older_snapshot_says_so()
    {
        byte[] bytes = RollupSteps.Rollup(Steps).ToSnapshot();
        bytes[4] = 2;
        Refuses(bytes, RollupSteps.Options, "version 2 is not readable here; expected version 3");
    }

    [Fact]
    public void Options_that_differ_are_named()
    {
        byte[] bytes = RollupSteps.Rollup(Steps).ToSnapshot();
        Refuses(bytes, RollupSteps.Options with { Rules = RuleSet.Default }, "other rules");
        Refuses(bytes, RollupSteps.Options with { IncidentGap = TimeSpan.FromHours(1) }, "another incident gap");
        Refuses(bytes, RollupSteps.Options with { MaxSources = 5 }, "another source limit");
        Refuses(bytes, RollupSteps.Options with { MaxLogNotes = 5 }, "other limits of notes on logs");
        Refuses(bytes, RollupSteps.Options with { MaxLogHosts = 5 }, "other limits of notes on logs");
        Refuses(bytes, RollupSteps.Options with { SelectionKey = 5 }, "another selection key");
        Refuses(bytes, RollupSteps.Options with { To = DateTimeOffset.UnixEpoch.AddMilliseconds(1) }, "another period");
        Refuses([], RollupSteps.Options, "not a rollup snapshot");
    }

    /// <summary>With a checksum that fits, as a malicious sender would make it: refused, or exactly what we would have written.</summary>
    [Property(MaxTest = 60)]
    internal void Hostile_snapshots_are_refused_or_canonical(List<RollupStep> steps, int seed)
    {
        foreach (ProbeRollupOptions options in RollupPropertyTests.AllOptions)
        {
            var random = new Random(seed);
            byte[] good = RollupSteps.Rollup(steps.Concat(Steps), options).ToSnapshot();
            for (int round = 0; round < 40; round++)
            {
                byte[] bad = [.. good];
                for (int changes = random.Next(1, 4); changes > 0; changes--)
                    Damage(ref bad, random);
                CheckHostile(bad, options);
            }
        }
    }

    [Fact]
    public void Every_figure_of_a_snapshot_is_checked()
    {
        foreach (ProbeRollupOptions options in new[] { RollupSteps.Options, RollupSteps.Options with { MaxSources = 2 }, RollupSteps.Options with { MaxLogHosts = 1, MaxLogNotes = 1 } })
        {
            byte[] good = RollupSteps.Rollup(Steps, options).ToSnapshot();
            for (int at = 8; at < good.Length - 8; at++)
            {
                foreach (byte value in new byte[] { 0, 1, 0x7F, 0x80, 0xFF, (byte)(good[at] + 1), (byte)(good[at] - 1) })
                {
                    byte[] bad = [.. good];
                    bad[at] = value;
                    CheckHostile(bad, options);
                }
            }
        }
    }

    [Fact]
    public void A_hostile_snapshot_adds_no_lists_of_tags_to_the_shared_rules()
    {
        RuleSet rules = RuleSet.Default.ToBuilder().WithName("alone").Build();
        ProbeRollupOptions options = RollupSteps.Options with { Rules = rules };
        RollupStep step = new EventStep { Port = 21 };
        byte[] one = RollupSteps.Rollup([step], options).ToSnapshot();
        byte[] id = "tcp/21"u8.ToArray();
        int at = one.AsSpan().IndexOf(id);

        // The kind's list of one tag becomes a list of two, which no rule of this set gives.
        byte[] two = [.. one[..(at - 8)], 2, 0, 0, 0, .. one[(at - 4)..(at + 6)], 6, 0, 0, 0, .. "tcp/22"u8, .. one[(at + 6)..]];
        Reseal(two);
        ProbeRollup read = ProbeRollup.FromSnapshot(two, options);
        Assert.Equal(["tcp/21", "tcp/22"], read.Summarize(1).TopSources[0].Tags.Select(t => t.Key.Id));
        Assert.Equal(two, ProbeRollup.Merge([read]).ToSnapshot());
        Assert.Throws<ArgumentOutOfRangeException>(() => rules.GetTagSet((ushort)(rules.Tags.Count + 1)));
    }

    private static void Damage(ref byte[] bytes, Random random)
    {
        int at = random.Next(8, bytes.Length - 8);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes = [.. bytes[..at], .. bytes[(at + random.Next(1, bytes.Length - at - 7))..]];
                break;
            default:
                int length = random.Next(1, bytes.Length - at - 7);
                bytes = [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
                break;
        }
    }

    private static void CheckHostile(byte[] bytes, ProbeRollupOptions options)
    {
        Reseal(bytes);
        ProbeRollup read;
        try
        {
            read = ProbeRollup.FromSnapshot(bytes, options);
        }
        catch (SnapshotException)
        {
            return;
        }

        Assert.Equal(bytes, read.ToSnapshot());
        read.Summarize(3);
    }

    private static void Reseal(byte[] bytes) =>
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - 8), SnapshotWriter.ChecksumOf(bytes.AsSpan(0, bytes.Length - 8)));

    private static void Refuses(byte[] bytes, ProbeRollupOptions options, string expected) =>
        Assert.Contains(expected, Assert.Throws<SnapshotException>(() => ProbeRollup.FromSnapshot(bytes, options)).Message, StringComparison.Ordinal);
}
