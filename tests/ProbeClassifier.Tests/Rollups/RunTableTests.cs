using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Tests.Rollups;

public sealed class RunTableTests
{
    private const uint Gap = 10;

    [Theory]
    [InlineData(0, 300, 5, 3, 300_000u)]
    [InlineData(1, 100_000, 400, 7, 300_000u)]
    [InlineData(2, 100_000, 1, 1, 3_000_000u)]
    [InlineData(3, 150_000, 100_000, 2, 100_000u)]
    [InlineData(4, 100_000, 3, 500, 1_000u)]
    [InlineData(5, 60_000, 20, 20, uint.MaxValue)]
    public void Runs_in_any_order_join_as_if_they_had_come_in_order(int seed, int count, int sources, int kinds, uint lastTime)
    {
        var random = new Random(seed);
        var table = new RunTable(Gap);
        List<SourceRun> all = [];
        for (int i = 0; i < count; i++)
        {
            // Sources that differ in any byte, times that wander and times that jump, now and then none.
            uint source = (uint)random.Next(sources) * 0x9E37_79B9;
            int kind = 1 + random.Next(kinds);
            bool hasTime = random.Next(50) > 0;
            uint time = random.Next(3) == 0 ? (uint)random.NextInt64(lastTime + 1L) : (uint)((long)i * lastTime / count);
            if (random.Next(100) == 0)
            {
                uint end = hasTime ? (uint)Math.Min(uint.MaxValue, time + (long)random.Next(100)) : 0;
                var run = new SourceRun { Source = source, Key = SourceRun.KeyOf(kind, hasTime), Start = hasTime ? time : 0, End = end, Events = random.Next(1, 5) };
                all.Add(run);
                table.Add(run);
            }
            else
            {
                all.Add(new SourceRun { Source = source, Key = SourceRun.KeyOf(kind, true), Start = time, End = time, Events = 1 });
                table.Add([new PendingEvent(source, kind, time)]);
            }
        }

        AssertHolds(Joined(all), table);

        // Looking changes nothing, and a copy holds the same.
        AssertHolds(Joined(all), table);
        var copy = new RunTable(Gap);
        copy.MergeFrom(table, Enumerable.Range(0, kinds + 1).ToArray());
        copy.MergeFrom(table, Enumerable.Range(0, kinds + 1).ToArray());
        AssertHolds(Joined([.. all, .. all]), copy);
        AssertHolds(Joined(all), table);
        copy.MergeFrom(table, Enumerable.Range(0, kinds + 1).ToArray(), takes: true);
        AssertHolds(Joined([.. all, .. all, .. all]), copy);
        AssertHolds([], table);
    }

    [Fact]
    public void A_table_that_takes_from_others_for_ever_holds_no_more_than_it_has()
    {
        var table = new RunTable(Gap);
        for (int round = 0; round < 50; round++)
        {
            var other = new RunTable(Gap);
            for (uint source = 0; source < 10_000; source++)
                other.Add([new PendingEvent(source, 1, 1_000)]);
            table.MergeFrom(other, [0, 1], takes: true);
            table.Settle();
        }

        Assert.Equal(10_000, table.Count);
        Assert.InRange(table.FreeChunks, 0, 20);
    }

    [Fact]
    public void Keeping_drops_and_renumbers_what_is_sorted_and_what_waits()
    {
        var table = new RunTable(Gap);
        for (uint i = 0; i < 50_000; i++)
            table.Add([new PendingEvent(i % 1_000, 1, i * 3)]);
        table.Keep(source => source % 2 == 0 ? source / 2 : -1);
        List<SourceRun> expected = [];
        for (uint i = 0; i < 50_000; i += 2)
            expected.Add(new SourceRun { Source = i % 1_000 / 2, Key = 2, Start = i * 3, End = i * 3, Events = 1 });
        AssertHolds(Joined(expected), table);
    }

    [Fact]
    public void Runs_join_at_the_end_of_time()
    {
        var table = new RunTable(Gap);
        foreach (uint time in new[] { uint.MaxValue, 0u, uint.MaxValue - Gap, uint.MaxValue - (2 * Gap) - 1 })
            table.Add([new PendingEvent(1, 1, time)]);
        SortedRuns runs = table.Settle();
        Assert.Equal(3, runs.Count);
        Assert.Equal((uint.MaxValue - Gap, uint.MaxValue, 2), (runs[2].Start, runs[2].End, runs[2].Events));
    }

    [Fact]
    public void Runs_that_join_take_no_more_room()
    {
        var table = new RunTable(Gap);
        for (uint i = 0; i < 1_000_000; i++)
        {
            table.Add([new PendingEvent(i % 1_000, (int)(i % 7), i % 50 * 500)]);
            Assert.InRange(table.Count, 0, 4 * 50_000);
        }

        Assert.Equal(7 * 1_000 * 50 / 50, table.Settle().Count);
    }

    [Fact]
    public void SipHash_is_the_published_one()
    {
        // The test vector of the paper: key 00 … 0f, message 00 … 0e; and of the reference code for 16 bytes.
        byte[] message = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        Assert.Equal(0xa129_ca61_49be_45e5UL, SipHash.Of(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908, message.AsSpan(0, 15)));
        Assert.Equal(
            SipHash.Of(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908, message),
            SipHash.Of(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908, 0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908));
    }

    /// <summary>The runs that must be found, by source, key and start.</summary>
    private static List<SourceRun> Joined(List<SourceRun> runs)
    {
        List<SourceRun> joined = [];
        foreach (SourceRun run in runs.OrderBy(r => r.Source).ThenBy(r => r.Key).ThenBy(r => r.Start))
        {
            if (joined.Count > 0 && joined[^1].Source == run.Source && joined[^1].Key == run.Key && run.Start <= (long)joined[^1].End + Gap)
                joined[^1] = joined[^1] with { End = Math.Max(joined[^1].End, run.End), Events = joined[^1].Events + run.Events };
            else
                joined.Add(run);
        }

        return joined;
    }

    private static void AssertHolds(List<SourceRun> expected, RunTable table)
    {
        SortedRuns runs = table.Settle();
        List<SourceRun> found = [];
        for (int i = 0; i < runs.Count; i++)
        {
            found.Add(runs[i]);
            Assert.True(i == 0 || (runs[i - 1].Source, runs[i - 1].Start).CompareTo((runs[i].Source, runs[i].Start)) <= 0);
        }

        Assert.Equal(runs.Count, table.Count);
        Assert.Equal(expected, found.OrderBy(r => r.Source).ThenBy(r => r.Key).ThenBy(r => r.Start));
    }
}
