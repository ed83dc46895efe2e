using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck.Xunit;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Tests.Rollups;

[Properties(Arbitrary = [typeof(RollupSteps)], MaxTest = 100, QuietOnSuccess = true)]
public sealed class RollupPropertyTests
{
    /// <summary>No limit, and limits so small that nearly every input meets them.</summary>
    internal static readonly ProbeRollupOptions[] AllOptions =
    [
        RollupSteps.Options,
        RollupSteps.Options with { From = DateTimeOffset.FromUnixTimeSeconds(RollupSteps.Start + 300), To = DateTimeOffset.FromUnixTimeSeconds(RollupSteps.Start + 900) },
        RollupSteps.Options with { IncidentGap = TimeSpan.FromSeconds(1) },
        RollupSteps.Options with { IncidentGap = TimeSpan.FromDays(1) },
        RollupSteps.Options with { MaxSources = 1 },
        RollupSteps.Options with { MaxSources = 2, SelectionKey = 77 },
        RollupSteps.Options with { MaxSources = 5, SelectionKey = 3 },
        RollupSteps.Options with { MaxLogHosts = 1, MaxLogNotes = 3, IncidentGap = TimeSpan.FromSeconds(5) },
        RollupSteps.Options with { MaxLogHosts = 2, MaxLogNotes = 1, SelectionKey = 9 },
        RollupSteps.Options with { MaxWeight = 1 },
        RollupSteps.Options with { MaxWeight = 30, SelectionKey = 1 },
        RollupSteps.Options with { MaxWeight = 90, SelectionKey = 2, IncidentGap = TimeSpan.FromSeconds(7) },
        RollupSteps.Options with { MaxWeight = 200, MaxSources = 9, IncidentGap = TimeSpan.FromSeconds(2) },
    ];

    [Property]
    internal void The_summary_is_what_the_oracle_finds(List<RollupStep> steps)
    {
        foreach (ProbeRollupOptions options in AllOptions)
        {
            RollupSummary expected = new RollupOracle(steps, options).Summary(4);
            Assert.Equal(SummaryText.Of(expected), SummaryText.Of(RollupSteps.Rollup(steps, options).Summarize(4)));
        }
    }

    [Property]
    internal void Any_split_in_any_order_gives_the_same_bytes_and_summary(SharedInput input)
    {
        foreach (ProbeRollupOptions options in AllOptions)
        {
            ProbeRollup whole = RollupSteps.Rollup(input.Steps, options);
            ProbeRollup[] parts = [.. Enumerable.Range(0, 4).Select(p => RollupSteps.Rollup(input.Part(p), options))];
            byte[] expected = whole.ToSnapshot();

            ProbeRollup left = ProbeRollup.Merge([ProbeRollup.Merge([ProbeRollup.Merge([parts[0], parts[1]]), parts[2]]), parts[3]]);
            ProbeRollup right = ProbeRollup.Merge([parts[3], ProbeRollup.Merge([parts[1], ProbeRollup.Merge([parts[2], parts[0]])])]);
            ProbeRollup backwards = RollupSteps.Rollup(Enumerable.Reverse(input.Steps), options);
            parts[0].MergeFrom(ProbeRollup.Merge(parts[1..]));
            foreach (ProbeRollup same in new[] { left, right, backwards, parts[0] })
            {
                Assert.Equal(expected, same.ToSnapshot());
                Assert.Equal(SummaryText.Of(whole.Summarize(3)), SummaryText.Of(same.Summarize(3)));
            }
        }
    }

    [Property]
    internal void The_empty_rollup_is_the_identity(List<RollupStep> steps)
    {
        foreach (ProbeRollupOptions options in AllOptions)
        {
            ProbeRollup rollup = RollupSteps.Rollup(steps, options);
            byte[] expected = rollup.ToSnapshot();
            Assert.Equal(expected, ProbeRollup.Merge([rollup, new ProbeRollup(options)]).ToSnapshot());
            Assert.Equal(expected, ProbeRollup.Merge([new ProbeRollup(options), rollup]).ToSnapshot());
        }
    }

