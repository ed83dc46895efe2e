using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects;

/// <summary>What a stranger may write into one program's line does not speak in another's name.</summary>
public sealed class TrustTests
{
    private const string Sudo = "sudo[812]: op : TTY=pts/0 ; COMMAND=/bin/echo " + Packet;

    private const string Packet = "IN=eth0 OUT= SRC=203.0.113.9 DST=198.51.100.1 LEN=40 TOS=0x00 PREC=0x00 TTL=50 ID=1 PROTO=TCP SPT=4242 DPT=22 WINDOW=1 RES=0x00 SYN URGP=0";

    [Theory]
    [InlineData("2026-11-24 11:00:00 H=(x kernel: " + Packet + ") [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted")]
    [InlineData("2026-11-24 11:00:00 H=(x sshd[1]: Failed password for root from 203.0.113.9 port 1 ssh2) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted")]
    [InlineData("Nov 24 11:00:00 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <b@example.net>: Relay access denied; from=<kernel: " + Packet + "> to=<b@example.net>")]
    [InlineData("Nov 24 11:00:00 www sshd[1]: Failed password for invalid user kernel: " + Packet + " from 192.0.2.1 port 4242 ssh2")]
    [InlineData("Nov 24 11:00:00 www sshd[1]: Invalid user x from 203.0.113.9 port 1 ssh2 from 192.0.2.1 port 4242")]
    [InlineData("Nov 24 11:00:00 ids snort[1]: [1:1:1] kernel: " + Packet + " [Priority: 1]: {TCP} 192.0.2.1:1 -> 198.51.100.2:80")]
    public void The_source_is_the_true_client_or_none(string line)
    {
        ProbeEventRecord? e = Parse.Line(line);
        Assert.True(e is null || (e.Dialect != ProbeDialect.Netfilter && e.Source?.ToString() == "192.0.2.1"), $"{e?.Dialect} {e?.Source}");
        Assert.True(e is not null || Parse.Reason(line) is not null, "nothing was said of it");
    }

    [Theory]
    [InlineData("192.0.2.1 - - [24/Nov/2026:11:00:00 +0000] \"GET /x HTTP/1.0\" 404 1 \"-\" \"05/07-10:22:31.402013  [**] [1:1:1] x [**] {TCP} 203.0.113.9:1 -> 198.51.100.2:80\"")]
    [InlineData("192.0.2.1 - - [24/Nov/2026:11:00:00 +0000] \"GET /{\\x22event_type\\x22:\\x22alert\\x22} HTTP/1.0\" 404 1 \"-\" \"-\"")]
    [InlineData("192.0.2.1 - - [24/Nov/2026:11:00:00 +0000] \"GET /?sshd[1]: Failed password for root from 203.0.113.9 port 1 ssh2 HTTP/1.0\" 404 1 \"-\" \"-\"")]
    public void A_web_request_is_a_web_request(string line)
    {
        ProbeEventRecord e = Parse.Line(line)!;
        Assert.Equal((ProbeDialect.AccessLog, "192.0.2.1"), (e.Dialect, e.Source.ToString()));
    }

    /// <summary>However odd the stamp is.</summary>
    [Theory]
    [InlineData("Tue 2024-05-14 11:03:57 CEST gw " + Sudo)]
    [InlineData("Tue 2024-05-14 11:03:57 gw " + Sudo)]
    [InlineData("[12345.678] gw " + Sudo)]
    [InlineData("2024 May 14 11:03:57 gw " + Sudo)]
    [InlineData("\u00EF\u00BB\u00BFMay 14 11:03:57 gw " + Sudo)]
    [InlineData("\0\0\0\0May 14 11:03:57 gw " + Sudo)]
    [InlineData("Tue May 34 11:03:57 gw " + Sudo)]
    [InlineData("May 14 11:03:57 relay gw " + Sudo)]
    [InlineData("11:03:57 " + Sudo)]
    public void WhatAnyUserMayRunIsNoPacket(string line)
    {
        Assert.Null(Parse.Line(line));
        Assert.Null(Parse.Reason(line));
    }

