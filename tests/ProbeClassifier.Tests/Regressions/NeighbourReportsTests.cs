using System;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Regressions;

/// <summary>What users of neighbouring tools reported, so that it does not happen here. Each test names the report.</summary>
public sealed class NeighbourReportsTests
{
    private const string Head = "Nov 24 11:00:00 fw1 kernel: ";
    private const string Tail = "SRC=192.0.2.1 DST=198.51.100.7 LEN=40 TOS=0x00 PREC=0x00 TTL=52 ID=1 PROTO=TCP SPT=4000 DPT=22 WINDOW=1 RES=0x00 SYN URGP=0 ";

    /// <summary>logstash-plugins/logstash-patterns-core#316, box/kube-iptables-tailer#34, ossec/ossec-hids#2186.</summary>
    [Theory]
    [InlineData("PROTO=ICMP TYPE=8 CODE=0 ID=1 SEQ=1", Transport.Icmp)]
    [InlineData("PROTO=47 ", Transport.Gre)]
    [InlineData("PROTO=2", Transport.Igmp)]
    [InlineData("PROTO=ESP SPI=0x1", Transport.Esp)]
    public void PacketsWithoutPortsAreNotLost(string packet, Transport transport) =>
        Assert.Equal(transport, Event("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 TTL=1 ID=1 " + packet).Transport);

    /// <summary>crowdsecurity/hub#168: OUT= missing, a date and priorities in the prefix, bridge ports.</summary>
    [Theory]
    [InlineData("101 6 tap101i0-IN 02/Mar/2021:19:40:07 +0100 ACCEPT: IN=fwbr101i0 PHYSIN=tap101i0 MAC=00:16:3e:aa:bb:cc:00:16:3e:11:22:33:08:00 ", ProbeAction.Allowed)]
    [InlineData("DROP: IN=vmbr0 ", ProbeAction.Blocked)]
    public void ProxmoxLinesAreRead(string link, ProbeAction action)
    {
        ProbeEventRecord e = Parse.Line(link + Tail)!;
        Assert.Equal((action, TrafficDirection.Inbound, (ushort?)22), (e.Action, e.Direction, e.DestinationPort));
    }

    /// <summary>crowdsecurity/hub#449: any character in an interface's name.</summary>
    [Theory]
    [InlineData("eth0.100@if5")]
    [InlineData("br-lan:1")]
    [InlineData("wg_home+x")]
    [InlineData("WAN=1")]
    public void InterfaceNamesMayHoldAnything(string name) =>
        Assert.Equal(TrafficDirection.Forwarded, Event($"DROP IN={name} OUT={name} {Tail}").Direction);

    /// <summary>elastic/integrations#10881: the space between label and IN= must not decide the action.</summary>
    [Theory]
    [InlineData("[WAN_LOCAL-4000-D]", ProbeAction.Blocked)]
    [InlineData("[WAN_LOCAL-4000-D] ", ProbeAction.Blocked)]
    [InlineData("[WAN_LOCAL-4000-R] ", ProbeAction.Blocked)]
    [InlineData("[LAN_IN-20-A]", ProbeAction.Allowed)]
    [InlineData("[LAN_IN-20-A] ", ProbeAction.Allowed)]
    [InlineData("[ipv4-INP-filter-default-D]", ProbeAction.Blocked)]
    public void TheRuleSuffixCountsWithAndWithoutASpace(string label, ProbeAction action) =>
        Assert.Equal(action, Event($"{label}IN=eth0 OUT= {Tail}").Action);

    /// <summary>elastic/beats#25615: a line whose head is gone has no source; it is neither a guess nor other text.</summary>
    [Fact]
    public void ALineWithoutItsHeadIsUnparsedForWantOfASource() =>
        Assert.Equal(UnparsedReason.NoSource, Parse.Reason("TTL=126 ID=14312 DF PROTO=TCP SPT=52324 DPT=445 WINDOW=8192 RES=0x00 SYN URGP=0")?.Reason);

    /// <summary>Seen in key=value parsers: the packet that an ICMP error quotes overwrites the outer one.</summary>
    [Fact]
    public void AQuotedPacketDoesNotOverwriteTheOuterOne()
    {
        ProbeEventRecord e = Event("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=56 TTL=1 ID=1 PROTO=ICMP TYPE=3 CODE=1 [SRC=198.51.100.7 DST=203.0.113.5 LEN=60 TTL=1 ID=2 PROTO=TCP SPT=999 DPT=22 WINDOW=1 ] ");
        Assert.Equal(("192.0.2.1", (ushort?)null, (byte?)3), (e.Source.ToString(), e.DestinationPort, e.IcmpType));
    }