    [Property]
    internal void Merging_leaves_its_inputs_as_they_are_and_looking_does_not_end_adding(SharedInput input)
    {
        foreach (ProbeRollupOptions options in AllOptions)
        {
            ProbeRollup first = RollupSteps.Rollup(input.Part(0), options);
            ProbeRollup second = RollupSteps.Rollup(input.Part(1), options);
            ProbeRollup whole = ProbeRollup.Merge([first, second]);
            whole.Summarize(2);
            Assert.Equal(RollupSteps.Rollup(input.Part(0), options).ToSnapshot(), first.ToSnapshot());
            Assert.Equal(RollupSteps.Rollup(input.Part(1), options).ToSnapshot(), second.ToSnapshot());
            foreach (RollupStep step in input.Part(2))
            {
                step.Tell(whole);
                whole.Settle();
            }

            Assert.Equal(
                RollupSteps.Rollup([.. input.Part(0), .. input.Part(1), .. input.Part(2)], options).ToSnapshot(),
                whole.ToSnapshot());
        }
    }

    [Property]
    internal void A_drained_rollup_counts_like_a_new_one(SharedInput input)
    {
        foreach (ProbeRollupOptions options in AllOptions)
        {
            var whole = new ProbeRollup(options);
            var turn = new ProbeRollup(options);
            for (int part = 0; part < 4; part++)
            {
                foreach (RollupStep step in input.Part(part))
                    step.Tell(turn);
                Assert.Equal(RollupSteps.Rollup(input.Part(part), options).ToSnapshot(), turn.ToSnapshot());
                Assert.Equal(SummaryText.Of(RollupSteps.Rollup(input.Part(part), options).Summarize(3)), SummaryText.Of(turn.Summarize(3)));
                whole.DrainFrom(turn);
                Assert.Equal(new ProbeRollup(options).ToSnapshot(), turn.ToSnapshot());
            }

            Assert.Equal(RollupSteps.Rollup([.. Enumerable.Range(0, 4).SelectMany(input.Part)], options).ToSnapshot(), whole.ToSnapshot());
        }
    }

    [Property]
    internal void Snapshots_come_back_and_merge_like_what_they_were_taken_of(SharedInput input)
    {
        foreach (ProbeRollupOptions options in AllOptions)
        {
            byte[] first = RollupSteps.Rollup(input.Part(0), options).ToSnapshot();
            byte[] second = RollupSteps.Rollup(input.Part(1), options).ToSnapshot();
            Assert.Equal(first, ProbeRollup.FromSnapshot(first, options).ToSnapshot());
            Assert.Equal(
                RollupSteps.Rollup([.. input.Part(0), .. input.Part(1)], options).ToSnapshot(),
                ProbeRollup.Merge([ProbeRollup.FromSnapshot(second, options), ProbeRollup.FromSnapshot(first, options)]).ToSnapshot());
        }
    }

    [Property]
    internal void Lines_and_events_add_up(List<RollupStep> steps)
    {
        foreach (ProbeRollupOptions options in AllOptions)
        {
            ProbeRollup rollup = RollupSteps.Rollup(steps, options);
            RollupSummary s = rollup.Summarize(0);
            Assert.Equal(s.Lines, rollup.Lines);
            Assert.Equal(s.Lines, s.Events - s.Repeated + s.Other + s.Unparsed);
            Assert.Equal(s.Events, s.Sections.Sum(g => g.Events) + s.Remainder.Events);
            Assert.Equal(s.Events, s.Actions.Sum(g => g.Events));
            Assert.Equal(s.Events, s.Directions.Sum(g => g.Events));
            Assert.Equal(s.Events, s.Dialects.Sum(g => g.Events));
            Assert.Equal(s.Events, s.Hours.Sum(h => h.Events) + s.WithoutTime);
            Assert.Empty(s.TopSources);
        }
    }
}