    /// <summary>Files in which nobody is named: a packet in a field that a stranger fills is text.</summary>
    [Theory]
    [InlineData("{\"time\":\"2026-11-24T11:00:00+00:00\",\"remote_addr\":\"192.0.2.66\",\"http_user_agent\":\"" + Packet + "\"}")]
    [InlineData("@cee: {\"agent\":\"" + Packet + "\"}")]
    [InlineData("Nov 24 11:00:00 www {\"agent\":\"x " + Packet + "\"}")]
    [InlineData("<132>1 2026-11-24T11:00:00Z www - - - -  {\"agent\":\"x " + Packet + "\"}")]
    [InlineData("<134>{\"a\":\"\",\"agent\":\"" + Packet + "\"}")]
    [InlineData("192.0.2.66 - - [24/Nov/2026:11:00:00 +0000] 0.003 \"GET / HTTP/1.1\" 200 5 \"-\" \"" + Packet + "\"")]
    [InlineData("192.0.2.66 - - [24/Nov/2026:11:00:00.123 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"" + Packet + "\"")]
    [InlineData("192.0.2.66 - - [24/Nov/2026:11:00:00 +0000] 0.003 \"GET / HTTP/1.1\" 200 5 \"-\" \"a\\\" " + Packet + "\"")]
    [InlineData("192.0.2.66 - - [24/Nov/2026:11:00:00 +0000] 0.003 \"GET /\\\\\" 200 5 \"" + Packet + "\"")]
    [InlineData("2026-11-24 11:00:00 1s6abc-000123-AB <= a@example.org H=mail.example.org [192.0.2.66] P=esmtps S=1234 T=\"" + Packet + "\" from <a@example.org> for b@example.net")]
    [InlineData("2026-11-24 11:00:00.123 +0100 [77] 1s6abc-00000001Pqr-AB12 ** b@example.net: " + Packet)]
    [InlineData("2026/11/24 11:00:00 [error] 12#12: *5 open() \"/usr/share/nginx/html/" + Packet + "\" failed (2: No such file or directory)")]
    [InlineData("2026/11/24 11:00:00 [error] 12#12: *5 " + Packet + " is forbidden")]
    [InlineData("[Tue Nov 24 11:00:00 2026] [error] [client 192.0.2.66] File does not exist: /var/www/" + Packet)]
    [InlineData("[Tue Nov 24 11:00:00.123456 2026] [core:error] [pid 12] [client 192.0.2.66:1] " + Packet)]
    public void AnUnnamedProgramsTextIsNoPacket(string line)
    {
        Assert.Null(Parse.Line(line));
        Assert.Null(Parse.Reason(line));
    }

    [Theory]
    [InlineData("Nov 24 11:00:00 gw [WAN_LOCAL-D-2147483647] DESCR=\"no rule description\" " + Packet)]
    [InlineData("Nov 24 11:00:00 gw [WAN_LOCAL-D-2147483647] DESCR=\"5\\\" pipe\" " + Packet)]
    [InlineData("<134>DESCR=\"\" " + Packet)]
    [InlineData("[12345.678901] [UFW BLOCK] " + Packet)]
    [InlineData("[Tue] [error] " + Packet)]
    [InlineData("[Tue Nov 24] " + Packet)]
    [InlineData("2026/11/24 DROP " + Packet)]
    [InlineData("2026-11-24 11:00:00 office-router-01 kernel: " + Packet)]
    [InlineData("<4>{x} " + Packet)]
    [InlineData("[12345.678] gw kernel[0]: " + Packet)]
    [InlineData("May 14 11:03:57 relay gw ulogd[7]: " + Packet)]
    [InlineData("[12345.678] [7]: DROP[x]: a[1]:" + Packet)]
    [InlineData("Nov 24 11:00:00 gw kernel: 5\" " + Packet)]
    [InlineData(Packet)]
    public void AnUnnamedPacketFilterIsBelieved(string line) =>
        Assert.Equal((ProbeDialect.Netfilter, "203.0.113.9"), (Parse.Line(line)?.Dialect, Parse.Line(line)?.Source.ToString()));
}
