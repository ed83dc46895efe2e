using System;
using System.Globalization;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Ids;

public sealed class SnortShapeTests
{
    private const string Fast = "05/07-10:22:31.402013  ";
    private const string Syslog = "May  7 10:22:31 ids snort[1234]: ";
    private const string LongYear = "05/07/2000-10:22:31.402013  ";

    [Theory]
    [InlineData(Fast + "[**] [1:469:3] ICMP PING NMAP [**] [Classification: Attempted Information Leak] [Priority: 2] {ICMP} 192.0.2.1 -> 198.51.100.2", "Alert 1:469:3 'ICMP PING NMAP' 'Attempted Information Leak' p2 Icmp 192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Fast + "[**] IDS162 - PING-ICMP [**] 192.0.2.1 -> 198.51.100.2", "Alert :: 'IDS162 - PING-ICMP' '' p  192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Fast + "[**] RPC Info Query [**] 192.0.2.1:963 -> 198.51.100.8:111", "Alert :: 'RPC Info Query' '' p  192.0.2.1 963 > 198.51.100.8 111 icmp / Other")]
    [InlineData(Fast + "[Drop] [**] [1:5:0] x [**] [Priority: 0] {TCP} 192.0.2.1:59244 -> 198.51.100.2:80", "Alert 1:5:0 'x' '' p Tcp 192.0.2.1 59244 > 198.51.100.2 80 icmp / Blocked")]
    [InlineData(Fast + "[**] [1:5] <eth0> x y [**] [Priority: 700] [AppID: HTTP] {UDP} 192.0.2.1:1 -> 198.51.100.2:2", "Alert 1:5:0 'x y' '' p255 Udp 192.0.2.1 1 > 198.51.100.2 2 icmp / Other")]
    [InlineData(Fast + "[**] [1:5:1] \"quoted \"text\"\" [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:2", "Alert 1:5:1 'quoted \"text\"' '' p Tcp 192.0.2.1 1 > 198.51.100.2 2 icmp / Other")]
    [InlineData(Fast + "[**] [1:5:1] a [**] {TCP} 203.0.113.1:1 -> 203.0.113.2:2 [**] [Priority: 1] {TCP} 192.0.2.1:1 -> 198.51.100.2:2", "Alert 1:5:1 'a [**] {TCP} 203.0.113.1:1 -> 203.0.113.2:2' '' p1 Tcp 192.0.2.1 1 > 198.51.100.2 2 icmp / Other")]
    [InlineData(Fast + "[**] [1:5:1]  [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:2", "Alert 1:5:1 '' '' p Tcp 192.0.2.1 1 > 198.51.100.2 2 icmp / Other")]
    [InlineData(Fast + "[**] [1:5:1] x [**] {TCP} 2001:db8::1:80 -> 2001:db8::2:443", "Alert 1:5:1 'x' '' p Tcp 2001:db8::1 80 > 2001:db8::2 443 icmp / Other")]
    [InlineData(Fast + "[**] [1:5:1] x [**] {TCP} 2001:db8::1 -> 2001:db8::2", "Alert 1:5:1 'x' '' p Tcp 2001:db8::1  > 2001:db8::2  icmp / Other")]
    [InlineData(Fast + "[**] [1:5:1] x [**] {IPv6-ICMP} 2001:db8::1:80 -> 2001:db8::2", "Alert 1:5:1 'x' '' p Icmp6 2001:db8::1:80  > 2001:db8::2  icmp / Other")]
    [InlineData(Fast + "[**] [1:5:1] x [**] {PROTO:047} 192.0.2.1 -> 198.51.100.2", "Alert 1:5:1 'x' '' p Gre 192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Fast + "[**] [1:5:1] x [**] {OSPFIGP} 192.0.2.1 -> 198.51.100.2", "Alert 1:5:1 'x' '' p  192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Fast + "[**] [112:4:1] (spp_arpspoof) cache overwrite [**] [Priority: 2] ", "Alert 112:4:1 '(spp_arpspoof) cache overwrite' '' p2    >   icmp / Other")]
    [InlineData(Syslog + "[1:469:3] ICMP PING NMAP [Classification: Attempted Information Leak] [Priority: 2]: {ICMP} 192.0.2.1 -> 198.51.100.2", "Alert 1:469:3 'ICMP PING NMAP' 'Attempted Information Leak' p2 Icmp 192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Syslog + "[1:5:1] x: <eth0> {TCP} 192.0.2.1:1 -> 198.51.100.2:80", "Alert 1:5:1 'x: <eth0>' '' p Tcp 192.0.2.1 1 > 198.51.100.2 80 icmp / Other")]
    [InlineData(Syslog + "IDS162 - PING-ICMP: 192.0.2.1 -> 198.51.100.2", "Alert :: 'IDS162 - PING-ICMP' '' p  192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Syslog + "[1:5:1] a -> b [Priority: 9] c [Priority: 2]: {TCP} 192.0.2.1:1 -> 198.51.100.2:80", "Alert 1:5:1 'a -> b [Priority: 9] c' '' p2 Tcp 192.0.2.1 1 > 198.51.100.2 80 icmp / Other")]
    [InlineData(LongYear + "[**] [1:5:1] x [**] [Classification: c] [Priority: 3] {ICMP} 192.0.2.1:3 -> 198.51.100.2:13", "Alert 1:5:1 'x' 'c' p3 Icmp 192.0.2.1  > 198.51.100.2  icmp 3/13 Other")]
    [InlineData(LongYear + "[wDrop] [**] [1:5:1] x [**] [Classification: c] [Priority: 3] {IGMP} 192.0.2.1:0 -> 198.51.100.2:0", "Alert 1:5:1 'x' 'c' p3 Igmp 192.0.2.1  > 198.51.100.2  icmp / Allowed")]
    [InlineData(LongYear + "[**] [1:5:1] x [**] [Priority: 3] {IPv6-ICMP} 2001:0db8:0000:0000:0000:0000:0000:0001:135 -> 2001:0db8:0000:0000:0000:0000:0000:0002:0", "Alert 1:5:1 'x' '' p3 Icmp6 2001:db8::1  > 2001:db8::2  icmp 135/0 Other")]
    [InlineData(LongYear + "[**] [1:5:1] x [**] [Priority: 3] [**] [Raw pkt: 00 11]", "Alert 1:5:1 'x' '' p3    >   icmp / Other")]
    public void Shapes(string line, string expected) => Assert.Equal(expected, IdsLine.Of(line));

    [Theory]
    [InlineData(Fast + "[**] [122:3:0] (portscan) TCP Portsweep [**] [Priority: 2] {PROTO:255} 192.0.2.1 -> 198.51.100.2", "Scan 122:3:0 '(portscan) TCP Portsweep' '' p2 Tcp 192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Fast + "[**] [122:9:0] (portscan) IP Protocol Scan [**] [Priority: 2] {PROTO:255} 192.0.2.1 -> 198.51.100.2", "Scan 122:9:0 '(portscan) IP Protocol Scan' '' p2  192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Fast + "[**] [122:27:0] (portscan) Open Port [**] [Priority: 2] {PROTO:255} 192.0.2.1 -> 198.51.100.2", "Alert 122:27:0 '(portscan) Open Port' '' p2  192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Syslog + "[122:1:0] (portscan) UDP Portscan [Classification: c] [Priority: 2]: {PROTO:255} 192.0.2.1 -> 198.51.100.2", "Scan 122:1:0 '(portscan) UDP Portscan' 'c' p2 Udp 192.0.2.1  > 198.51.100.2  icmp / Other")]
    [InlineData(Syslog + "spp_portscan: PORTSCAN DETECTED to port 80 from 192.0.2.1 (STEALTH)", "Scan :: 'spp_portscan: PORTSCAN DETECTED to port 80 from 192.0.2.1 (STEALTH)' '' p  192.0.2.1  >  80 icmp / Other")]
    [InlineData(Fast + "[**] [100:1:1] spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (THRESHOLD 4 connections exceeded in 0 seconds) [**]", "Scan 100:1:1 'spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (THRESHOLD 4 connections exceeded in 0 seconds)' '' p  192.0.2.1  >   icmp / Other")]
    [InlineData("[**] [100:1:1] spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (STEALTH) [**]", "Scan 100:1:1 'spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (STEALTH)' '' p  192.0.2.1  >   icmp / Other")]
    [InlineData(Fast + "[**] [1:1:1] SCAN nmap XMAS [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:2", "Alert 1:1:1 'SCAN nmap XMAS' '' p Tcp 192.0.2.1 1 > 198.51.100.2 2 icmp / Other")]
    public void A_portscan_preprocessor_tells_of_scans(string line, string expected) => Assert.Equal(expected, IdsLine.Of(line));

    [Theory]
    [InlineData("05/07-10:22:31.402013  [**] x [**] 192.0.2.1 -> 198.51.100.2", "2027-05-07T10:22:31.4020130Z")]
    [InlineData("05/07/00-10:22:31.402013  [**] x [**] 192.0.2.1 -> 198.51.100.2", "2000-05-07T10:22:31.4020130Z")]
    [InlineData("05/07/99-10:22:31  [**] x [**] 192.0.2.1 -> 198.51.100.2", "1999-05-07T10:22:31.0000000Z")]
    [InlineData("05/07/2001-10:22:31.402013  [**] x [**] 192.0.2.1:1 -> 198.51.100.2:2", "2001-05-07T10:22:31.4020130Z")]
    [InlineData("20/05/07-10:22:31.402013 [**] [1:1:1] \"x\" [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:2", "2020-05-07T10:22:31.4020130Z")]
    [InlineData(Syslog + "x: 192.0.2.1 -> 198.51.100.2", "2027-05-07T10:22:31.0000000Z")]
    [InlineData(Syslog + "05/06/2000-10:22:31.402013  [**] x [**] 192.0.2.1 -> 198.51.100.2", "2000-05-06T10:22:31.4020130Z")]
    [InlineData("[**] x [**] 192.0.2.1 -> 198.51.100.2", null)]
    public void The_alerts_own_stamp_comes_first(string line, string? time) =>
        Assert.Equal(time, Parse.Line(line)!.Time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(Fast + "[**] [1:469:3] ICMP PI", UnparsedReason.Truncated)]
    [InlineData(Fast + "[**] [1:469:3] ICMP [**] [Classification: At", UnparsedReason.Truncated)]
    [InlineData(Fast + "[**] [1:469:3] ICMP [**] [Priority: 2] ", UnparsedReason.Truncated)]
    [InlineData(Fast + "[**] [1:469:3] ICMP [**] {ICMP} 192.0.2.1 -", UnparsedReason.Truncated)]
    [InlineData(Fast + "[**] [1:469:3] ICMP [**] {ICMP} 192.0.2.1 -> 198.51", UnparsedReason.Truncated)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1:1 -> 198.51.100.2", UnparsedReason.Truncated)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:", UnparsedReason.Truncated)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.256:1 -> 198.51.100.2:2", UnparsedReason.BadAddress)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1:1 -> 198.51.100.256:2", UnparsedReason.BadAddress)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1:1 -> gateway:2", UnparsedReason.BadAddress)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1:65536 -> 198.51.100.2:2", UnparsedReason.BadPort)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1 -> 198.51.100.2:2", UnparsedReason.BadPort)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1:1 to 198.51.100.2:2", UnparsedReason.NoDestination)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:2 and more", UnparsedReason.BadField)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {PROTO:256} 192.0.2.1 -> 198.51.100.2", UnparsedReason.BadProtocol)]
    [InlineData(Fast + "[**] [1:469:3] x [**] {} 192.0.2.1 -> 198.51.100.2", UnparsedReason.BadProtocol)]
    [InlineData(Fast + "[**] [1:469:3] x [**] [Priority: high] {TCP} 192.0.2.1 -> 198.51.100.2", UnparsedReason.BadField)]
    [InlineData("13/07-10:22:31.402013  [**] x [**] 192.0.2.1 -> 198.51.100.2", UnparsedReason.BadField)]
    [InlineData(LongYear + "[**] [1:5:1] x [**] {ICMP} 192.0.2.1:771 -> 198.51.100.2:0", UnparsedReason.BadIcmp)]
    [InlineData(Syslog + "[1:469:3] x [Classification: Attempted Infor", UnparsedReason.Truncated)]
    [InlineData(Syslog + "[1:469:3] x [Priority: 2]: {ICMP} 192.0.2.1 -> 198.51.100.2x", UnparsedReason.BadAddress)]
    [InlineData(Syslog + "spp_portscan: PORTSCAN DETECTED from 192.0.2.1", UnparsedReason.Truncated)]
    [InlineData(Syslog + "spp_portscan: PORTSCAN DETECTED from nowhere (STEALTH)", UnparsedReason.BadAddress)]
    [InlineData(Syslog + "spp_portscan: PORTSCAN DETECTED to port 65536 from 192.0.2.1 (STEALTH)", UnparsedReason.BadPort)]
    [InlineData(Syslog + "spp_portscan: PORTSCAN DETECTED by 192.0.2.1 (STEALTH)", UnparsedReason.NoSource)]
    public void What_cannot_be_understood_says_why(string line, UnparsedReason reason) => Assert.Equal(reason, Parse.Reason(line)?.Reason);

    [Fact]
    public void The_reason_names_the_byte()
    {
        const string Line = Fast + "[**] [1:469:3] x [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:70000";
        Assert.Equal((UnparsedReason.BadPort, Line.IndexOf("198.", StringComparison.Ordinal)), Parse.Reason(Line));
    }

    [Fact]
    public void What_looks_like_an_alert_and_is_none_is_other_text() =>
        Assert.All(EvidenceCorpus.IdsOthers, line => Assert.Null(Parse.Reason(line)));

    [Theory]
    [InlineData(Fast + "[**] [1:1:1] 203.0.113.9 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 404 12 [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:80")]
    [InlineData(Fast + "[**] [1:1:1] IN=eth0 OUT= SRC=203.0.113.9 DST=203.0.113.8 LEN=40 PROTO=TCP SPT=1 DPT=22 WINDOW=1 [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:80")]
    [InlineData(Syslog + "[1:1:1] 203.0.113.9 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 404 12 [Priority: 2]: {TCP} 192.0.2.1:1 -> 198.51.100.2:80")]
    public void A_message_cannot_pass_for_another_dialect(string line)
    {
        ProbeEventRecord e = Parse.Line(line)!;
        Assert.Equal((ProbeDialect.Snort, "192.0.2.1", (ushort?)80), (e.Dialect, e.Source.ToString(), e.DestinationPort));
    }

    [Fact]
    public void An_alert_that_syslog_quotes_as_repeated_counts_so_often()
    {
        ProbeEventRecord e = Parse.Line(Syslog + "message repeated 3 times: [ [1:469:3] ICMP PING NMAP [Priority: 2]: {ICMP} 192.0.2.1 -> 198.51.100.2]")!;
        Assert.Equal((3u, true, "Alert 1:469:3 'ICMP PING NMAP' '' p2 Icmp 192.0.2.1  > 198.51.100.2  icmp / Other"), (e.Count, e.IsRepeat, IdsLine.Of(e)));
    }
}
