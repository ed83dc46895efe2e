using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Ids;

/// <summary>alert_full: several lines are one event, at the line that closes it.</summary>
public sealed class FullAlertTests
{
    private const string Ping =
        """
        [**] [1:469:3] ICMP PING NMAP [**]
        [Classification: Attempted Information Leak] [Priority: 2] 
        05/07/00-10:22:31.402013 192.0.2.1 -> 198.51.100.2
        ICMP TTL:46 TOS:0x0 ID:13170 IpLen:20 DgmLen:28
        Type:8  Code:0  ID:1   Seq:0  ECHO
        [Xref => http://www.whitehats.com/info/IDS162]


        """;

    private const string Phf =
        """
        [**] [1:886:8] WEB-CGI phf access [**]
        [Classification: Attempted Information Leak] [Priority: 2] 
        [AppID: HTTP]
        05/07/00-10:22:32.000001 192.0.2.1:2101 -> 198.51.100.2:80
        TCP TTL:64 TOS:0x0 ID:4101 IpLen:20 DgmLen:1500 DF
        ***AP*** Seq: 0x7B1D8E4A  Ack: 0x2A2E0C21  Win: 0x7D78  TcpLen: 20
        [Xref => http://www.securityfocus.com/bid/629]


        """;

    private const string OldUdp =
        """
        [**] IDS115 - SNMP public access [**]
        05/07-10:22:33.500000 192.0.2.1:1042 -> 198.51.100.2:161
        UDP TTL:63 TOS:0x0 ID:5 
        Len: 56


        """;

    private const string Unreachable =
        """
        [**] [1:402:4] ICMP Destination Unreachable (Port Unreachable) [**]
        [Classification: Misc activity] [Priority: 3] 
        05/07/00-10:22:34.000000 192.0.2.1 -> 198.51.100.2
        ICMP TTL:254 TOS:0xC0 ID:99 IpLen:20 DgmLen:56
        Type:3  Code:3  DESTINATION UNREACHABLE: PORT UNREACHABLE
        ** ORIGINAL DATAGRAM DUMP:
        198.51.100.2:1024 -> 192.0.2.1:53
        UDP TTL:63 TOS:0x0 ID:7 IpLen:20 DgmLen:60
        ** END OF DUMP


        """;

    private const string Fragment =
        """
        [**] [1:499:3] ICMP Large ICMP Packet [**]
        [Priority: 2] 
        05/07/00-10:22:35.000000 192.0.2.1 -> 198.51.100.2
        ICMP TTL:46 TOS:0x0 ID:13170 IpLen:20 DgmLen:40
        Frag Offset: 0x00B9   Frag Size: 0x0014


        """;

    private const string Sweep =
        """
        [**] [122:3:0] (portscan) TCP Portsweep [**]
        [Priority: 3] 
        05/07/00-10:22:36.000000 192.0.2.1 -> 198.51.100.2
        PROTO:255 TTL:0 TOS:0x0 ID:0 IpLen:20 DgmLen:160


        """;

    /// <summary>With -e, and -I: the link's header, and the interface.</summary>
    private const string Link =
        """
        [**] [1:469:3] <eth0> ICMP PING NMAP [**]
        [Classification: Attempted Information Leak] [Priority: 2] 
        05/07/00-10:22:38.123456 0:C:29:AA:BB:CC -> 0:50:56:DD:EE:FF type:0x800 len:0x3C
        192.0.2.1 -> 198.51.100.2 ICMP TTL:46 TOS:0x0 ID:13170 IpLen:20 DgmLen:28
        Type:8  Code:0  ID:1   Seq:0  ECHO


        """;

    private const string LinkTcp =
        """
        [**] [1:886:8] WEB-CGI phf access [**]
        [Priority: 2] 
        05/07/00-10:22:39.000000 0:C:29:AA:BB:CC -> 0:50:56:DD:EE:FF type:0x86DD len:0x3C
        2001:db8::1:2101 -> 2001:db8::2:80 TCP TTL:64 TOS:0x0 ID:4101 IpLen:40 DgmLen:1500 DF
        ***AP*** Seq: 0x7B1D8E4A  Ack: 0x2A2E0C21  Win: 0x7D78  TcpLen: 20


        """;

