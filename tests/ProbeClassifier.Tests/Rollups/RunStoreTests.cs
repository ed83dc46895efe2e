using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Tests.Rollups;

public sealed class RunStoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Lists_of_any_length_hold_what_was_added_and_give_back_their_room(int length)
    {
        var store = new RunStore(10);
        int[] lists = new int[5];
        for (uint i = 0; i < length; i++)
        {
            for (int list = 0; list < lists.Length; list++)
                lists[list] = store.Add(lists[list], Run.Of((i * 1_000) + (uint)list, (i * 1_000) + (uint)list));
        }

        long allocated = store.Allocated;
        for (int list = 0; list < lists.Length; list++)
            Assert.Equal(Enumerable.Range(0, length).Select(i => Run.Of(((uint)i * 1_000) + (uint)list, ((uint)i * 1_000) + (uint)list)), store[lists[list]].ToArray());
        foreach (int list in lists)
            Assert.Equal(0, store.Replace(list, []));
        Assert.Equal(0, store.Allocated);
        for (uint i = 0; i < length; i++)
        {
            for (int list = 0; list < lists.Length; list++)
                lists[list] = store.Add(i == 0 ? 0 : lists[list], Run.Of(i * 1_000, i * 1_000));
        }

        Assert.Equal(allocated, store.Allocated);
    }

    [Fact]
    public void Runs_that_join_take_no_more_room()
    {
        var store = new RunStore(10);
        int list = 0;
        for (uint i = 0; i < 1_000_000; i++)
            list = store.Add(list, Run.Of(i % 50 * 5, i % 50 * 5));
        Assert.InRange(store.Allocated, 2, 256);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Runs_in_any_order_join_as_if_they_had_come_in_order(int seed)
    {
        var random = new Random(seed);
        var table = new CellTable(10);
        ref Cell cell = ref table[table.Add(1, 1)];
        SortedSet<uint> times = [];
        for (int i = 0; i < 20_000; i++)
        {
            uint time = (uint)random.Next(300_000);
            times.Add(time);
            table.Extend(ref cell, time, time);
        }

        List<ulong> expected = [];
        foreach (uint time in times)
        {
            if (expected.Count > 0 && time - Run.End(expected[^1]) <= 10)
                expected[^1] = Run.Of(Run.Start(expected[^1]), time);
            else
                expected.Add(Run.Of(time, time));
        }

        Assert.Equal(expected, table.JoinedRuns(ref cell).ToArray());
        Assert.Equal(expected, table.JoinedRuns(ref cell).ToArray());
    }

    [Fact]
    public void Runs_join_at_the_end_of_time()
    {
        ulong[] runs = [Run.Of(uint.MaxValue, uint.MaxValue), Run.Of(0, 0), Run.Of(uint.MaxValue - 10, uint.MaxValue - 10)];
        Assert.Equal(2, Run.Join(runs, 10));
        Assert.Equal(Run.Of(uint.MaxValue - 10, uint.MaxValue), runs[1]);
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
}
