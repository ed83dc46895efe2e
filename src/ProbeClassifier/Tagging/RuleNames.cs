using System;
using System.Globalization;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>The words of a rule file. Each list is in the order of the enum, so errors and docs print it the same way.</summary>
internal static class RuleNames
{
    public static readonly (string Name, Transport Value)[] Transports =
    [
        ("icmp", Transport.Icmp), ("igmp", Transport.Igmp), ("tcp", Transport.Tcp), ("udp", Transport.Udp),
        ("ipv6", Transport.Ipv6), ("gre", Transport.Gre), ("esp", Transport.Esp), ("ah", Transport.Ah),
        ("ipv6-icmp", Transport.Icmp6), ("pim", Transport.Pim), ("sctp", Transport.Sctp), ("udplite", Transport.UdpLite),
    ];

    public static readonly (string Name, ProbeDialect Value)[] Dialects =
    [
        ("netfilter", ProbeDialect.Netfilter), ("ipchains", ProbeDialect.Ipchains), ("access-log", ProbeDialect.AccessLog),
        ("snort", ProbeDialect.Snort),
        ("suricata", ProbeDialect.Suricata),
        ("suricata-eve", ProbeDialect.SuricataEve),
        ("sendmail", ProbeDialect.Sendmail),
        ("postfix", ProbeDialect.Postfix),
        ("exim", ProbeDialect.Exim),
        ("qmail", ProbeDialect.Qmail),
        ("mail-scanner", ProbeDialect.MailScanner),
        ("sender-check", ProbeDialect.SenderCheck),
        ("tcp-wrappers", ProbeDialect.TcpWrappers),
        ("portsentry", ProbeDialect.Portsentry),
        ("scanlogd", ProbeDialect.Scanlogd),
        ("psad", ProbeDialect.Psad),
        ("sshd", ProbeDialect.Sshd),
        ("login", ProbeDialect.Login),
        ("named", ProbeDialect.Named),
        ("mailbox", ProbeDialect.Mailbox),
        ("rpc", ProbeDialect.Rpc),
        ("kernel", ProbeDialect.Kernel),
        ("file-integrity", ProbeDialect.FileIntegrity),
        ("syslogd", ProbeDialect.Syslogd),
    ];

    public static readonly (string Name, ProbeActivity Value)[] Activities =
    [
        ("alert", ProbeActivity.Alert),
        ("scan", ProbeActivity.Scan),
        ("relay-denied", ProbeActivity.RelayDenied),
        ("backscatter", ProbeActivity.Backscatter),
        ("sender-forged", ProbeActivity.SenderForged),
        ("sender-check-failed", ProbeActivity.SenderCheckFailed),
        ("malware", ProbeActivity.Malware),
        ("refused", ProbeActivity.Refused),
        ("login-failed", ProbeActivity.LoginFailed),
        ("unknown-user", ProbeActivity.UnknownUser),
        ("preauth-disconnect", ProbeActivity.PreauthDisconnect),
        ("exploit-attempt", ProbeActivity.ExploitAttempt),
        ("transfer-denied", ProbeActivity.TransferDenied),
        ("malformed", ProbeActivity.Malformed),
        ("promiscuous-on", ProbeActivity.PromiscuousOn),
        ("promiscuous-off", ProbeActivity.PromiscuousOff),
        ("syn-flood", ProbeActivity.SynFlood),
        ("martian-source", ProbeActivity.MartianSource),
        ("bad-fragment", ProbeActivity.BadFragment),
        ("file-changed", ProbeActivity.FileChanged),
        ("logging-restarted", ProbeActivity.LoggingRestarted),
        ("messages-lost", ProbeActivity.MessagesLost),
    ];

    public static readonly (string Name, ProbeAction Value)[] Actions =
    [
        ("other", ProbeAction.Other), ("allowed", ProbeAction.Allowed), ("blocked", ProbeAction.Blocked),
    ];

    public static readonly (string Name, TrafficDirection Value)[] Directions =
    [
        ("unknown", TrafficDirection.Unknown), ("inbound", TrafficDirection.Inbound),
        ("outbound", TrafficDirection.Outbound), ("forwarded", TrafficDirection.Forwarded),
    ];

    public static readonly (string Name, TagOrigin Value)[] Origins = [("added", TagOrigin.Added), ("source", TagOrigin.Source)];

    /// <summary>The name of a value; its number where the list has no name for it.</summary>
    public static string Of<T>((string Name, T Value)[] names, T value)
        where T : unmanaged, Enum
    {
        foreach ((string name, T candidate) in names)
        {
            if (candidate.Equals(value))
                return name;
        }

        return Number(value);
    }

    /// <summary>The number of a value.</summary>
    public static string Number<T>(T value)
        where T : unmanaged, Enum =>
        Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