    private const string OldScan =
        """
        [**] [100:1:1] spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (THRESHOLD 4 connections exceeded in 0 seconds) [**]
        05/07-10:22:37.402013 


        """;

    [Theory]
    [InlineData(Ping, 4, "event Snort 957694951 402013000 x1 Other Unknown 192.0.2.1: > 198.51.100.2: Icmp 8/0 frag=False  '' Alert ProbeSignature { Generator = 1, Number = 469, Revision = 3 } p2 '' 'ICMP PING NMAP' 'Attempted Information Leak' ")]
    [InlineData(Phf, 4, "event Snort 957694952 1000 x1 Other Unknown 192.0.2.1:2101 > 198.51.100.2:80 Tcp / frag=False  '' Alert ProbeSignature { Generator = 1, Number = 886, Revision = 8 } p2 '' 'WEB-CGI phf access' 'Attempted Information Leak' ")]
    [InlineData(OldUdp, 2, "event Snort 1809685353 500000000 x1 Other Unknown 192.0.2.1:1042 > 198.51.100.2:161 Udp / frag=False  '' Alert  p '' 'IDS115 - SNMP public access' '' ")]
    [InlineData(Unreachable, 4, "event Snort 957694954 0 x1 Other Unknown 192.0.2.1: > 198.51.100.2: Icmp 3/3 frag=False  '' Alert ProbeSignature { Generator = 1, Number = 402, Revision = 4 } p3 '' 'ICMP Destination Unreachable (Port Unreachable)' 'Misc activity' ")]
    [InlineData(Fragment, 4, "event Snort 957694955 0 x1 Other Unknown 192.0.2.1: > 198.51.100.2: Icmp / frag=True  '' Alert ProbeSignature { Generator = 1, Number = 499, Revision = 3 } p2 '' 'ICMP Large ICMP Packet' '' ")]
    [InlineData(Sweep, 3, "event Snort 957694956 0 x1 Other Unknown 192.0.2.1: > 198.51.100.2: Tcp / frag=False  '' Scan ProbeSignature { Generator = 122, Number = 3, Revision = 0 } p3 '' '(portscan) TCP Portsweep' '' ")]
    [InlineData(Link, 4, "event Snort 957694958 123456000 x1 Other Unknown 192.0.2.1: > 198.51.100.2: Icmp 8/0 frag=False  '' Alert ProbeSignature { Generator = 1, Number = 469, Revision = 3 } p2 '' 'ICMP PING NMAP' 'Attempted Information Leak' ")]
    [InlineData(LinkTcp, 3, "event Snort 957694959 0 x1 Other Unknown 2001:db8::1:2101 > 2001:db8::2:80 Tcp / frag=False  '' Alert ProbeSignature { Generator = 1, Number = 886, Revision = 8 } p2 '' 'WEB-CGI phf access' '' ")]
    public void The_closing_line_gives_the_event_and_the_others_are_other_text(string alert, int closing, string expected)
    {
        List<string> calls = Parse.Whole(Parse.Bytes(alert), KernelKind.Scalar);
        string[] lines = alert.Split('\n')[..^1];
        Assert.Equal(lines.Length, calls.Count);
        Assert.Equal(expected + string.Join('\n', lines[..(closing + 1)]), calls[closing]);
        Assert.All(calls.Where((_, line) => line != closing), call => Assert.Equal("other", call));
    }

