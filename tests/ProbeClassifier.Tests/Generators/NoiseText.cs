using System;

namespace ProbeClassifier.Tests.Generators;

/// <summary>Lines of other programs, some of which speak of packets; none is evidence, of which the oracle says nothing.</summary>
internal sealed class NoiseText(Random random, EnvelopeText envelopes, NetfilterText netfilter)
{
    private static readonly string[] Messages =
    [
        "sshd[812]: Accepted publickey for admin from 192.0.2.9 port 4711 ssh2", "CRON[99]: (root) CMD (test -x /usr/sbin/anacron)",
        "kernel: device eth0 is up", "kernel: [   12.000001] usb 1-1: new high-speed USB device number 2", "kernel: nf_conntrack: table full",
        "sudo: op : COMMAND=/sbin/iptables -A INPUT IN=eth0 SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=1 DPT=22 ", "systemd[1]: Started Session 4 of user root.",
        "postfix/smtpd[2]: connect from unknown[192.0.2.4]", "dnsmasq-dhcp[4]: DHCPACK(br0) 192.0.2.5 00:16:3e:00:00:01", "-- MARK --", "named[7]: client 192.0.2.1#4: query",
        "kernel: route from 192.0.2.2 to 192.0.2.1, on dev eth0", "app: last message repeated 2 times", "no colon here", "a[b", ":", "",
    ];

    /// <summary>What stands before a packet in files of programs that do not say their name, and what looks like it.</summary>
    private static readonly string[] Unnamed =
    [
        "{\"agent\":\"", "@cee: {\"a\":\"\\\"", "192.0.2.66 - - [24/Nov/2026:11:00:00 +0000] 0.003 \"GET / HTTP/1.1\" 200 5 \"-\" \"", "\"", "\"\" ", "\\\" ", "a\\\\\"",
        "2026/11/24 11:00:00 [error] 12#12: *5 ", "2026/11/24 24:00:00 [error] ", "[Tue Nov 24 11:00:00.5 2026] [core:error] ", "[Tue Nov 24 2026 [", "[Tue Nov] 2026] [",
        "2026-11-24 11:00:00 1s6abc-000123-AB <= ", "2026-11-24 11:00:00.5 +0100 [7] 1s6abc-00000001Pqr-AB12 ** ", "2026-11-24 11:00:00 office-router-01 kernel: ",
    ];

    public string Line() => random.Next(11) switch
    {
        0 => random.From("", envelopes.Program(), "Nov 24 11:00:00 ") + $"last message repeated {random.From("1", "2", "3", "40", "0", "4294967295", "4294967296")} times",
        1 => envelopes.Program() + $"kernel: message repeated {random.Next(1, 9)} times: [ DROP {netfilter.Link()}SRC=192.0.2.1 DST=198.51.100.7 LEN=40 PROTO=TCP SPT={random.Port()} DPT={random.Port()} WINDOW=1 ]",
        2 => envelopes.Program() + "sshd[3]: Accepted password for " + netfilter.Message(),
        3 => random.From("", " ", "\t", "\0", "x", "=====", "IN=", "PROTO=", "SRC=", " SRC=", "<", "<4>", "[", "[1.2]", "Nov", "Nov 24 11:00:00", "2026-11-24T11:00:00Z"),
        4 => random.From("", envelopes.Program()) + random.From<string>(Unnamed) + netfilter.Message() + random.From("", "\"", "\" x"),
        _ => envelopes.Program() + random.From<string>(Messages),
    };
}
