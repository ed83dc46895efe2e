using System;
using System.Linq;
using System.Net;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Tagging;

/// <summary>Conditions on what a program says, on home, and on packets that no table knows.</summary>
public sealed class EvidenceRuleTests
{
    private const string Packet = "Nov 24 11:00:00 fw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.1 LEN=40 TOS=0x00 PREC=0x00 TTL=50 ID=1 PROTO=TCP SPT=4242 DPT=6 WINDOW=1024 RES=0x00 ";

    [Theory]
    [InlineData("\"activity\": \"alert\"", true)]
    [InlineData("\"activity\": [\"scan\", \"alert\"]", true)]
    [InlineData("\"activity\": \"scan\"", false)]
    [InlineData("\"signature\": 469", true)]
    [InlineData("\"signature\": \"1:460-469\"", true)]
    [InlineData("\"signature\": \"122:469\"", false)]
    [InlineData("\"signature\": \"470-480\"", false)]
    [InlineData("\"message\": \"ping nmap\"", true)]
    [InlineData("\"message\": [\"x\", \"NMAP\"]", true)]
    [InlineData("\"message\": \"nmap ping\"", false)]
    [InlineData("\"classification\": \"attempted information leak\"", true)]
    [InlineData("\"classification\": \"information leak\"", false)]
    [InlineData("\"appName\": \"snort\"", true)]
    [InlineData("\"appName\": \"Snort\"", false)]
    [InlineData("\"dialect\": \"snort\"", true)]
    [InlineData("\"dialect\": \"sshd\"", false)]
    [InlineData("\"dialect\": \"snort\", \"transport\": \"icmp\"", true)]
    [InlineData("\"dialect\": \"snort\", \"transport\": \"tcp\"", false)]
    [InlineData("\"activity\": \"alert\", \"source\": \"192.0.2.0/24\"", true)]
    [InlineData("\"activity\": \"alert\", \"source\": \"198.51.100.0/24\"", false)]
    [InlineData("\"transport\": \"icmp\"", true)]
    [InlineData("\"path\": \"/\"", false)]
    public void What_an_IDS_says(string match, bool holds)
    {
        TestEvent alert = TestEvent.Of(Transport.Icmp).From("192.0.2.1").Said(
            ProbeDialect.Snort, ProbeActivity.Alert, "snort", "ICMP PING NMAP", "Attempted Information Leak", new ProbeSignature(1, 469, 3));
        Assert.Equal(holds ? "t" : "", alert.TagsBy(RuleFixture.Match(match)));
    }

    [Theory]
    [InlineData("\"activity\": \"alert\"")]
    [InlineData("\"message\": \"x\"")]
    [InlineData("\"appName\": \"kernel\"")]
    [InlineData("\"signature\": \"0-4294967295\"")]
    public void Packets_say_nothing(string match)
    {
        RuleSet rules = RuleFixture.Match(match);
        Assert.Equal("", TestEvent.To(Transport.Tcp, 22).TagsBy(rules));
        Assert.Equal("", TestEvent.Request("/x").TagsBy(rules));
        Assert.False(rules.TcpTable.Contains(RuleSet.Conditional));
    }

    [Theory]
    [InlineData("", "none")]
    [InlineData("FIN ", "FIN")]
    [InlineData("URG PSH FIN ", "FIN+PSH+URG")]
    [InlineData("SYN FIN ", "FIN+SYN")]
    [InlineData("CWR ECE SYN FIN ", "FIN+SYN")]
    [InlineData("SYN ", "SYN")]
    [InlineData("ACK SYN ", "SYN+ACK")]
    [InlineData("ACK FIN ", "FIN+ACK")]
    [InlineData("URG ACK FIN ", "FIN+ACK+URG")]
    [InlineData("ACK PSH FIN ", "FIN+PSH+ACK")]
    [InlineData("ACK SYN FIN ", "FIN+SYN+ACK")]
    [InlineData("PSH ", "PSH")]
    [InlineData("RST ", "RST")]
    public void Control_bits_are_a_set(string bits, string name)
    {
        foreach (string tail in new[] { "URGP=0", "URGP=0 ", "URGP=0 OPT (020405B4) ", "URGP=5 MARK=0x1 " })
        {
            string line = Packet + bits + tail;
            Assert.Equal("t", Tags(line, RuleFixture.Match($"\"transport\": \"tcp\", \"controlBits\": \"{name}\"")));
            string other = name == "FIN" ? "FIN+URG" : "FIN";
            Assert.Equal("", Tags(line, RuleFixture.Match($"\"transport\": \"tcp\", \"controlBits\": \"{other}\"")));
        }
    }