    [Fact]
    public void A_portscan_header_is_an_event_by_itself() =>
        Assert.StartsWith("event Snort   ", Parse.Whole(Parse.Bytes(OldScan), KernelKind.Scalar)[0].Replace(" 0 x1", "  x1", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void Every_segmentation_and_every_kernel_gives_the_same_calls()
    {
        byte[] input = Parse.Bytes(Ping + Phf.Replace("\n", "\r\n", StringComparison.Ordinal) + OldUdp + Unreachable + Fragment + Sweep + OldScan + Link + LinkTcp + Ping.TrimEnd());
        List<string> whole = Parse.Whole(input, KernelKind.Scalar);
        Assert.Equal(10, whole.Count(call => call.StartsWith("event ", StringComparison.Ordinal)));
        foreach (KernelKind kernel in BlockKernel.Available)
        {
            Assert.Equal(whole, Parse.Whole(input, kernel));
            for (int cut = 0; cut <= input.Length; cut++)
                Assert.Equal(whole, Parse.InPieces(input, [cut], kernel));
            Assert.Equal(whole, Parse.InPieces(input, Enumerable.Range(0, input.Length), kernel));
            var random = new Random(11);
            for (int round = 0; round < 100; round++)
                Assert.Equal(whole, Parse.InPieces(input, [.. Enumerable.Range(0, 9).Select(_ => random.Next(input.Length + 1)).Order()], kernel));
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void The_reach_ends_at_the_same_byte_whatever_the_segmentation(int extra, bool isFound)
    {
        // The header begins so that the LF before it is the last byte within reach, then one byte further away.
        string[] lines = Phf.Split('\n');
        string head = lines[0] + "\n" + lines[1] + "\n";
        string rest = lines[3] + "\n";
        string filler = "[AppID: " + new string('x', 2048 - 1 - head.Length - rest.Length - 10 + extra) + "]\n";
        byte[] input = Parse.Bytes("\n" + head + filler + rest + lines[4] + "\n");
        List<string> whole = Parse.Whole(input, KernelKind.Scalar);
        Assert.Equal(isFound, whole[^1].StartsWith("event ", StringComparison.Ordinal));
        for (int cut = 0; cut <= input.Length; cut++)
            Assert.Equal(whole, Parse.InPieces(input, [cut], KernelKind.Scalar));
    }

    [Theory]
    [InlineData("[**] [1:469:3] ICMP PING NMAP [**]", "x")]
    [InlineData("[**] [1:469:3] ICMP PING NMAP [**]", "[**] [1:469:3] ICMP PING NMAP")]
    [InlineData("[**] [1:469:3] ICMP PING NMAP [**]", "a [**] [1:469:3] ICMP PING NMAP [**]")]
    [InlineData("[Classification: Attempted Information Leak] [Priority: 2] ", "")]
    [InlineData("[Classification: Attempted Information Leak] [Priority: 2] ", "a [Priority: 2]")]
    [InlineData("05/07/00-10:22:31.402013 ", "")]
    [InlineData("05/07/00-10:22:31.402013 ", "May  7 10:22:31 ")]
    [InlineData("ICMP TTL:46 TOS:0x0", "IGMP TOS:0x0")]
    [InlineData("ICMP TTL:46", "ICMP TTL:46\nICMP TTL:46")]
    [InlineData("Type:8  Code:0", "Type:8 Code:0")]
    [InlineData("Type:8  Code:0", "a Type:8  Code:0")]
    [InlineData("Type:8  Code:0", "May  7 10:22:31 gw snort: Type:8  Code:0")]
    public void Lines_that_are_no_alert_together_are_other_text(string part, string other)
    {
        string text = Ping.Replace(part, other, StringComparison.Ordinal);
        Assert.NotEqual(Ping, text);
        Assert.All(Parse.Whole(Parse.Bytes(text), KernelKind.Scalar), call => Assert.Equal("other", call));
    }

    /// <summary>Addresses behind the stamp or before the protocol, not in both places, nor in none.</summary>
    [Theory]
    [InlineData("0:C:29:AA:BB:CC -> 0:50:56:DD:EE:FF type:0x800 len:0x3C", "192.0.2.7 -> 198.51.100.8", "unparsed BadField")]
    [InlineData("0:C:29:AA:BB:CC -> 0:50:56:DD:EE:FF type:0x800 len:0x3C", "", "unparsed BadField")]
    [InlineData("192.0.2.1 -> 198.51.100.2 ICMP", "ICMP", "unparsed BadAddress")]
    [InlineData("192.0.2.1 ->", "192.0.2.300 ->", "unparsed BadAddress")]
    [InlineData("192.0.2.1 -> ", "192.0.2.1 to ", "other")]
    [InlineData("192.0.2.1 -> 198.51.100.2", "192.0.2.1 -> 198.51.100.2 -> 198.51.100.3", "other")]
    [InlineData("05/07/00-10:22:38.123456 0", "0", "other")]
    public void With_a_link_header_the_addresses_are_before_the_protocol(string part, string other, string expected)
    {
        string text = Link.Replace(part, other, StringComparison.Ordinal);
        Assert.NotEqual(Link, text);
        Assert.StartsWith(expected, Parse.Whole(Parse.Bytes(text), KernelKind.Scalar)[4], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("05/07/00", "05/32/00", "unparsed BadField 95 ")]
    [InlineData("192.0.2.1 ", "192.0.2.256 ", "unparsed BadAddress 120 ")]
    [InlineData("198.51.100.2", "198.51.100.", "unparsed Truncated 133 ")]
    [InlineData("Type:8", "Type:256", "unparsed BadIcmp 194 ")]
    [InlineData("Priority: 2", "Priority: x", "unparsed BadField 80 ")]
    public void An_alert_that_cannot_be_understood_says_why(string part, string other, string expected)
    {
        byte[] input = Parse.Bytes(Ping.Replace(part, other, StringComparison.Ordinal));
        List<string> whole = Parse.Whole(input, KernelKind.Scalar);
        Assert.StartsWith(expected + "[**] [1:469:3]", whole[4], StringComparison.Ordinal);
        for (int cut = 0; cut <= input.Length; cut++)
            Assert.Equal(whole, Parse.InPieces(input, [cut], KernelKind.Scalar));
    }

    [Fact]
    public void Cut_or_spoilt_anywhere_it_never_throws_nor_gives_a_wrong_address()
    {
        var random = new Random(5);
        for (int cut = 0; cut < Link.Length; cut++)
        {
            foreach (string call in Parse.Whole(Parse.Bytes(Link[..cut]), KernelKind.Scalar).Where(c => c.StartsWith("event ", StringComparison.Ordinal)))
                Assert.Contains(" 192.0.2.1: > 198.51.100.2: Icmp 8/0 ", call, StringComparison.Ordinal);
        }

        for (int cut = 0; cut < Ping.Length; cut++)
        {
            foreach (string call in Parse.Whole(Parse.Bytes(Ping[..cut]), KernelKind.Scalar).Where(c => c.StartsWith("event ", StringComparison.Ordinal)))
                Assert.Contains(" 192.0.2.1: > 198.51.100.2: Icmp 8/0 ", call, StringComparison.Ordinal);
            byte[] spoilt = Parse.Bytes(Ping + Phf + Link);
            spoilt[cut] = (byte)random.Next(256);
            List<string> whole = Parse.Whole(spoilt, KernelKind.Scalar);
            foreach (KernelKind kernel in BlockKernel.Available)
                Assert.Equal(whole, Parse.InPieces(spoilt, [random.Next(spoilt.Length)], kernel));
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        byte[] input = Parse.Bytes(string.Concat(Enumerable.Repeat(Ping + Phf + Link, 20)));
        foreach (KernelKind kernel in BlockKernel.Available)
        {
            ProbeParserState state = Parse.NewState(kernel, Parse.Options);
            var handler = new IdsCount();
            Assert.Equal(0, Allocations.Least(() =>
            {
                // In two pieces, so that alerts are put together across them.
                int done = ProbeParser.Parse(input.AsSpan(0, 700), Parse.Options, ref state, ref handler, isFinalBlock: false);
                ProbeParser.Parse(input.AsSpan(done), Parse.Options, ref state, ref handler, isFinalBlock: false);
            }));
            Assert.Equal(0, handler.Events % 60);
            Assert.True(handler.Events > 0, string.Create(CultureInfo.InvariantCulture, $"{kernel} finds the alerts"));
        }
    }
}
