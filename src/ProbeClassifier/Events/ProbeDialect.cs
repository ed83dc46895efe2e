namespace ProbeClassifier.Events;

/// <summary>The grammar that understood a frame. The numeric values are part of the snapshot format and never change.</summary>
public enum ProbeDialect : byte
{
    /// <summary>No dialect understood the frame.</summary>
    None = 0,

    /// <summary>The Linux packet filter's LOG target: iptables, nftables and everything built on them.</summary>
    Netfilter = 1,

    /// <summary>Linux 2.2 ipchains, <c>Packet log: …</c>.</summary>
    Ipchains = 2,

    /// <summary>Web access logs in the Common or Combined Log Format, with or without a virtual host in front.</summary>
    AccessLog = 3,

    /// <summary>Snort 1, 2 and 3: alert_fast, alert_full and alert_syslog.</summary>
    Snort = 4,

    /// <summary>Suricata's fast.log.</summary>
    Suricata = 5,

    /// <summary>Suricata's EVE JSON.</summary>
    SuricataEve = 6,

    /// <summary>sendmail.</summary>
    Sendmail = 7,

    /// <summary>Postfix.</summary>
    Postfix = 8,

    /// <summary>Exim's main and reject logs, also behind syslog.</summary>
    Exim = 9,

    /// <summary>qmail-smtpd, rblsmtpd and tcpserver.</summary>
    Qmail = 10,

    /// <summary>Virus scanners of mail: amavisd, clamd and clamav-milter, MailScanner.</summary>
    MailScanner = 11,

    /// <summary>Milters and policy services that check senders: SPF, DKIM, DMARC.</summary>
    SenderCheck = 12,

    /// <summary>TCP wrappers, inetd and xinetd refusing clients.</summary>
    TcpWrappers = 13,

    /// <summary>portsentry.</summary>
    Portsentry = 14,

    /// <summary>scanlogd.</summary>
    Scanlogd = 15,

    /// <summary>psad's syslog lines.</summary>
    Psad = 16,

    /// <summary>OpenSSH's server and its relatives.</summary>
    Sshd = 17,

    /// <summary>Logins by telnet, rlogin, FTP and at a terminal.</summary>
    Login = 18,

    /// <summary>BIND.</summary>
    Named = 19,

    /// <summary>POP and IMAP servers.</summary>
    Mailbox = 20,

    /// <summary>Sun RPC services, rpc.statd above all.</summary>
    Rpc = 21,

    /// <summary>What the Linux kernel says outside the packet filter.</summary>
    Kernel = 22,

    /// <summary>Checkers of files: Tripwire, AIDE.</summary>
    FileIntegrity = 23,

    /// <summary>The syslog daemons about themselves.</summary>
    Syslogd = 24,
}
