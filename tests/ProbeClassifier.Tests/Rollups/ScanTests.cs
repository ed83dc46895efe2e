using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>Scans and floods with the defaults; the laws are in the properties of rollups.</summary>
public sealed class ScanTests
{
    private const uint Host = 0xC633_6400;

    private static readonly EventStep Probe = new() { Destination = ProbeAddress.FromIPv4(Host), SourcePort = 40_000, Seconds = RollupSteps.Start };

    [Theory]
    [InlineData(1, 100, ScanKind.Vertical)]
    [InlineData(3, 30, ScanKind.Vertical)]
    [InlineData(100, 1, ScanKind.Horizontal)]
    [InlineData(40, 40, ScanKind.Block)]
    public void What_a_source_aims_at_says_what_kind_of_scan_it_is(int hosts, int ports, ScanKind kind)
    {
        RollupSummary s = Summary(Grid(hosts, ports));
        SourceScan scan = Assert.Single(s.Scans);
        Assert.Equal((kind, (long)hosts * ports), (scan.Kind, scan.Events));
        Assert.InRange(scan.Hosts, hosts * 0.75, (hosts * 1.25) + 1);
        Assert.InRange(scan.Ports, ports * 0.75, (ports * 1.25) + 1);
        Assert.Equal(1, s.ScanCounts[(int)kind]);
        Assert.Equal(1, s.ScanCounts.Sum());
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(18, 1)]
    [InlineData(3, 10)]
    [InlineData(1, 1)]
    public void A_few_hosts_and_ports_are_no_scan(int hosts, int ports)
    {
        RollupSummary s = Summary(Grid(hosts, ports));
        Assert.Empty(s.Scans);
        Assert.Equal(0, s.ScanCounts.Sum());
    }

    [Fact]
    public void Answers_of_servers_are_no_scan() =>
        Assert.Empty(Summary(Enumerable.Range(0, 500).Select(i => Probe with { SourcePort = 80, Port = (ushort)(40_000 + i) })).Scans);

    [Fact]
    public void What_goes_out_and_what_is_no_packet_are_no_scan()
    {
        Assert.Empty(Summary(Grid(100, 1).Select(e => e with { Direction = TrafficDirection.Outbound })).Scans);
        Assert.Empty(Summary(Grid(100, 1).Select(e => e with { Dialect = ProbeDialect.AccessLog })).Scans);
        Assert.Empty(Summary(Grid(100, 1).Select(e => e with { SourcePort = null })).Scans);
    }

    [Fact]
    public void A_pause_longer_than_the_gap_parts_scans()
    {
        EventStep[] once = [.. Grid(1, 40)];
        RollupSummary s = Summary([.. once, .. once.Select(e => e with { Seconds = e.Seconds + 4_000 })]);
        Assert.Equal(2, s.Scans.Count);
        Assert.Equal(2, s.ScanCounts[(int)ScanKind.Vertical]);
        Assert.Empty(Summary(Enumerable.Range(0, 40).Select(i => Probe with { Port = (ushort)i, Seconds = RollupSteps.Start + (i * 4_000) })).Scans);
    }

    [Fact]
    public void The_list_is_cut_and_the_counts_are_not()
    {
        IEnumerable<EventStep> steps = Enumerable.Range(1, 30)
            .SelectMany(source => Grid(1, 30 + (source * 2)).Select(e => e with { Source = ProbeAddress.FromIPv4(0xC000_0200 + (uint)source) }));
        RollupSummary s = Summary(steps, top: 5);
        Assert.Equal(5, s.Scans.Count);
        Assert.Equal(30, s.ScanCounts[(int)ScanKind.Vertical]);
        Assert.Equal(s.Scans.OrderByDescending(f => f.Hosts + f.Ports), s.Scans);
    }

    [Theory]
    [InlineData(2_000, 100, 1)]
    [InlineData(2_000, 300, 0)]
    [InlineData(900, 10, 0)]
    public void A_flood_is_many_and_fast(int events, int seconds, int floods)
    {
        RollupSummary s = Summary(Enumerable.Range(0, events).Select(i => Probe with { Transport = Transport.Udp, Seconds = RollupSteps.Start + (i * seconds / events) }));
        Assert.Equal(floods, s.Floods.Count);
        Assert.Equal([0, floods, 0], s.FloodCounts);
        if (floods > 0)
            Assert.Equal((FloodKind.Udp, events, events / seconds), (s.Floods[0].Kind, s.Floods[0].Events, s.Floods[0].PerSecond));
    }

    /// <summary>64 places: the error stays within what linear counting promises.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(25)]
    [InlineData(60)]
    [InlineData(120)]
    public void Estimates_are_near_the_truth(int truth)
    {
        double sum = 0;
        double squares = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            ulong word = 0;
            for (uint i = 0; i < truth; i++)
            {
                var fields = new EventFields
                {
                    Present = PresentFields.Destination | PresentFields.SourcePort | PresentFields.DestinationPort,
                    Dialect = ProbeDialect.Netfilter,
                    SourcePort = 40_000,
                    Destination = ProbeAddress.FromIPv4(Host + i),
                };
                word |= TargetMark.Of(in fields, seed * 0x9E37_79B9_7F4A_7C15).HostWord;
            }

            double error = (TargetMark.Estimate(word) - truth) / (double)truth;
            sum += error;
            squares += error * error;
        }

        Assert.InRange(sum / 400, -0.05, 0.05);
        Assert.InRange(Math.Sqrt(squares / 400), 0, 0.17);
    }

    [Fact]
    public void An_estimate_never_falls_and_is_right_at_the_ends()
    {
        Assert.Equal(0, TargetMark.Estimate(0));
        Assert.Equal(1, TargetMark.Estimate(1));
        Assert.Equal(266, TargetMark.Estimate(ulong.MaxValue));
        Assert.Equal(266, TargetMark.Estimate(ulong.MaxValue - 1));
        for (int places = 1; places < 64; places++)
            Assert.True(TargetMark.Estimate((1UL << places) - 1) > TargetMark.Estimate((1UL << (places - 1)) - 1));
    }

    private static RollupSummary Summary(IEnumerable<EventStep> steps, int top = 10) =>
        RollupSteps.Rollup(steps, new ProbeRollupOptions()).Summarize(top);

    private static IEnumerable<EventStep> Grid(int hosts, int ports) =>
        from host in Enumerable.Range(0, hosts)
        from port in Enumerable.Range(1, ports)
        select Probe with { Destination = ProbeAddress.FromIPv4(Host + (uint)host), Port = (ushort)(port * 7), Seconds = RollupSteps.Start + host };
}
