namespace ProbeClassifier.Tests.Generators;

/// <summary>Whole lines in true forms, with documentation addresses: <c>IdsEvents</c> are events, <c>IdsOthers</c> look like them and are not.</summary>
internal static partial class EvidenceCorpus
{
    public static readonly string[] IdsEvents =
    [
        // Snort's alert_fast, versions 1, 2 and 3.
        "05/07-10:22:31.402013  [**] [1:469:3] ICMP PING NMAP [**] [Classification: Attempted Information Leak] [Priority: 2] {ICMP} 192.0.2.1 -> 198.51.100.2",
        "05/07/00-10:22:31.402013  [**] [1:469:3] ICMP PING NMAP [**] [Classification: Attempted Information Leak] [Priority: 2] {ICMP} 192.0.2.1 -> 198.51.100.2",
        "05/07-10:22:31.402013  [**] IDS162 - PING-ICMP [**] 192.0.2.1 -> 198.51.100.2",
        "05/07-10:22:31.402013  [**] RPC Info Query [**] 192.0.2.1:963 -> 198.51.100.8:111",
        "05/07-10:22:31.402013  [**] [1:1243:2] WEB-IIS ISAPI .ida attempt [**] [Classification: Web Application Attack] [Priority: 1] {TCP} 192.0.2.77:3211 -> 198.51.100.5:80",
        "05/07-10:22:31.402013  [**] [1:1917:6] SCAN UPnP service discover attempt [**] [Classification: Detection of a Network Scan] [Priority: 3] {UDP} 192.0.2.9:1900 -> 203.0.113.250:1900 ",
        "05/07-10:22:31.402013  [**] [1:10000001:0] /etc/passwd test detected [**] [Priority: 0] {TCP} 192.0.2.1:59240 -> 198.51.100.2:80",
        "05/07-10:22:31.402013  [Drop] [**] [1:10000002:0] cmd.exe test detected [**] [Priority: 0] {TCP} 192.0.2.1:59244 -> 198.51.100.2:80",
        "05/07-10:22:31.402013  [**] [1:583:1] <eth0> RPC portmap request rstatd [**] [Classification: Attempted Information Leak] [Priority: 2] {UDP} 192.0.2.1:703 -> 198.51.100.2:111",
        "05/07-10:22:31.402013  [**] [1:2404:5] ET CNC [**] [Classification: Misc activity] [Priority: 3] [AppID: HTTP] {TCP} 192.0.2.1:80 -> 198.51.100.2:1025",
        "05/07-10:22:31.402013 [**] [1:469:3] \"ICMP PING NMAP\" [**] [Classification: Attempted Information Leak] [Priority: 2] {ICMP} 192.0.2.1 -> 198.51.100.2",
        "00/05/07-10:22:31.402013 [**] [116:150:1] \"(decode) bad traffic loopback IP\" [**] [Priority: 3] {TCP} 192.0.2.1:1 -> 198.51.100.2:2",
        "05/07-10:22:31.402013 [drop] [**] [1:1000:1] \"WEB-CGI phf access\" [**] [Priority: 1] [AppID: HTTP] {TCP} 192.0.2.1:1 -> 198.51.100.2:80",
        "05/07-10:22:31.402013 [**] [119:19:1] (http_inspect) LONG HEADER [**] [Priority: 3] {TCP} 192.0.2.1:4000 -> 198.51.100.2:80",
        "05/07-10:22:31.402013  [**] [1:1:1] v6 [**] [Priority: 3] {TCP} 2001:db8::1:80 -> 2001:db8::2:443",
        "05/07-10:22:31.402013  [**] [1:1:1] v6 ping [**] [Priority: 3] {IPV6-ICMP} 2001:db8::1 -> 2001:db8::2",
        "05/07-10:22:31.402013  [**] [1:1:1] a tunnel [**] [Priority: 3] {PROTO:041} 192.0.2.1 -> 198.51.100.2",
        "05/07-10:22:31.402013  [**] [1:522:2] MISC Tiny Fragments [**] [Classification: Potentially Bad Traffic] [Priority: 2] {UDP} 192.0.2.1 -> 198.51.100.2",
        "05/07-10:22:31.402013  [**] [112:4:1] (spp_arpspoof) Attempted ARP cache overwrite attack [**] [Priority: 2] ",
        "05/07-10:22:31.402013  [**] [122:3:0] (portscan) TCP Portsweep [**] [Classification: Attempted Information Leak] [Priority: 2] {PROTO:255} 192.0.2.1 -> 198.51.100.2",
        "05/07-10:22:31.402013  [**] [122:1:1] \"(port_scan) UDP portscan\" [**] [Priority: 3] {PROTO:255} 192.0.2.1 -> 198.51.100.2",
        "05/07-10:22:31.402013  [**] [117:1:1] (spp_portscan2) Portscan detected from 192.0.2.1: 6 targets 6 ports in 6 seconds [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:22",
        "05/07-10:22:31.402013  [**] [100:1:1] spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (THRESHOLD 4 connections exceeded in 0 seconds) [**]",
        "05/07-10:22:31.402013  [**] spp_portscan: PORTSCAN DETECTED to port 80 from 192.0.2.1 (STEALTH) [**]",
        "[**] [100:1:1] spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (THRESHOLD 4 connections exceeded in 0 seconds) [**]",
        "[**] [1:469:3] ICMP PING NMAP [**] [Priority: 2] {ICMP} 192.0.2.1 -> 198.51.100.2",

        // Their alert_syslog.
        "May  7 10:22:31 ids snort[1234]: [1:469:3] ICMP PING NMAP [Classification: Attempted Information Leak] [Priority: 2]: {ICMP} 192.0.2.1 -> 198.51.100.2",
        "May  7 10:22:31 ids snort[1234]: [1:1243:2] WEB-IIS ISAPI .ida attempt [Classification: Web Application Attack] [Priority: 1]: <eth0> {TCP} 192.0.2.77:3211 -> 198.51.100.5:80",
        "May  7 10:22:31 ids snort[1234]: [1:1390:5] <eth1> SHELLCODE x86 inc ebx NOOP [Classification: Executable code was detected] [Priority: 1] {UDP} 192.0.2.1:53 -> 198.51.100.2:1025",
        "May  7 10:22:31 ids snort: IDS162 - PING-ICMP: 192.0.2.1 -> 198.51.100.2",
        "May  7 10:22:31 ids snort[99]: RPC Info Query: 192.0.2.1:963 -> 198.51.100.8:111",
        "<33>May  7 10:22:31 snort[99]: [1:583:1] RPC portmap request rstatd {UDP} 192.0.2.1:703 -> 198.51.100.2:111",
        "May  7 10:22:31 ids snort: [ID 702911 auth.alert] [1:469:1] ICMP PING NMAP [Priority: 2]: {ICMP} 192.0.2.1 -> 198.51.100.2",
        "May  7 10:22:31 ids snort: spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (THRESHOLD 4 connections exceeded in 0 seconds)",
        "May  7 10:22:31 ids spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (STEALTH)",
        "May  7 10:22:31 ids snort[7]: [122:1:0] (portscan) TCP Portscan [Classification: Attempted Information Leak] [Priority: 2]: {PROTO:255} 192.0.2.1 -> 198.51.100.2",
        "May  7 10:22:31 ids suricata[7]: [1:2001219:20] ET SCAN Potential SSH Scan [Classification: Attempted Information Leak] [Priority: 2] {TCP} 192.0.2.1:40000 -> 198.51.100.2:22",
        "May  7 10:22:31 ids suricata[7]: [Drop] [1:2001219:20] ET SCAN Potential SSH Scan [Classification: Attempted Information Leak] [Priority: 2] {TCP} 192.0.2.1:40000 -> 198.51.100.2:22",
        "May  7 10:22:31 ids suricata: 05/07/2000-10:22:30.000001  [**] [1:2000:1] msg [**] [Classification: x] [Priority: 3] {TCP} 192.0.2.1:1 -> 198.51.100.2:80",

        // Suricata's fast.log.
        "05/07/2000-10:22:31.402013  [**] [1:2000:1] msg [**] [Classification: x] [Priority: 3] {TCP} 192.0.2.1:1 -> 198.51.100.2:80",
        "05/07/2000-10:22:31.402013  [Drop] [**] [1:2000:1] msg [**] [Classification: (null)] [Priority: 3] {UDP} 192.0.2.1:1 -> 198.51.100.2:53",
        "05/07/2000-10:22:31.402013  [wDrop] [**] [1:2000:1] msg [**] [Classification: x] [Priority: 3] {TCP} 192.0.2.1:1 -> 198.51.100.2:80",
        "05/07/2000-10:22:31.402013  [**] [1:2100366:8] GPL ICMP_INFO PING *NIX [**] [Classification: Misc activity] [Priority: 3] {ICMP} 192.0.2.1:8 -> 198.51.100.2:0",
        "05/07/2000-10:22:31.402013  [**] [1:1:1] v6 [**] [Classification: x] [Priority: 3] {IPv6-ICMP} 2001:0db8:0000:0000:0000:0000:0000:0001:135 -> 2001:0db8:0000:0000:0000:0000:0000:0002:0",
        "05/07/2000-10:22:31.402013  [**] [1:1:1] v6 [**] [Classification: x] [Priority: 3] {TCP} 2001:db8::1:80 -> 2001:db8::2:443",
        "05/07/2000-10:22:31.402013  [**] [1:2200003:2] SURICATA IPv4 truncated packet [**] [Classification: Generic Protocol Command Decode] [Priority: 3] [**] [Raw pkt: 00 11 22 33]",

        // EVE.
        """{"timestamp":"2026-11-24T11:00:00.123456+0000","flow_id":1805461738637437,"in_iface":"eth0","event_type":"alert","src_ip":"192.0.2.1","src_port":1,"dest_ip":"198.51.100.2","dest_port":80,"proto":"TCP","alert":{"action":"allowed","gid":1,"signature_id":2100469,"rev":4,"signature":"GPL ICMP_INFO PING","category":"Attempted Information Leak","severity":2},"http":{"hostname":"www.example.com","url":"/cgi-bin/phf","http_method":"GET"},"flow":{"pkts_toserver":3}}""",
        """{"event_type":"alert","alert":{"severity":1,"signature":"x \u00e4 \"[**]\" \\","signature_id":1,"gid":1,"action":"blocked"},"proto":"ICMP","icmp_type":8,"icmp_code":0,"src_ip":"2001:db8::1","dest_ip":"2001:db8::2"}""",
        """{ "timestamp" : "2026-11-24T11:00:00.123456+0900", "event_type" : "alert", "alert" : { "signature_id" : 7 }, "proto" : "041" }""",
        """Nov 24 11:00:00 ids suricata[812]: {"timestamp":"2026-11-24T11:00:00.123456+0000","event_type":"alert","src_ip":"192.0.2.1","dest_ip":"198.51.100.2","proto":"IPv6-ICMP","alert":{"action":"allowed","gid":1,"signature_id":1,"rev":1,"signature":"a","category":"","severity":3}}""",
        """<141>Nov 24 11:00:00 ids suricata: @cee: {"event_type":"alert","src_ip":"192.0.2.1","dest_ip":"198.51.100.2","proto":"UDP","src_port":53,"dest_port":53,"alert":{"gid":1,"signature_id":1,"rev":1}}""",
        """@cee:{"event_type":"alert","src_ip":"192.0.2.1","dest_ip":"198.51.100.2","proto":"UDP","src_port":53,"dest_port":53,"alert":{"gid":1,"signature_id":1,"rev":1}}""",
    ];