    [Theory]
    [InlineData("SYN")]
    [InlineData("SYN URGP")]
    [InlineData("SYN BAD URGP=0")]
    public void Control_bits_that_are_not_there_whole_are_none(string tail) =>
        Assert.Equal("", Tags(Packet + tail, RuleFixture.Match("\"transport\": \"tcp\", \"controlBits\": [\"none\", \"SYN\", \"FIN\"]")));

    [Theory]
    [InlineData("FIN URGP=0", "scan/stealth")]
    [InlineData("URGP=0", "scan/stealth")]
    [InlineData("URG PSH FIN URGP=0 ", "scan/stealth")]
    [InlineData("SYN FIN URGP=0 ", "scan/stealth")]
    [InlineData("SYN URGP=0 ", "")]
    [InlineData("ACK FIN URGP=0 ", "")]
    [InlineData("ACK PSH FIN URGP=0 ", "")]
    [InlineData("RST URGP=0 ", "")]
    [InlineData("ACK URGP=0 ", "")]
    public void Stealth_scans(string tail, string tags) => Assert.Equal(tags, Tags(Packet + tail, RuleSet.Default));

    [Theory]
    [InlineData("198.51.100.9", "192.0.2.1", 22, "intrusion/outbound-probe tcp/22")]
    [InlineData("198.51.100.9", "192.0.2.1", 80, "tcp/80")]
    [InlineData("198.51.100.9", "198.51.100.10", 22, "tcp/22")]
    [InlineData("192.0.2.1", "198.51.100.9", 22, "tcp/22")]
    [InlineData("2001:db8::5", "2001:db8:1::5", 12345, "intrusion/outbound-probe tcp/12345")]
    public void Probes_from_home(string source, string destination, ushort port, string tags)
    {
        RuleSet rules = RuleSet.Default.WithHome([IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("2001:db8::/48")]);
        TestEvent probe = TestEvent.To(Transport.Tcp, port).From(source).Toward(destination).FromPort(40_000);
        Assert.Equal(tags, probe.TagsBy(rules));
        Assert.DoesNotContain("intrusion", probe.TagsBy(RuleSet.Default), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("198.51.100.9", 31337, "192.0.2.1", 4242, ProbeAction.Allowed, "intrusion/server-installed")]
    [InlineData("192.0.2.1", 4242, "198.51.100.9", 1524, ProbeAction.Allowed, "intrusion/server-installed")]
    [InlineData("192.0.2.1", 4242, "198.51.100.9", 1524, ProbeAction.Blocked, "")]
    [InlineData("192.0.2.1", 4242, "198.51.100.9", 31337, ProbeAction.Blocked, "tcp/31337")]
    [InlineData("198.51.100.9", 31337, "192.0.2.1", 4242, ProbeAction.Other, "")]
    public void Back_doors_that_answer(string source, ushort sourcePort, string destination, ushort port, ProbeAction action, string tags)
    {
        RuleSet rules = RuleSet.Default.WithHome([IPNetwork.Parse("198.51.100.0/24")]);
        TestEvent probe = TestEvent.To(Transport.Tcp, port).From(source).Toward(destination).FromPort(sourcePort).With(action);
        Assert.Equal(tags, probe.TagsBy(rules).Replace(" tcp/31337", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Transport.Tcp, 80, "192.0.2.1", "192.0.2.1", "dos/land tcp/80")]
    [InlineData(Transport.Udp, 9, "2001:db8::1", "2001:db8::1", "dos/land")]
    [InlineData(Transport.Tcp, 80, "127.0.0.1", "127.0.0.1", "tcp/80")]
    [InlineData(Transport.Tcp, 80, "127.255.255.254", "127.255.255.254", "tcp/80")]
    [InlineData(Transport.Tcp, 80, "126.255.255.254", "126.255.255.254", "dos/land tcp/80")]
    [InlineData(Transport.Tcp, 80, "128.0.0.1", "128.0.0.1", "dos/land tcp/80")]
    [InlineData(Transport.Tcp, 80, "::1", "::1", "tcp/80")]
    [InlineData(Transport.Tcp, 80, "::2", "::2", "dos/land tcp/80")]
    [InlineData(Transport.Tcp, 80, "192.0.2.1", "192.0.2.2", "tcp/80")]
    [InlineData(Transport.Tcp, 80, "192.0.2.1", "2001:db8::c000:201", "tcp/80")]
    [InlineData(Transport.Udp, 27444, "192.0.2.1", "192.0.2.2", "dos/ddos-tool")]
    [InlineData(Transport.Udp, 19, "192.0.2.1", "192.0.2.255", "dos/fraggle")]
    [InlineData(Transport.Udp, 7, "192.0.2.1", "192.0.2.254", "")]
    [InlineData(Transport.Tcp, 7, "192.0.2.1", "192.0.2.255", "")]
    public void Denial_of_service_by_packets(Transport transport, ushort port, string source, string destination, string tags) =>
        Assert.Equal(tags, TestEvent.To(transport, port).From(source).Toward(destination).FromPort(4242).TagsBy(RuleSet.Default));

    /// <summary>What a machine sends to itself is no attack; an interface whose name only begins so is another.</summary>
    [Theory]
    [InlineData("Nov 24 11:00:00 fw1 kernel: [UFW AUDIT] IN= OUT=lo SRC=192.0.2.1 DST=192.0.2.1 LEN=60 PROTO=TCP SPT=4000 DPT=80 WINDOW=1 RES=0x00 SYN URGP=0", "tcp/80")]
    [InlineData("Nov 24 11:00:00 fw1 kernel: [UFW AUDIT] IN=lo OUT= MAC=00:00 SRC=192.0.2.1 DST=192.0.2.1 LEN=60 PROTO=TCP SPT=4000 DPT=80 WINDOW=1 RES=0x00 SYN URGP=0", "tcp/80")]
    [InlineData("Nov 24 11:00:00 fw1 kernel: [UFW AUDIT] IN=lo0 OUT= MAC=00:00 SRC=192.0.2.1 DST=192.0.2.1 LEN=60 PROTO=TCP SPT=4000 DPT=80 WINDOW=1 RES=0x00 SYN URGP=0", "dos/land tcp/80")]
    [InlineData("Nov 24 11:00:00 fw1 kernel: IN=lo OUT= DROP IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.1 LEN=60 PROTO=TCP SPT=4000 DPT=80 WINDOW=1 RES=0x00 SYN URGP=0", "dos/land tcp/80")]
    [InlineData("Nov 24 11:00:00 fw1 kernel: Packet log: input DENY lo PROTO=6 192.0.2.1:4000 192.0.2.1:80 L=60 S=0x00 I=1 F=0x4000 T=50 SYN (#1)", "tcp/80")]
    [InlineData("Nov 24 11:00:00 fw1 kernel: Packet log: lo DENY eth0 PROTO=6 192.0.2.1:4000 192.0.2.1:80 L=60 S=0x00 I=1 F=0x4000 T=50 SYN (#1)", "dos/land tcp/80")]
    public void A_packet_to_oneself_is_no_attack(string line, string tags) => Assert.Equal(tags, Tags(line, RuleSet.Default));

    [Theory]
    [InlineData("Tue May 14 11:03:57 2024 [pid 12] [x] FAIL LOGIN: Client \"192.0.2.1\"", "tcp/21 login/failed")]
    [InlineData("May 14 11:03:57 gw vsftpd[8]: [x] FAIL LOGIN: Client \"192.0.2.1\"", "tcp/21 login/failed")]
    [InlineData("May 14 11:03:57 gw vsftpd(pam_unix)[9]: authentication failure; logname= uid=0 euid=0 tty= ruser= rhost=192.0.2.1  user=x", "tcp/21 login/failed")]
    [InlineData("May 14 11:03:57 gw proftpd(pam_unix)[9]: authentication failure; logname= uid=0 euid=0 tty= ruser= rhost=192.0.2.1  user=x", "tcp/21 login/failed")]
    [InlineData("May 14 11:03:57 gw ftpd(pam_unix)[9]: authentication failure; logname= uid=0 euid=0 tty= ruser= rhost=192.0.2.1  user=x", "tcp/21 login/failed")]
    [InlineData("May 14 11:03:57 gw login(pam_unix)[9]: authentication failure; logname= uid=0 euid=0 tty= ruser= rhost=192.0.2.1  user=x", "login/failed")]
    public void A_failed_login_by_FTP_is_one_in_the_server_s_own_file_too(string line, string tags) => Assert.Equal(tags, Tags(line, RuleSet.Default));

    [Theory]
    [InlineData("exim", "2026-11-24 11:00:00 H=(x) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted", "t")]
    [InlineData("vsftpd", "2026-11-24 11:00:00 H=(x) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted", "")]
    [InlineData("vsftpd", "Nov 24 11:00:00 gw proftpd(pam_unix)[9]: authentication failure; logname= uid=0 euid=0 tty= ruser= rhost=192.0.2.1  user=x", "")]
    public void A_program_s_own_file_has_its_name(string appName, string line, string tags) =>
        Assert.Equal(tags, Tags(line, RuleFixture.Match($"\"appName\": \"{appName}\"")));

    [Theory]
    [InlineData("192.0.2.255", "dos/smurf icmp/8")]
    [InlineData("192.0.2.0", "dos/smurf icmp/8")]
    [InlineData("192.0.2.25", "icmp/8")]
    [InlineData("2001:db8::ff", "icmp/8")]
    public void Pings_to_broadcast_addresses(string destination, string tags) =>
        Assert.Equal(tags, TestEvent.Icmp(Transport.Icmp, 8).Toward(destination).TagsBy(RuleSet.Default));

    /// <summary>Both sides of the decision: what was tried is a probe, what worked is an intrusion.</summary>
    [Theory]
    [InlineData("Attempted Administrator Privilege Gain", "RPC statd format string", ReportSection.Probes, "ids/attempt ids/alert")]
    [InlineData("Successful Administrator Privilege Gain", "RPC statd format string", ReportSection.Intrusion, "intrusion/rpc intrusion/other ids/alert")]
    [InlineData("Successful User Privilege Gain", "POP3 overflow", ReportSection.Intrusion, "intrusion/pop intrusion/other ids/alert")]
    [InlineData("Successful Administrator Privilege Gain", "DNS named overflow", ReportSection.Intrusion, "intrusion/dns intrusion/other ids/alert")]
    [InlineData("Potentially Bad Traffic", "ATTACK-RESPONSES id check returned root", ReportSection.Intrusion, "intrusion/other ids/alert")]
    [InlineData("Potentially Bad Traffic", "something", ReportSection.None, "ids/alert")]
    [InlineData("Attempted Denial of Service", "DDOS shaft", ReportSection.DenialOfService, "dos/signature ids/alert")]
    [InlineData("A Network Trojan was detected", "BACKDOOR netbus", ReportSection.Malware, "malware/trojan ids/alert")]
    [InlineData("Attempted Information Leak", "ICMP PING NMAP", ReportSection.Probes, "ids/recon ids/alert")]
    [InlineData("Misc activity", "Virus - Possible Melissa", ReportSection.Malware, "malware/worm ids/alert")]
    public void An_attempt_is_a_probe_and_a_success_an_intrusion(string classification, string message, ReportSection section, string tags)
    {
        TestEvent alert = TestEvent.Of(Transport.Tcp).Said(ProbeDialect.Snort, ProbeActivity.Alert, "snort", message, classification, new ProbeSignature(1, 1, 1));
        Assert.Equal(tags, alert.TagsBy(RuleSet.Default));
        Assert.Equal(section, RuleSet.Default.GetTagSet(RuleSet.Default.Classify(alert.View)).Section);
    }

    [Theory]
    [InlineData(ProbeDialect.Sshd, ProbeActivity.LoginFailed, "sshd", "tcp/22 login/failed")]
    [InlineData(ProbeDialect.Sshd, ProbeActivity.PreauthDisconnect, "sshd", "tcp/22")]
    [InlineData(ProbeDialect.Sshd, ProbeActivity.ExploitAttempt, "sshd", "intrusion/other")]
    [InlineData(ProbeDialect.TcpWrappers, ProbeActivity.Refused, "in.telnetd", "tcp/23 service/refused")]
    [InlineData(ProbeDialect.TcpWrappers, ProbeActivity.Refused, "in.tftpd", "service/refused")]
    [InlineData(ProbeDialect.Rpc, ProbeActivity.ExploitAttempt, "rpc.statd", "intrusion/rpc")]
    [InlineData(ProbeDialect.Rpc, ProbeActivity.Refused, "portmap", "rpc/refused service/refused")]
    [InlineData(ProbeDialect.Named, ProbeActivity.TransferDenied, "named", "tcp/53")]
    [InlineData(ProbeDialect.Named, ProbeActivity.ExploitAttempt, "named", "intrusion/dns")]
    [InlineData(ProbeDialect.Mailbox, ProbeActivity.LoginFailed, "ipop3d", "tcp/110 login/failed")]
    [InlineData(ProbeDialect.Mailbox, ProbeActivity.ExploitAttempt, "imapd", "intrusion/pop")]
    [InlineData(ProbeDialect.Portsentry, ProbeActivity.Scan, "portsentry", "scan/detected")]
    [InlineData(ProbeDialect.Postfix, ProbeActivity.RelayDenied, "postfix/smtpd", "mail/relay")]
    [InlineData(ProbeDialect.Exim, ProbeActivity.Backscatter, "exim", "mail/backscatter")]
    [InlineData(ProbeDialect.Sendmail, ProbeActivity.SenderForged, "sendmail", "mail/forged-header")]
    [InlineData(ProbeDialect.SenderCheck, ProbeActivity.SenderCheckFailed, "opendmarc", "mail/forged-header")]
    [InlineData(ProbeDialect.MailScanner, ProbeActivity.Malware, "amavis", "malware/virus")]
    [InlineData(ProbeDialect.Kernel, ProbeActivity.PromiscuousOn, "kernel", "intrusion/sniffing")]
    [InlineData(ProbeDialect.Kernel, ProbeActivity.PromiscuousOff, "kernel", "host/promiscuous-off")]
    [InlineData(ProbeDialect.Kernel, ProbeActivity.SynFlood, "kernel", "dos/syn-flood")]
    [InlineData(ProbeDialect.Kernel, ProbeActivity.BadFragment, "kernel", "dos/teardrop")]
    [InlineData(ProbeDialect.Kernel, ProbeActivity.MartianSource, "kernel", "host/martian-source")]
    [InlineData(ProbeDialect.FileIntegrity, ProbeActivity.FileChanged, "tripwire", "intrusion/tampering")]
    [InlineData(ProbeDialect.Syslogd, ProbeActivity.LoggingRestarted, "syslogd", "host/logging-restarted")]
    [InlineData(ProbeDialect.Syslogd, ProbeActivity.MessagesLost, "rsyslogd", "host/messages-lost")]
    public void What_programs_say(ProbeDialect dialect, ProbeActivity activity, string appName, string tags) =>
        Assert.Equal(tags, new TestEvent().Said(dialect, activity, appName, "text", "", null).TagsBy(RuleSet.Default));

    [Fact]
    public void Attachment_worms_by_name() =>
        Assert.Equal("malware/worm malware/virus", new TestEvent().Said(ProbeDialect.MailScanner, ProbeActivity.Malware, "amavis", "VBS/LoveLetter.A", "", null).TagsBy(RuleSet.Default));

    [Theory]
    [InlineData("/default.ida?NNNN", "malware/web-worm")]
    [InlineData("/scripts/..%255c../winnt/system32/cmd.exe", "")]
    [InlineData("/scripts/root.exe?/c+dir", "malware/web-worm")]
    [InlineData("/index.html", "")]
    public void Later_web_worms_are_in_the_extended_set_only(string target, string tags)
    {
        Assert.Equal(tags, TestEvent.Request(target).TagsBy(RuleSet.Extended));
        Assert.Equal("", TestEvent.Request(target).TagsBy(RuleSet.Default));
    }

    private static string Tags(string line, RuleSet rules) =>
        string.Join(' ', new ProbeClassifier.Reports.LineExplainer(rules, Parse.Options).Explain(Parse.Bytes(line)).Tags.Select(t => t.Id));
}
