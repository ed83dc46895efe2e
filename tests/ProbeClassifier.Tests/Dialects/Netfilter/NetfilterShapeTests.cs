using System;
using System.Globalization;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Netfilter;

/// <summary>Line shapes of real devices, and what must not be read out of them.</summary>
public sealed class NetfilterShapeTests
{
    private const string Head = "Nov 24 11:00:00 fw1 kernel: ";
    private const string Tcp = "SRC=192.0.2.1 DST=198.51.100.7 LEN=40 TOS=0x00 PREC=0x00 TTL=52 ID=1 DF PROTO=TCP SPT=4000 DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0 ";

    [Theory]
    [InlineData("IN=eth0 OUT= MAC=00:16:3e:aa:bb:cc:00:16:3e:11:22:33:08:00 ", TrafficDirection.Inbound, ProbeAction.Other)]
    [InlineData("[12345.678901] [UFW BLOCK] IN=eth0 OUT= MAC= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("[  449.059606] [UFW ALLOW] IN= OUT=eth0 ", TrafficDirection.Outbound, ProbeAction.Allowed)]
    [InlineData("[UFW AUDIT] IN=eth0 OUT=eth1 ", TrafficDirection.Forwarded, ProbeAction.Other)]
    [InlineData("[UFW LIMIT BLOCK] IN=eth0 OUT= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("Shorewall:net2fw:DROP:IN=eth0 OUT= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("FINAL_REJECT: IN=eth0 OUT= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("[WAN_LOCAL-default-D]IN=eth0 OUT= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("[WAN_IN-2000-A] IN=eth0 OUT=eth1 ", TrafficDirection.Forwarded, ProbeAction.Allowed)]
    [InlineData("[LAN-7-R]IN=eth0 OUT= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData(" dropped by firewall (OUTPUT)IN= OUT=eth0 ", TrafficDirection.Outbound, ProbeAction.Blocked)]
    [InlineData("a=b -> x IN=tun0 OUT= ", TrafficDirection.Inbound, ProbeAction.Other)]
    [InlineData("WAN_IN=odd ACCEPT IN=br-lan.5@x OUT= ", TrafficDirection.Inbound, ProbeAction.Allowed)]
    [InlineData("DROP IN=eth0 ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("DROP IN=br0 PHYSIN=eth1 OUT=br0 PHYSOUT=eth2 ", TrafficDirection.Forwarded, ProbeAction.Blocked)]
    [InlineData("DROP IN=sit1 OUT= MAC=45:00:00 TUNNEL=192.0.2.9->192.0.2.8 ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("[DMZ_LOCAL-D-2147483647] DESCR=\"no rule description\" IN=br30 OUT= MAC= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("[LAN_IN-A-2000] DESCR=\"Exception to Drop bogus\" IN=br0 OUT=eth8 ", TrafficDirection.Forwarded, ProbeAction.Allowed)]
    [InlineData("[LAN_IN-R-3] DESCR=\"Allow\" IN=br0 OUT=eth8 ", TrafficDirection.Forwarded, ProbeAction.Blocked)]
    [InlineData("[drop-all-A-3] IN=br0 OUT=eth8 ", TrafficDirection.Forwarded, ProbeAction.Allowed)]
    [InlineData("[WAN_LOCAL-default-D]DESCR=\"allow [x-A]\" IN=eth0 OUT= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    [InlineData("DESCR=\"Drop\" IN=eth0 OUT= ", TrafficDirection.Inbound, ProbeAction.Other)]
    [InlineData("[LAN_IN-X-2000] DESCR=\"Drop\" IN=br0 OUT=eth8 ", TrafficDirection.Forwarded, ProbeAction.Other)]
    [InlineData("[LAN_IN-A-2000x] drop IN=br0 OUT=eth8 ", TrafficDirection.Forwarded, ProbeAction.Blocked)]
    [InlineData("drop [LAN_IN-A-2000] IN=br0 OUT=eth8 ", TrafficDirection.Forwarded, ProbeAction.Blocked)]
    [InlineData("[-A-7] IN=br0 OUT=eth8 ", TrafficDirection.Forwarded, ProbeAction.Other)]
    [InlineData("DROPBOX rule BACKDROP IN= OUT= ", TrafficDirection.Unknown, ProbeAction.Other)]
    [InlineData("ACCEPT then DROP: IN=eth0 OUT= ", TrafficDirection.Inbound, ProbeAction.Blocked)]
    public void WhatStandsBeforeTheAddresses(string link, TrafficDirection direction, ProbeAction action)
    {
        ProbeEventRecord e = Parse.Line(Head + link + Tcp)!;
        Assert.Equal((direction, action), (e.Direction, e.Action));
        Assert.Equal(("192.0.2.1", "198.51.100.7"), (e.Source.ToString(), e.Destination.ToString()));
        Assert.Equal(((ushort?)4000, (ushort?)23, (Transport?)Transport.Tcp), (e.SourcePort, e.DestinationPort, e.Transport));
    }

    [Theory]
    [InlineData("PROTO=UDP SPT=137 DPT=137 LEN=58", 17, 137, null)]
    [InlineData("PROTO=UDPLITE SPT=1 DPT=2 LEN=58", 136, 2, null)]
    [InlineData("PROTO=SCTP SPT=1 DPT=2905", 132, 2905, null)]
    [InlineData("PROTO=ICMP TYPE=8 CODE=0 ID=1 SEQ=2", 1, null, 8)]
    [InlineData("PROTO=ICMP TYPE=3 CODE=1 [SRC=198.51.100.7 DST=192.0.2.1 LEN=40 PROTO=TCP SPT=22 DPT=31337 WINDOW=0 ] ", 1, null, 3)]
    [InlineData("PROTO=ICMPv6 TYPE=128 CODE=0 ID=1 SEQ=2", 58, null, 128)]
    [InlineData("PROTO=ICMP INCOMPLETE [4 bytes] ", 1, null, null)]
    [InlineData("PROTO=TCP INCOMPLETE [8 bytes] ", 6, null, null)]
    [InlineData("PROTO=AH SPI=0x1", 51, null, null)]
    [InlineData("PROTO=ESP SPI=0xa7d839", 50, null, null)]
    [InlineData("PROTO=GRE", 47, null, null)]
    [InlineData("PROTO=2", 2, null, null)]
    [InlineData("PROTO=47", 47, null, null)]
    [InlineData("PROTO=132 ", 132, null, null)]
    [InlineData("PROTO=41", 41, null, null)]
    [InlineData("OPT (94040000) PROTO=TCP SPT=1 DPT=80 WINDOW=5", 6, 80, null)]
    [InlineData("OPT ( ) OPT ( ) PROTO=TCP SPT=1 DPT=80 SEQ=1 ACK=0 WINDOW=5 OPT (0204) UID=0 GID=0 MARK=0x1 ", 6, 80, null)]
    public void WhatStandsBehindTheAddresses(string packet, int transport, int? destinationPort, int? icmpType)
    {
        ProbeEventRecord e = Parse.Line(Head + "DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 TTL=52 ID=1 " + packet)!;
        Assert.Equal(((Transport?)transport, (ushort?)destinationPort, (byte?)icmpType), (e.Transport, e.DestinationPort, e.IcmpType));
    }

    [Theory]
    [InlineData("FRAG:185 PROTO=UDP ", true)]
    [InlineData("MF FRAG:8 PROTO=TCP ", true)]
    [InlineData("FRAG:185 PROTO=ICMP", true)]
    [InlineData("FRAG:0 PROTO=UDP SPT=1 DPT=2 LEN=9", false)]
    public void AFragmentHasNoPorts(string packet, bool fragment)
    {
        ProbeEventRecord e = Parse.Line(Head + "DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.7 LEN=40 ID=1 " + packet)!;
        Assert.Equal(fragment, e.IsFragment);
        Assert.Equal(fragment, e.DestinationPort is null);
    }

    [Theory]
    [InlineData("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1")]
    [InlineData("2001:db8::", "2001:db8::")]
    [InlineData("::", "::")]
    [InlineData("fe80::1:0:0:2", "fe80::1:0:0:2")]
    [InlineData("::ffff:192.0.2.9", "192.0.2.9")]
    public void IPv6IsCanonical(string written, string canonical) =>
        Assert.Equal(canonical, Parse.Line(Head + $"DROP IN=e OUT= SRC={written} DST=2001:db8::2 LEN=72 TC=0 HOPLIMIT=1 FLOWLBL=0 PROTO=ICMPv6 TYPE=135 CODE=0 ")!.Source!.Value.ToString(null, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Nov 24 11:00:00 fw1 kernel: usb 1-1: new high-speed USB device")]
    [InlineData("Nov 24 11:00:00 fw1 sudo: op : TTY=pts/0 ; COMMAND=/sbin/iptables -A INPUT --dport 22 IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=4 PROTO=TCP SPT=1 DPT=22 W")]
    [InlineData("Nov 24 11:00:00 fw1 sshd[1]: Invalid user IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=4 PROTO=TCP SPT=1 DPT=22 W from 192.0.2.3")]
    [InlineData("<13>Nov 24 11:00:00 fw1 kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=4 PROTO=TCP SPT=1 DPT=22 WINDOW=1")]
    [InlineData("Mon Nov 24 11:00:00 2026 user.notice kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=4 PROTO=TCP SPT=1 DPT=22 WINDOW=1")]
    [InlineData("192.0.2.1 - - [24/Nov/2026:11:00:00 +0000] \"GET /x HTTP/1.1\" 200 1 \"-\" \"IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=4 PROTO=TCP SPT=1 DPT=23 W\"")]
    [InlineData("")]
    [InlineData("kernel")]
    public void TextThatOnlyMentionsTheWordsIsNoPacket(string line)
    {
        ProbeEventRecord? e = Parse.Line(line);
        Assert.NotEqual(ProbeDialect.Netfilter, e?.Dialect);
        Assert.Null(Parse.Reason(line));
    }

    [Theory]
    [InlineData("DROP IN=eth0 OUT= MAC=00:16:3e", UnparsedReason.Truncated)]
    [InlineData("TTL=126 ID=17 PROTO=TCP SPT=1 DPT=445 WINDOW=1 RES=0x00 SYN URGP=0", UnparsedReason.NoSource)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.1 LEN=40 PROTO=TCP SPT=1 DPT=22 W", UnparsedReason.NoDestination)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 TTL=4", UnparsedReason.NoProtocol)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.256 DST=192.0.2.2 LEN=40 PROTO=TCP SPT=1 DPT=22 W", UnparsedReason.BadAddress)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.02.1 DST=192.0.2.2 LEN=40 PROTO=TCP SPT=1 DPT=22 W", UnparsedReason.BadAddress)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 PROTO=TCP SPT=1 DPT=65536 W", UnparsedReason.BadPort)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 PROTO=TCP SPT=1 DPT=99999999999999999999 W", UnparsedReason.BadPort)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 PROTO=256 ", UnparsedReason.BadProtocol)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 PROTO=XYZ ", UnparsedReason.BadProtocol)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 PROTO=ICMP TYPE=256 CODE=0 ", UnparsedReason.BadIcmp)]
    [InlineData("DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 PROTO=TCP SPT=1 DPT=23", UnparsedReason.Truncated)]
    public void ALineThatCannotBeUnderstoodSaysWhy(string message, UnparsedReason reason) =>
        Assert.Equal(reason, Parse.Reason(Head + message)?.Reason);

    [Fact]
    public void ALineCutAnywhereNeverGivesAnotherAnswer()
    {
        string line = Head + "[12345.678901] [UFW BLOCK] IN=eth0 OUT= MAC=00:16:3e:aa:bb:cc:00:16:3e:11:22:33:08:00 " + Tcp.Replace("DPT=23 ", "DPT=31337 ", StringComparison.Ordinal);
        ProbeEventRecord whole = Parse.Line(line)!;
        for (int length = 0; length < line.Length; length++)
        {
            ProbeEventRecord? cut = Parse.Line(line[..length]);
            if (cut is not null)
                Assert.Equal((whole.Source, whole.Destination, whole.DestinationPort, whole.Time), (cut.Source, cut.Destination, cut.DestinationPort, cut.Time));
            ProbeEventRecord? headless = Parse.Line(line[length..]);
            if (headless is not null)
                Assert.Equal((whole.Source, whole.Destination, whole.DestinationPort), (headless.Source, headless.Destination, headless.DestinationPort));
        }
    }
}
