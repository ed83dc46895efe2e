using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Ipchains;

public sealed class IpchainsShapeTests
{
    private const string Head = "May 14 11:03:57 gateway kernel: ";

    [Theory]
    [InlineData("Packet log: input DENY eth0 PROTO=6 192.0.2.1:3894 198.51.100.1:12345 L=60 S=0x00 I=50210 F=0x4000 T=48", ProbeAction.Blocked, TrafficDirection.Inbound, 12345, null)]
    [InlineData("Packet log: input REJECT ppp0 PROTO=17 192.0.2.1:67 198.51.100.1:137 L=328 S=0x01 I=35569 F=0x0000 T=64 (#3)", ProbeAction.Blocked, TrafficDirection.Inbound, 137, null)]
    [InlineData("Packet log: output ACCEPT eth1 PROTO=6 192.0.2.1:1318 198.51.100.1:80 L=48 S=0x00 I=40225 F=0x4000 T=126 SYN (#1)", ProbeAction.Allowed, TrafficDirection.Outbound, 80, null)]
    [InlineData("Packet log: input REDIRECT 3128 eth0 PROTO=6 192.0.2.1:1 198.51.100.1:80 L=48 S=0x00 I=1 F=0x4000 T=126 O=0x00000294 SYN (#1)", ProbeAction.Allowed, TrafficDirection.Inbound, 80, null)]
    [InlineData("Packet log: forward MASQ eth0 PROTO=6 192.0.2.1:1 198.51.100.1:80 L=48 S=0x00 I=1 F=0x4000 T=126", ProbeAction.Allowed, TrafficDirection.Forwarded, 80, null)]
    [InlineData("Packet log: bad-if mychain lo PROTO=1 192.0.2.1:3 198.51.100.1:1 L=92 S=0xC0 I=4595 F=0x0000 T=255 (#1)", ProbeAction.Other, TrafficDirection.Unknown, null, 3)]
    [InlineData("Packet log: input DENY eth0 PROTO=1 192.0.2.1:8 198.51.100.1:0 L=60 S=0x00 I=5612 F=0x0000 T=128 (#11)", ProbeAction.Blocked, TrafficDirection.Inbound, null, 8)]
    [InlineData("Packet log: input DENY eth0 PROTO=2 192.0.2.1:65535 224.0.0.1:65535 L=28 S=0xC0 I=1 F=0x0000 T=1", ProbeAction.Blocked, TrafficDirection.Inbound, null, null)]
    public void Shapes(string message, ProbeAction action, TrafficDirection direction, int? port, int? type)
    {
        ProbeEventRecord e = Parse.Line(Head + message)!;
        Assert.Equal((ProbeDialect.Ipchains, action, direction), (e.Dialect, e.Action, e.Direction));
        Assert.Equal(((ushort?)port, (byte?)type), (e.DestinationPort, e.IcmpType));
    }

    [Theory]
    [InlineData("F=0x0017", true)]
    [InlineData("F=0x2017", true)]
    [InlineData("F=0x2000", false)]
    [InlineData("F=0x4000", false)]
    public void TheFragmentOffsetIsTheLowThirteenBits(string flags, bool fragment)
    {
        ProbeEventRecord e = Parse.Line(Head + $"Packet log: input DENY eth0 PROTO=17 192.0.2.1:1 198.51.100.1:137 L=60 S=0x00 I=1 {flags} T=48")!;
        Assert.Equal(fragment, e.IsFragment);
        Assert.Equal(fragment, e.DestinationPort is null);
    }

    [Theory]
    [InlineData("Packet log: input DENY eth0 PROTO=6 192.0.2.1:3894 198.51.100.1:12345", UnparsedReason.Truncated)]
    [InlineData("Packet log: input DENY eth0 PROTO=6 192.0.2.1:3894 198.51.100.1:12345 L=60 S=0x00 I=5", UnparsedReason.Truncated)]
    [InlineData("Packet log: input DENY eth0 PROTO=6 192.0.2.1:65536 198.51.100.1:1 L=60 S=0x00 I=5 F=0x0000 T=1", UnparsedReason.BadPort)]
    [InlineData("Packet log: input DENY eth0 PROTO=6 192.0.2.1 198.51.100.1:1 L=60 S=0x00 I=5 F=0x0000 T=1", UnparsedReason.BadAddress)]
    [InlineData("Packet log: input DENY eth0 PROTO=256 192.0.2.1:1 198.51.100.1:1 L=60 S=0x00 I=5 F=0x0000 T=1", UnparsedReason.BadProtocol)]
    [InlineData("Packet log: input DENY eth0 PROTO=1 192.0.2.1:300 198.51.100.1:1 L=60 S=0x00 I=5 F=0x0000 T=1", UnparsedReason.BadIcmp)]
    [InlineData("Packet log: input DENY eth0 PROTO=6 192.0.2.1:1 198.51.100.1:1 L=60 S=0x00 F=0x0000 T=1 x", UnparsedReason.BadField)]
    public void WhatCannotBeUnderstoodSaysWhy(string message, UnparsedReason reason) => Assert.Equal(reason, Parse.Reason(Head + message)?.Reason);

    [Theory]
    [InlineData("myd[1]: Packet log: input DENY eth0 PROTO=6 192.0.2.1:1 198.51.100.1:1 L=60 S=0x00 I=5 F=0x0000 T=1")]
    [InlineData("kernel: about a Packet log: input DENY eth0 PROTO=6 192.0.2.1:1 198.51.100.1:1 L=60 S=0x00 I=5 F=0x0000 T=1")]
    [InlineData("kernel: Packet log: input DE")]
    public void OtherTextIsNone(string rest) => Assert.Null(Parse.Line("May 14 11:03:57 gateway " + rest));
}
