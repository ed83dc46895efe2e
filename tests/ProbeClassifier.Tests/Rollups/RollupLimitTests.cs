using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Rollups;

public sealed class RollupLimitTests
{
    [Fact]
    public void A_flood_of_sources_gives_estimates_near_the_truth_and_exact_events()
    {
        const int Count = 50_000;
        ProbeRollupOptions options = RollupSteps.Options with { MaxSources = 2_000 };
        ProbeRollup rollup = RollupSteps.Rollup(Flood(Count), options);
        RollupSummary s = rollup.Summarize(3);
        Assert.False(s.IsExact);
        Assert.Equal(Count, s.Events);
        Assert.Equal(Count, s.Sections[0].Events);

        // 1/sqrt(2000) is 2.2 %; a fixed key gives a fixed error.
        Assert.InRange(s.Sections[0].Sources, Count * 0.93, Count * 1.07);
        Assert.InRange(s.Sections[0].Incidents, Count * 0.93, Count * 1.07);
        Assert.Equal(2_000, s.Sections[0].Sources * s.SampledShare, 0.5);
    }

    [Fact]
    public void The_table_stays_near_its_limit_whatever_is_spoofed()
    {
        ProbeRollupOptions options = RollupSteps.Options with { MaxSources = 100 };
        foreach (bool isIPv6 in new[] { false, true })
        {
            var rollup = new ProbeRollup(options);
            foreach (EventStep step in Flood(60_000))
            {
                var source = new ProbeAddress(0x2001_0db8_0000_0000, step.Source!.Value.Low);
                (isIPv6 ? step with { Source = source } : step).Tell(rollup);
                Assert.InRange(rollup.Sources.RunCount, 0, 100 + 25 + 16);
                Assert.InRange(rollup.Sources.Numbers.Count, 0, 100 + 25 + 16 + RunBatch.MaxCount);
            }
        }
    }

    [Fact]
    public void Spoofed_times_of_one_source_are_bounded_too()
    {
        ProbeRollupOptions options = RollupSteps.Options with { MaxWeight = 1_000 };
        var rollup = new ProbeRollup(options);
        for (uint i = 0; i < 200_000; i++)
        {
            new EventStep { Seconds = i * 7919 % 4_000_000 * 1_000 }.Tell(rollup);
            Assert.InRange(rollup.Sources.RunCount, 0, 4 * 1_000);
        }

        RollupSummary s = rollup.Summarize(1);
        Assert.Equal(200_000, s.Events);
        Assert.False(s.IsExact);
    }

    [Fact]
    public void At_the_limit_and_not_beyond_it_figures_are_exact()
    {
        ProbeRollupOptions options = RollupSteps.Options with { MaxSources = 500 };
        Assert.True(RollupSteps.Rollup(Flood(500), options).Summarize(1).IsExact);
        Assert.False(RollupSteps.Rollup(Flood(501), options).Summarize(1).IsExact);
    }

    [Fact]
    public void Larger_limits_of_sources_bring_the_weight_that_they_need()
    {
        Assert.Equal(4_194_304, new ProbeRollupOptions().MaxWeight);
        Assert.Equal(64_000_000, new ProbeRollupOptions { MaxSources = 16_000_000 }.MaxWeight);
    }

    [Fact]
    public void Adding_to_what_is_known_allocates_nothing()
    {
        EventFields[] fields = [.. Enumerable.Range(0, 5_000).Select(i => new EventFields
        {
            Present = PresentFields.Time | PresentFields.Source | PresentFields.Transport | PresentFields.DestinationPort,
            Transport = Transport.Tcp,
            DestinationPort = (ushort)(20 + (i % 4)),
            Source = i % 5 == 0 ? new ProbeAddress(0x2001_0db8_0000_0000, (ulong)i) : ProbeAddress.FromIPv4(0xC000_0200 + (uint)i),
            UnixSeconds = RollupSteps.Start + (i / 10),
            Count = 1,
        })];
        var rollup = new ProbeRollup(RollupSteps.Options);
        int passes = 0;
        void Pass(int times)
        {
            passes += times;
            for (int i = 0; i < fields.Length * times; i++)
            {
                rollup.Add(new ProbeEvent([], in fields[i % fields.Length]));
                fields[i % fields.Length].UnixSeconds++;
            }
        }

        // Once as many batches have been sorted and merged as there will ever be at the same time; twenty passes fill three batches.
        Pass(100);
        Assert.Equal(0, Allocations.Least(() => Pass(20)));
        Assert.Equal(5_000L * passes, rollup.Summarize(0).Events);
    }

    private static IEnumerable<EventStep> Flood(int count) => Enumerable.Range(0, count)
        .Select(i => new EventStep { Source = ProbeAddress.FromIPv4((uint)i * 2_654_435_761), Seconds = RollupSteps.Start + i });
}