    /// <summary>Seen in fwlogwatch: fragments called malformed, the ICMP type dropped in favour of the code.</summary>
    [Fact]
    public void FragmentsAreEventsAndTheIcmpTypeIsKept()
    {
        Assert.True(Event("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=56 TTL=1 ID=1 MF FRAG:185 PROTO=UDP ").IsFragment);
        Assert.Equal(((byte?)8, (byte?)2), (Event("X IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=56 PROTO=ICMP TYPE=8 CODE=2 ID=1") is var e ? e.IcmpType : null, e.IcmpCode));
    }

    /// <summary>Seen in usual scripts and liblognorm: a glued prefix loses 9 % of lines, OPT ( … ) 8 %.</summary>
    [Theory]
    [InlineData("(OUTPUT)IN= OUT=eth0 ", "")]
    [InlineData("DROP IN=eth0 OUT= ", "OPT (020405B40402080A) ")]
    [InlineData("DROP IN=eth0 OUT= ", "OPT ( ) OPT ( ) ")]
    public void GluedPrefixesAndOptionsLoseNothing(string link, string options) =>
        Assert.Equal((ushort?)22, Event(link + Tail.Replace("PROTO=", options + "PROTO=", StringComparison.Ordinal) + options).DestinationPort);

    /// <summary>rsyslog/rsyslog#4765, #4079, elastic/beats#15442, graylog-labs/syslog4j-graylog2#52, syslog-ng/syslog-ng#637: years at New Year, in the message's own zone.</summary>
    [Theory]
    [InlineData("2026-01-01T00:10:00Z", "UTC", "Dec 31 23:59:00", 2025)]
    [InlineData("2025-12-31T23:50:00Z", "UTC", "Jan  1 00:01:00", 2026)]
    [InlineData("2025-12-31T16:00:00Z", "Asia/Tokyo", "Jan  1 01:00:00", 2026)]
    [InlineData("2026-01-01T04:00:00Z", "America/New_York", "Dec 31 23:00:00", 2025)]
    public void TheYearIsTheNearestInTheMessagesOwnZone(string reference, string zone, string stamp, int year)
    {
        TimeZoneInfo own = TimeZoneInfo.FindSystemTimeZoneById(zone);
        ProbeParserOptions options = new() { TimeZone = own, ReferenceTime = DateTimeOffset.Parse(reference, System.Globalization.CultureInfo.InvariantCulture) };
        DateTimeOffset time = Parse.Line($"{stamp} fw1 kernel: DROP IN=eth0 OUT= {Tail}", options)!.Time!.Value;
        Assert.Equal(year, TimeZoneInfo.ConvertTime(time, own).Year);
    }

    /// <summary>apache/logging-flume#275, influxdata/telegraf#16364: 29 February with a guessed year.</summary>
    [Fact]
    public void TheTwentyNinthOfFebruaryIsOfALeapYear() =>
        Assert.Equal(2028, Parse.Line($"Feb 29 10:00:00 fw1 kernel: DROP IN=eth0 OUT= {Tail}", new ProbeParserOptions { ReferenceTime = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) })!.Time!.Value.Year);

    /// <summary>Seen in psad: counts listed in another order each run.</summary>
    [Fact]
    public void TheOrderOfAReportIsFixed()
    {
        byte[] text = new LogLines(1).Block(3000, hostile: false);
        string[] reports = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            var rollup = new ProbeRollup(new ProbeRollupOptions());
            var handler = new RollupHandler(rollup);
            ProbeParserState state = Parse.NewState(BlockKernel.Available[^1], Parse.Options);
            ProbeParser.Parse(text, Parse.Options, ref state, ref handler, isFinalBlock: true);
            return string.Join('\n', rollup.Summarize(50).TopSources.Select(s => $"{s.Address} {s.Events} {string.Join(',', s.Tags.Select(t => t.Key.Id))}"));
        })];
        Assert.Single(reports.Distinct());
    }

    /// <summary>Measured in fwlogwatch: time quadratic in distinct entries, and the zone asked for at every line. Work a line stays flat.</summary>
    [Fact]
    public void TheZoneIsAskedForOncePerHourNotPerLine()
    {
        string text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"Nov 24 11:{i % 60:D2}:00 fw1 kernel: DROP IN=eth0 OUT= {Tail}\n"));
        ProbeParserOptions options = Parse.Options with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        long warm = Allocated(text, options);
        Assert.Equal(0, warm);
    }

    private static long Allocated(string text, ProbeParserOptions options)
    {
        byte[] bytes = Parse.Bytes(text);
        var handler = new RollupHandler(new ProbeRollup(new ProbeRollupOptions()));
        ProbeParserState state = Parse.NewState(KernelKind.Scalar, options);
        ProbeParser.Parse(bytes, options, ref state, ref handler, isFinalBlock: false);
        return Allocations.Least(() => ProbeParser.Parse(bytes, options, ref state, ref handler, isFinalBlock: false));
    }

    private static ProbeEventRecord Event(string message) => Parse.Line(Head + message)!;
}