    public static readonly string[] IdsOthers =
    [
        // Reports on a scan that was reported before, and what the programs say of themselves.
        "05/07-10:22:31.402013  [**] [100:2:1] spp_portscan: portscan status from 192.0.2.1: 7 connections across 1 hosts: TCP(7), UDP(0) [**]",
        "05/07-10:22:31.402013  [**] [100:3:1] spp_portscan: End of portscan from 192.0.2.1: TOTAL time(0s) hosts(1) TCP(7) UDP(0) [**]",
        "May  7 10:22:31 ids snort: spp_portscan: portscan status from 192.0.2.1: 7 connections across 1 hosts: TCP(7), UDP(0)",
        "May  7 10:22:31 ids snort: spp_portscan: End of portscan from 192.0.2.1: TOTAL time(0s) hosts(1) TCP(7) UDP(0)",
        "May  7 10:22:31 ids snort[12]: Initializing daemon mode",
        "May  7 10:22:31 ids snort[12]: Snort received signal 15, exiting",
        "May  7 10:22:31 ids snort[12]: Portscan detection: {TCP}",
        "May  7 10:22:31 ids suricata[12]: This is Suricata version 7.0.0 RELEASE running in SYSTEM mode",

        // Lines of alert_full and of packet dumps, each without the lines that it needs before it.
        "[**] [1:469:3] ICMP PING NMAP [**]",
        "[Classification: Attempted Information Leak] [Priority: 2] ",
        "05/07-10:22:31.402013 192.0.2.1 -> 198.51.100.2",
        "ICMP TTL:46 TOS:0x0 ID:13170 IpLen:20 DgmLen:28",
        "TCP TTL:46 TOS:0x0 ID:13170 IpLen:20 DgmLen:60 DF",
        "Type:8  Code:0  ID:1   Seq:0  ECHO",
        "Frag Offset: 0x00B9   Frag Size: 0x0014",
        "***A**** Seq: 0x1234ABCD  Ack: 0x0  Win: 0x2000  TcpLen: 20",
        "[Xref => http://www.whitehats.com/info/IDS162]",
        "=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+",

        // Text that only mentions an alert.
        "May  7 10:22:31 gw sshd[7]: Accepted password for [**] [1:1:1] x [**] {TCP} 192.0.2.1:1 -> 198.51.100.2:80",
        "May  7 10:22:31 gw app[7]: [1:469:3] ICMP PING NMAP [Priority: 2]: {ICMP} 192.0.2.1 -> 198.51.100.2",
        "May  7 10:22:31 gw app[7]: 05/07-10:22:31.402013  [**] [1:469:3] ICMP PING NMAP [**] [Priority: 2] {ICMP} 192.0.2.1 -> 198.51.100.2",
        "May  7 10:22:31 gw app[7]: spp_portscan: PORTSCAN DETECTED from 192.0.2.1 (STEALTH)",
        "a note on 05/07-10:22:31.402013  [**] [1:469:3] ICMP PING NMAP [**] [Priority: 2] {ICMP} 192.0.2.1 -> 198.51.100.2",
        "[**] the log was turned over [**]",
        "[**] [1:1:1] x [**] {TCP} 192.0.2.1:1 -> nowhere",

        // EVE objects that are no alerts, and objects that are none of EVE's.
        """{"timestamp":"2026-11-24T11:00:00.123456+0000","event_type":"flow","src_ip":"192.0.2.1","dest_ip":"198.51.100.2","proto":"TCP","alert":{"signature_id":1}}""",
        """{"timestamp":"2026-11-24T11:00:00.123456+0000","event_type":"stats","stats":{"event_type":"alert"}}""",
        """{"timestamp":"2026-11-24T11:00:00.123456+0000","event_type":"drop","src_ip":"192.0.2.1","dest_ip":"198.51.100.2","proto":"TCP","drop":{"len":40}}""",
        """{"message":"\"event_type\":\"alert\"","alert":{"signature_id":1}}""",
        """{"event_type":"dns","event_type":"alert","alert":{"signature_id":1}}""",
        """May  7 10:22:31 gw app: {"event_type":"alert","src_ip":"192.0.2.1","dest_ip":"198.51.100.2","proto":"TCP","alert":{"signature_id":1}}""",
        """{"a":"event_type"}""",
    ];
}
