using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Rollups;

public sealed class RollupAccountingTests
{
    private const long Start = RollupSteps.Start;

    [Fact]
    public void A_gap_as_long_as_the_limit_joins_and_a_second_more_parts()
    {
        Assert.Equal(1, Incidents(0, 60, 120));
        Assert.Equal(2, Incidents(0, 61));
        Assert.Equal(2, Incidents(61, 0));
        Assert.Equal(1, Incidents(0, 120, 60));
        Assert.Equal(3, Incidents(0, 200, 400));
        Assert.Equal(2, Incidents(400, 0, 200, 60, 100, 140, 190, 160));
        Assert.Equal(1, Incidents(5, 5, 5));
    }

    [Fact]
    public void Incidents_of_a_section_join_over_tags_and_those_of_a_tag_do_not()
    {
        RollupSummary s = Summary([.. Enumerable.Range(0, 10).Select(i => new EventStep { Seconds = Start + (i * 50), Port = i % 2 == 0 ? (ushort)21 : (ushort)22 })]);
        Assert.Equal(1, s.Sections[0].Incidents);
        Assert.Equal(1, s.Sections[0].Sources);
        Assert.Equal(5, Tag(s, "tcp/21").Incidents);
        Assert.Equal(5, Tag(s, "tcp/22").Incidents);
    }

    [Fact]
    public void An_event_of_two_tags_counts_in_both_and_in_the_section_of_the_first()
    {
        RollupSummary s = Summary(new EventStep { Source = RollupSteps.Address("198.51.100.1"), Port = 21 });
        Assert.Equal((1, 1), (Tag(s, "tcp/21").Events, Tag(s, "net/malware").Events));
        Assert.Equal((1, 0), (s.Sections[0].Events, s.Sections[5].Events));
        Assert.Equal(["tcp/21", "net/malware"], s.TopSources[0].Tags.Select(t => t.Key.Id));
    }

    [Fact]
    public void Repeats_are_events_and_no_lines()
    {
        RollupSummary s = Summary(new EventStep(), new OtherStep(1), new EventStep { Repeats = 7 });
        Assert.Equal((8, 7, 2, 1), (s.Events, s.Repeated, s.Lines, s.Other));
        Assert.Equal(8, s.TopSources[0].Events);
    }

    [Fact]
    public void Outside_the_period_a_line_is_other_and_a_repeat_is_nothing()
    {
        ProbeRollupOptions options = RollupSteps.Options with
        {
            From = DateTimeOffset.FromUnixTimeSeconds(Start).AddMilliseconds(500),
            To = DateTimeOffset.FromUnixTimeSeconds(Start + 10).AddMilliseconds(500),
        };
        RollupSummary s = RollupSteps.Rollup(
            [
                new EventStep { Seconds = Start },
                new EventStep { Seconds = Start, Nanoseconds = 499_999_999 },
                new EventStep { Seconds = Start, Nanoseconds = 500_000_000 },
                new EventStep { Seconds = Start + 10, Nanoseconds = 499_999_999 },
                new EventStep { Seconds = Start + 10, Nanoseconds = 500_000_000 },
                new EventStep { Seconds = Start + 11, Repeats = 9 },
                new EventStep { Seconds = null },
                new EventStep { Seconds = 1L << 40 },
            ],
            options).Summarize(1);
        Assert.Equal((2, 5, 5, 7, 0, 0), (s.Events, s.Other, s.OutsidePeriod, s.Lines, s.Repeated, s.WithoutTime));
    }

    [Fact]
    public void Without_a_period_events_without_a_usable_time_count_in_no_hour_and_no_incident()
    {
        RollupSummary s = Summary(
            new EventStep { Seconds = null },
            new EventStep { Seconds = -1 },
            new EventStep { Seconds = 1L + uint.MaxValue },
            new EventStep { Seconds = int.MaxValue + 1L },
            new EventStep { Seconds = uint.MaxValue },
            new EventStep { Seconds = 0 });
        Assert.Equal((6, 3, 3), (s.Events, s.WithoutTime, s.Hours.Count));
        Assert.Equal((3, 1), (s.Sections[0].Incidents, s.Sections[0].Sources));
        Assert.Equal(
            ("1970-01-01T00:00:00Z", "2106-02-07T06:28:15Z"),
            (s.First!.Value.ToString("yyyy-MM-ddTHH:mm:ssZ", null), s.Last!.Value.ToString("yyyy-MM-ddTHH:mm:ssZ", null)));
        Assert.Equal(new DateTimeOffset(2038, 1, 19, 3, 0, 0, TimeSpan.Zero), s.Hours[1].Start);
    }

    [Fact]
    public void Without_a_source_events_count_and_have_neither_source_nor_incident()
    {
        RollupSummary s = Summary(new EventStep { Source = null });
        Assert.Equal((1, 0, 0), (s.Sections[0].Events, s.Sections[0].Sources, s.Sections[0].Incidents));
        Assert.NotNull(s.Sections[0].First);
        Assert.Empty(s.TopSources);
    }

    [Fact]
    public void A_mapped_address_is_the_IPv4_one_and_other_IPv6_addresses_are_not()
    {
        RollupSummary s = Summary(
            new EventStep { Source = RollupSteps.Address("192.0.2.1") },
            new EventStep { Source = RollupSteps.Address("::ffff:192.0.2.1") },
            new EventStep { Source = RollupSteps.Address("::192.0.2.1") });
        Assert.Equal(2, s.Sections[0].Sources);
        Assert.Equal(["192.0.2.1", "::192.0.2.1"], s.TopSources.Select(t => t.Address.ToString()));
    }

