namespace ProbeClassifier.Events;

/// <summary>The names that reports and JSON use.</summary>
public static class EventNames
{
    /// <summary><c>netfilter</c>, <c>ipchains</c>, <c>access-log</c>, <c>snort</c> …; <c>none</c> for no dialect.</summary>
    /// <param name="dialect">The dialect.</param>
    public static string ToName(this ProbeDialect dialect) => dialect switch
    {
        ProbeDialect.Netfilter => "netfilter",
        ProbeDialect.Ipchains => "ipchains",
        ProbeDialect.AccessLog => "access-log",
        ProbeDialect.Snort => "snort",
        ProbeDialect.Suricata => "suricata",
        ProbeDialect.SuricataEve => "suricata-eve",
        ProbeDialect.Sendmail => "sendmail",
        ProbeDialect.Postfix => "postfix",
        ProbeDialect.Exim => "exim",
        ProbeDialect.Qmail => "qmail",
        ProbeDialect.MailScanner => "mail-scanner",
        ProbeDialect.SenderCheck => "sender-check",
        ProbeDialect.TcpWrappers => "tcp-wrappers",
        ProbeDialect.Portsentry => "portsentry",
        ProbeDialect.Scanlogd => "scanlogd",
        ProbeDialect.Psad => "psad",
        ProbeDialect.Sshd => "sshd",
        ProbeDialect.Login => "login",
        ProbeDialect.Named => "named",
        ProbeDialect.Mailbox => "mailbox",
        ProbeDialect.Rpc => "rpc",
        ProbeDialect.Kernel => "kernel",
        ProbeDialect.FileIntegrity => "file-integrity",
        ProbeDialect.Syslogd => "syslogd",
        _ => "none",
    };

    /// <summary><c>allowed</c>, <c>blocked</c>, <c>other</c>.</summary>
    /// <param name="action">The action.</param>
    public static string ToName(this ProbeAction action) => action switch
    {
        ProbeAction.Allowed => "allowed",
        ProbeAction.Blocked => "blocked",
        _ => "other",
    };

    /// <summary><c>inbound</c>, <c>outbound</c>, <c>forwarded</c>, <c>unknown</c>.</summary>
    /// <param name="direction">The direction.</param>
    public static string ToName(this TrafficDirection direction) => direction switch
    {
        TrafficDirection.Inbound => "inbound",
        TrafficDirection.Outbound => "outbound",
        TrafficDirection.Forwarded => "forwarded",
        _ => "unknown",
    };

    /// <summary><c>truncated</c>, <c>no-source</c>, <c>no-destination</c>, <c>no-protocol</c>, <c>bad-address</c> …</summary>
    /// <param name="reason">The reason.</param>
    public static string ToName(this UnparsedReason reason) => reason switch
    {
        UnparsedReason.Truncated => "truncated",
        UnparsedReason.NoSource => "no-source",
        UnparsedReason.NoDestination => "no-destination",
        UnparsedReason.NoProtocol => "no-protocol",
        UnparsedReason.BadAddress => "bad-address",
        UnparsedReason.BadPort => "bad-port",
        UnparsedReason.BadProtocol => "bad-protocol",
        UnparsedReason.BadIcmp => "bad-icmp",
        UnparsedReason.BadField => "bad-field",
        _ => "none",
    };

    /// <summary><c>alert</c>, <c>relay-denied</c>, <c>login-failed</c> …; <c>none</c> when nothing is said.</summary>
    /// <param name="activity">The activity.</param>
    public static string ToName(this ProbeActivity activity) => activity switch
    {
        ProbeActivity.Alert => "alert",
        ProbeActivity.Scan => "scan",
        ProbeActivity.RelayDenied => "relay-denied",
        ProbeActivity.Backscatter => "backscatter",
        ProbeActivity.SenderForged => "sender-forged",
        ProbeActivity.SenderCheckFailed => "sender-check-failed",
        ProbeActivity.Malware => "malware",
        ProbeActivity.Refused => "refused",
        ProbeActivity.LoginFailed => "login-failed",
        ProbeActivity.UnknownUser => "unknown-user",
        ProbeActivity.PreauthDisconnect => "preauth-disconnect",
        ProbeActivity.ExploitAttempt => "exploit-attempt",
        ProbeActivity.TransferDenied => "transfer-denied",
        ProbeActivity.Malformed => "malformed",
        ProbeActivity.PromiscuousOn => "promiscuous-on",
        ProbeActivity.PromiscuousOff => "promiscuous-off",
        ProbeActivity.SynFlood => "syn-flood",
        ProbeActivity.MartianSource => "martian-source",
        ProbeActivity.BadFragment => "bad-fragment",
        ProbeActivity.FileChanged => "file-changed",
        ProbeActivity.LoggingRestarted => "logging-restarted",
        ProbeActivity.MessagesLost => "messages-lost",
        _ => "none",
    };
}
