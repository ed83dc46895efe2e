using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>The laws of docs/limits.md, against a brute-force count that was written apart.</summary>
public sealed class RollupLawTests
{
    private sealed record Item(ProbeAddress? Source, ushort Port, Transport Transport, long? Time, uint Count, bool Repeat, ProbeAction Action);

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryFigureIsTheBruteForceOnes(int seed)
    {
        List<Item> items = Items(seed, 800);
        RollupSummary summary = Count(items, Options()).Summarize(1000);
        Assert.Equal(items.Count, summary.Lines - summary.Unparsed - summary.Other + items.Count(i => i.Repeat));
        Assert.Equal(items.Sum(i => (long)i.Count), summary.Events);
        Assert.Equal(summary.Events, summary.Sections.Sum(s => s.Events) + summary.Remainder.Events);
        foreach (GroupCount<ProbeTag> tag in summary.Tags)
            AssertGroup(tag, items.Where(i => TagOf(i) == tag.Key.Id));
        AssertGroup(summary.Sections[0], items.Where(i => TagOf(i).Length > 0));
        AssertGroup(summary.Remainder, items.Where(i => TagOf(i).Length == 0));
        foreach (GroupCount<ProbeAction> action in summary.Actions)
            AssertGroup(action, items.Where(i => i.Action == action.Key));
        Assert.Equal(
            items.Where(i => i.Source is not null).GroupBy(i => i.Source!.Value).Select(g => (g.Key, Events: g.Sum(i => (long)i.Count)))
                .OrderByDescending(s => s.Events).ThenBy(s => s.Key).Take(1000),
            summary.TopSources.Select(s => (s.Address, s.Events)));
        Assert.Equal(
            items.Where(i => i.Time is >= 0 and <= uint.MaxValue).GroupBy(i => i.Time!.Value / 3600).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(i => (long)i.Count))),
            summary.Hours.Select(h => (h.Start.ToUnixTimeSeconds() / 3600, h.Events)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnySplitInAnyOrderMergesToTheWhole(int seed)
    {
        var random = new Random(seed);
        foreach (ProbeRollupOptions options in (ProbeRollupOptions[])[Options(), Options() with { MaxSources = 1 + (seed % 5) }, Options() with { MaxWeight = 20 + seed }])
        {
            List<Item> items = Items(seed, 400);
            byte[] whole = Count(items, options).ToSnapshot();
            for (int round = 0; round < 4; round++)
            {
                ProbeRollup[] parts = [.. Enumerable.Range(0, 1 + random.Next(5)).Select(_ => new ProbeRollup(options))];
                Item[] shuffled = [.. items];
                random.Shuffle(shuffled);
                foreach (Item item in shuffled)
                    Add(parts[random.Next(parts.Length)], item);
                random.Shuffle(parts);
                ProbeRollup left = parts.Aggregate(new ProbeRollup(options), (sum, part) =>
                {
                    sum.MergeFrom(part);
                    return sum;
                });
                Assert.Equal(whole, left.ToSnapshot());
                Assert.Equal(whole, ProbeRollup.Merge(parts.Reverse()).ToSnapshot());
                Assert.Equal(whole, ProbeRollup.FromSnapshot(whole, options).ToSnapshot());
            }
        }
    }

    [Fact]
    public void MergingLeavesItsPartsAlone()
    {
        ProbeRollup a = Count(Items(1, 100), Options());
        ProbeRollup b = Count(Items(2, 100), Options());
        byte[] before = b.ToSnapshot();
        a.MergeFrom(b);
        Assert.Equal(before, b.ToSnapshot());
    }

    [Fact]
    public void AFullRollupKeepsExactEventsAndSaysThatItIsASample()
    {
        ProbeRollupOptions options = Options() with { MaxSources = 200 };
        var rollup = new ProbeRollup(options);
        for (uint i = 0; i < 20_000; i++)
            Add(rollup, new Item(ProbeAddress.FromIPv4(0xC0000000 + i), 22, Transport.Tcp, 1_000_000 + i, 1, false, ProbeAction.Blocked));
        RollupSummary summary = rollup.Summarize(10);
        Assert.False(summary.IsExact);
        Assert.Equal(20_000, summary.Events);
        GroupCount<ProbeTag> ssh = summary.Tags.Single(t => t.Key.Id == "tcp/22");
        Assert.Equal(20_000, ssh.Events);
        Assert.InRange(ssh.Sources, 15_000, 26_000);
        Assert.InRange(summary.SampledShare, 0.007, 0.014);
    }

    [Theory]
    [InlineData(3600, 1)]
    [InlineData(3601, 2)]
    public void AGapAsLongAsTheLimitIsWithinAnIncident(int gap, int incidents)
    {
        ProbeAddress source = ProbeAddress.FromIPv4(0xC0000201);
        foreach (bool backwards in (bool[])[false, true])
        {
            Item[] items = [.. new long[] { 1_000_000, 1_000_000 + gap }.Select(t => new Item(source, 22, Transport.Tcp, t, 1, false, ProbeAction.Blocked))];
            if (backwards)
                Array.Reverse(items);
            Assert.Equal(incidents, Count(items, Options()).Summarize(1).Sections[0].Incidents);
        }
    }

    [Fact]
    public void APeriodCountsWhatIsOutsideAsOther()
    {
        ProbeRollupOptions options = Options() with { From = DateTimeOffset.FromUnixTimeSeconds(1000), To = DateTimeOffset.FromUnixTimeSeconds(2000) };
        ProbeAddress source = ProbeAddress.FromIPv4(0xC0000201);
        var rollup = new ProbeRollup(options);
        foreach (long? time in (long?[])[999, 1000, 1999, 2000, null])
            Add(rollup, new Item(source, 22, Transport.Tcp, time, 1, false, ProbeAction.Blocked));
        Add(rollup, new Item(source, 22, Transport.Tcp, 5000, 9, true, ProbeAction.Blocked));
        RollupSummary summary = rollup.Summarize(1);
        Assert.Equal((5, 2, 3, 3, 0), (summary.Lines, summary.Events, summary.Other, summary.OutsidePeriod, summary.Repeated));
    }

    [Fact]
    public void ADamagedSnapshotIsRefusedWhateverTheDamage()
    {
        ProbeRollupOptions options = Options();
        byte[] snapshot = Count(Items(3, 60), options).ToSnapshot();
        for (int length = 0; length < snapshot.Length; length++)
            Assert.Throws<SnapshotException>(() => ProbeRollup.FromSnapshot(snapshot.AsSpan(0, length), options));
        for (int at = 0; at < snapshot.Length; at += 3)
        {
            byte[] damaged = [.. snapshot];
            damaged[at] ^= 0x10;
            Assert.Throws<SnapshotException>(() => ProbeRollup.FromSnapshot(damaged, options));
        }

        byte[] newer = [.. snapshot];
        newer[4] = 4;
        Assert.Contains("version 4", Assert.Throws<SnapshotException>(() => ProbeRollup.FromSnapshot(newer, options)).Message, StringComparison.Ordinal);
        Assert.Contains("gap", Assert.Throws<SnapshotException>(() => ProbeRollup.FromSnapshot(snapshot, options with { IncidentGap = TimeSpan.FromHours(2) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsThatDifferDoNotMerge()
    {
        var a = new ProbeRollup(Options());
        foreach (ProbeRollupOptions other in (ProbeRollupOptions[])
            [
                Options() with { IncidentGap = TimeSpan.FromMinutes(1) },
                Options() with { SelectionKey = 7 },
                Options() with { MaxSources = 5 },
                Options() with { To = DateTimeOffset.UnixEpoch },
                Options() with { Rules = RuleSet.Default.ToBuilder().AddPort(Transport.Tcp, 1, "x").Build() },
            ])
        {
            Assert.Throws<ArgumentException>(() => a.MergeFrom(new ProbeRollup(other)));
        }
    }

    [Fact]
    public void AddingAllocatesNothingOnceSourcesAndKindsAreKnown()
    {
        List<Item> items = Items(4, 500);
        ProbeRollup rollup = Count(items, Options());
        for (int round = 0; round < 5; round++)
            items.ForEach(i => Add(rollup, i));
        Assert.Equal(0, Allocations.Least(() =>
        {
            foreach (Item item in items)
                Add(rollup, item);
        }));
    }

    [Fact]
    public void SunrpcNamesTheSourcesThatWentOn()
    {
        var rollup = new ProbeRollup(Options());
        ProbeAddress[] sources = [.. Enumerable.Range(1, 4).Select(i => ProbeAddress.FromIPv4(0xC0000200 + (uint)i))];
        void At(int source, ushort port, Transport transport) => Add(rollup, new Item(sources[source], port, transport, 1000, 1, false, ProbeAction.Blocked));
        At(0, 111, Transport.Tcp);
        At(1, 111, Transport.Udp);
        At(1, 635, Transport.Udp);
        At(2, 111, Transport.Tcp);
        At(2, 111, Transport.Udp);
        At(3, 22, Transport.Tcp);
        RollupSummary summary = rollup.Summarize(10);
        Assert.Equal((3, 1), (summary.SunrpcSources, summary.SunrpcFollowerCount));
        Assert.Equal(sources[1], Assert.Single(summary.SunrpcFollowers).Address);
    }

    private static ProbeRollupOptions Options() => new();

    private static ProbeRollup Count(IEnumerable<Item> items, ProbeRollupOptions options)
    {
        var rollup = new ProbeRollup(options);
        foreach (Item item in items)
            Add(rollup, item);
        return rollup;
    }

    private static void Add(ProbeRollup rollup, Item item)
    {
        var fields = new EventFields
        {
            Dialect = ProbeDialect.Netfilter,
            Action = item.Action,
            Direction = TrafficDirection.Inbound,
            Transport = item.Transport,
            DestinationPort = item.Port,
            Count = item.Count,
            UnixSeconds = item.Time ?? 0,
            Source = item.Source ?? default,
            Present = PresentFields.Transport | PresentFields.DestinationPort
                | (item.Time is null ? 0 : PresentFields.Time) | (item.Source is null ? 0 : PresentFields.Source) | (item.Repeat ? PresentFields.Repeat : 0),
        };
        rollup.Add(new ProbeEvent([], in fields));
    }

    private static List<Item> Items(int seed, int count)
    {
        var random = new Random(seed);
        ushort[] ports = [21, 22, 111, 137, 4711];
        List<Item> items = [];
        for (int i = 0; i < count; i++)
        {
            ProbeAddress? source = random.Next(20) switch
            {
                0 => null,
                1 or 2 => new ProbeAddress(0x2001_0DB8_0000_0000, (ulong)random.Next(4)),
                _ => ProbeAddress.FromIPv4(0xC0000200 + (uint)random.Next(40)),
            };
            long? time = random.Next(30) switch { 0 => null, 1 => -5, 2 => 0x1_0000_0000, 3 => uint.MaxValue, _ => 960_000_000 + (random.Next(60) * 1801) };
            bool repeat = random.Next(9) == 0;
            items.Add(new Item(
                source,
                ports[random.Next(ports.Length)],
                random.Next(3) == 0 ? Transport.Udp : Transport.Tcp,
                time,
                repeat ? (uint)random.Next(1, 9) : 1,
                repeat,
                (ProbeAction)random.Next(3)));
        }

        return items;
    }

    private static string TagOf(Item item) => (item.Transport, item.Port) switch
    {
        (Transport.Tcp, 21 or 22 or 111) => $"tcp/{item.Port}",
        (Transport.Udp, 111 or 137) => $"udp/{item.Port}",
        _ => "",
    };

    private static void AssertGroup<TKey>(GroupCount<TKey> group, IEnumerable<Item> members)
    {
        Item[] items = [.. members];
        Item[] timed = [.. items.Where(i => i.Time is >= 0 and <= uint.MaxValue)];
        long incidents = 0;
        foreach (IGrouping<ProbeAddress, Item> source in timed.Where(i => i.Source is not null).GroupBy(i => i.Source!.Value))
        {
            long last = long.MinValue / 2;
            foreach (long time in source.Select(i => i.Time!.Value).Order())
            {
                incidents += time - last > 3600 ? 1 : 0;
                last = time;
            }
        }

        Assert.Equal(items.Sum(i => (long)i.Count), group.Events);
        Assert.Equal(incidents, group.Incidents);
        Assert.Equal(items.Where(i => i.Source is not null).Select(i => i.Source).Distinct().Count(), group.Sources);
        Assert.Equal(timed.Min(i => i.Time), group.First?.ToUnixTimeSeconds());
        Assert.Equal(timed.Max(i => i.Time), group.Last?.ToUnixTimeSeconds());
    }
}