    [Fact]
    public void Those_that_went_on_from_sunrpc_have_events_of_something_else()
    {
        ProbeAddress stayed = RollupSteps.Address("192.0.2.1");
        ProbeAddress went = RollupSteps.Address("192.0.2.2");
        ProbeAddress never = RollupSteps.Address("192.0.2.3");
        RollupSummary s = Summary(
            new EventStep { Source = stayed, Port = 111 },
            new EventStep { Source = stayed, Port = 111, Transport = Transport.Udp },
            new EventStep { Source = stayed, Port = 111, Action = ProbeAction.Allowed },
            new EventStep { Source = went, Port = 111 },
            new EventStep { Source = went, Port = 32_771 },
            new EventStep { Source = never, Port = 21 });
        Assert.Equal((2, 1), (s.SunrpcSources, s.SunrpcFollowerCount));
        Assert.Equal(went, Assert.Single(s.SunrpcFollowers).Address);
    }

    [Fact]
    public void Every_dialect_action_and_direction_has_room_in_a_kind()
    {
        Assert.All(Enum.GetValues<ProbeDialect>(), d => Assert.InRange((int)d, 0, EventKinds.MaxDialects - 1));
        Assert.All(Enum.GetValues<ProbeAction>(), a => Assert.InRange((int)a, 0, EventKinds.MaxActions - 1));
        Assert.All(Enum.GetValues<TrafficDirection>(), d => Assert.InRange((int)d, 0, EventKinds.MaxDirections - 1));
        Assert.All(Enum.GetValues<UnparsedReason>(), r => Assert.InRange((int)r, 0, 15));
    }

    [Fact]
    public void Options_out_of_range_say_what_was_expected()
    {
        Fails(RollupSteps.Options with { IncidentGap = TimeSpan.Zero }, "from one second to one day");
        Fails(RollupSteps.Options with { IncidentGap = TimeSpan.FromSeconds(1.5) }, "whole seconds");
        Fails(RollupSteps.Options with { IncidentGap = TimeSpan.FromSeconds(86_401) }, "from one second to one day");
        Fails(RollupSteps.Options with { MaxSources = 0 }, "from 1 to 16000000");
        Fails(RollupSteps.Options with { MaxSources = 16_000_001 }, "from 1 to 16000000");
        Fails(RollupSteps.Options with { From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch }, "From must be before To");
        Assert.Throws<ArgumentNullException>(() => new ProbeRollup(RollupSteps.Options with { Rules = null! }));
    }

    [Fact]
    public void What_differs_does_not_merge_and_the_message_says_what()
    {
        DoesNotMerge(RollupSteps.Options with { Rules = RuleSet.Default }, "rules");
        DoesNotMerge(RollupSteps.Options with { IncidentGap = TimeSpan.FromSeconds(61) }, "00:01:01");
        DoesNotMerge(RollupSteps.Options with { MaxSources = 5 }, "source limits");
        DoesNotMerge(RollupSteps.Options with { SelectionKey = 5 }, "selection keys");
        DoesNotMerge(RollupSteps.Options with { From = DateTimeOffset.UnixEpoch }, "periods");
        var rollup = new ProbeRollup(RollupSteps.Options);
        Assert.Throws<ArgumentException>(() => rollup.MergeFrom(rollup));
        Assert.Throws<ArgumentException>(() => ProbeRollup.Merge([]));
    }

    [Fact]
    public void Rule_sets_that_are_equal_and_not_the_same_merge()
    {
        RuleSet again = RuleSet.Default.ToBuilder()
            .AddSource(System.Net.IPNetwork.Parse("198.51.100.0/24"), "net/malware", ReportSection.Malware)
            .AddSource(System.Net.IPNetwork.Parse("2001:db8::/64"), "net/unsorted", ReportSection.None)
            .Build();

        // The order of first meetings numbers the lists of tags differently.
        RollupStep[] first = [new EventStep { Source = RollupSteps.Address("198.51.100.1"), Port = 79 }, new EventStep { Source = RollupSteps.Address("198.51.100.1"), Port = 98 }];
        ProbeRollup other = RollupSteps.Rollup(first.Reverse(), RollupSteps.Options with { Rules = again });
        ProbeRollup same = RollupSteps.Rollup(first);
        byte[] expected = RollupSteps.Rollup([.. first, .. first]).ToSnapshot();
        same.MergeFrom(other);
        Assert.Equal(expected, same.ToSnapshot());
        Assert.Equal(other.ToSnapshot(), ProbeRollup.FromSnapshot(other.ToSnapshot(), RollupSteps.Options).ToSnapshot());
    }

    private static void Fails(ProbeRollupOptions options, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>(() => new ProbeRollup(options)).Message, StringComparison.Ordinal);

    private static void DoesNotMerge(ProbeRollupOptions options, string expected) => Assert.Contains(
        expected,
        Assert.Throws<ArgumentException>(() => new ProbeRollup(RollupSteps.Options).MergeFrom(new ProbeRollup(options))).Message,
        StringComparison.Ordinal);

    private static RollupSummary Summary(params RollupStep[] steps) => RollupSteps.Rollup(steps).Summarize(10);

    private static GroupCount<ProbeTag> Tag(RollupSummary summary, string id) => summary.Tags.Single(t => t.Key.Id == id);

    private static long Incidents(params int[] seconds) =>
        Tag(Summary([.. seconds.Select(s => new EventStep { Seconds = Start + s })]), "tcp/21").Incidents;
}
