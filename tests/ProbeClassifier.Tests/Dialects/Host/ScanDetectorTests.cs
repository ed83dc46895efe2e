namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>portsentry, scanlogd and psad.</summary>
public sealed class ScanDetectorTests
{
    [Theory]
    [InlineData("portsentry[1]: attackalert: SYN/Normal scan from host: host.example.com/192.0.2.1 to TCP port: 111", "Scan 192.0.2.1 Tcp/111")]
    [InlineData("portsentry[1]: attackalert: TCP SYN/Normal scan from  host: 192.0.2.1/192.0.2.1 to TCP port: 119", "Scan 192.0.2.1 Tcp/119")]
    [InlineData("portsentry[1]: attackalert: UDP scan from host: a/b/192.0.2.1 to UDP port: 137", "Scan 192.0.2.1 Udp/137")]
    [InlineData("portsentry[1]: attackalert: Connect from host: 2001:db8::1/2001:db8::1 to TCP port: 80", "Scan 2001:db8::1 Tcp/80")]
    [InlineData("portsentry[1]: attackalert: Unknown Type: Packet Flags: SYN: 0 FIN: 0 ACK: 0 PSH: 0 URG: 0 RST: 0 from host: 192.0.2.1/192.0.2.1 to TCP port: 1", "Scan 192.0.2.1 Tcp/1")]
    [InlineData("portsentry[1]: Scan from: [192.0.2.1] (host.example.com) protocol: [UDP] port: [161] type: [UDP] IP opts: [unset]", "Scan 192.0.2.1 Udp/161")]
    [InlineData("scanlogd: 192.0.2.1 to 198.51.100.1 ports 80, 81, 82, ..., fSrpauxy, TOS 00, TTL 64 @10:22:31", "Scan 192.0.2.1 > 198.51.100.1")]
    [InlineData("scanlogd: 192.0.2.1:4242 to 198.51.100.1 and others, ports 80, 81, ..., fSrpauxy @10:22:31", "Scan 192.0.2.1:4242 > 198.51.100.1")]
    [InlineData("psad: scan detected: 192.0.2.1 -> 198.51.100.1 tcp: [1-1024] flags: SYN tcp pkts: 22 DL: 2", "Scan 192.0.2.1 > 198.51.100.1 Tcp")]
    [InlineData("psad: scan detected (Nmap): 192.0.2.1 -> 198.51.100.1 udp: [137] udp pkts: 2 DL: 2", "Scan 192.0.2.1 > 198.51.100.1 Udp/137")]
    [InlineData("psad: scan detected: 192.0.2.1 -> 198.51.100.1 tcp: [22] udp: [53] tcp pkts: 1 udp pkts: 1 DL: 2", "Scan 192.0.2.1 > 198.51.100.1")]
    [InlineData("psad: src: 192.0.2.1 signature match: \"MISC x\" (sid: 100205) tcp port: 1433", "Alert 192.0.2.1 Tcp/1433")]
    public void A_scan_with_what_the_line_gives(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("portsentry[1]: attackalert: SYN/Normal scan from host: host.example.com/192.0.2.1", "unparsed Truncated")]
    [InlineData("portsentry[1]: attackalert: SYN/Normal scan from host: host.example.com/192.0.2.300 to TCP port: 1", "unparsed BadAddress")]
    [InlineData("portsentry[1]: attackalert: SYN/Normal scan from host: h/192.0.2.1 to TCP port: 70000", "unparsed BadPort")]
    [InlineData("portsentry[1]: attackalert: SYN/Normal scan from host: h/192.0.2.1 to XXX port: 1", "unparsed BadProtocol")]
    [InlineData("scanlogd: 192.0.2 to 198.51.100.1 ports 80, 81", "unparsed BadAddress")]
    [InlineData("scanlogd: 192.0.2.1 to 198.51.100 ports 80, 81", "unparsed BadAddress")]
    [InlineData("psad: scan detected: host -> 198.51.100.1 tcp: [1]", "unparsed BadAddress")]
    [InlineData("psad: scan detected: 192.0.2.1 -> 198.51.100.1", "unparsed Truncated")]
    public void What_cannot_be_understood_says_why(string message, string facts) => Assert.Equal(facts, HostFacts.Of(message));

    [Theory]
    [InlineData("portsentry[1]: attackalert: Host: 192.0.2.1 is already blocked. Ignoring")]
    [InlineData("portsentry[1]: adminalert: attackalert: SYN/Normal scan from host: h/192.0.2.1 to TCP port: 1")]
    [InlineData("scanlogd: from 192.0.2.1 ports 1, 2")]
    [InlineData("psad: imported p0f-based passive OS fingerprinting signatures")]
    [InlineData("myd: 192.0.2.1 to 198.51.100.1 ports 80, 81")]
    public void Other_text_is_none(string message) => Assert.Equal("other", HostFacts.Of(message));
}
