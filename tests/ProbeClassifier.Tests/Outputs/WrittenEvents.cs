using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Live;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Outputs;

/// <summary>Logs to events as a format writes them.</summary>
internal static class WrittenEvents
{
    /// <summary>Lines of each family of dialects, and of what is odd in each.</summary>
    public static string Samples { get; } = string.Join('\n',
    [
        "<4>Nov 24 11:00:00 fw kernel: [12345.678901] [UFW BLOCK] IN=eth0 OUT= MAC=02:00:00:aa:bb:cc:02:00:00:11:22:33:08:00 SRC=203.0.113.7 DST=192.0.2.1 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=1 DF PROTO=TCP SPT=1024 DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0",
        "Nov 24 11:00:09 fw last message repeated 3 times",
        "Nov 24 11:00:10 fw kernel: ACCEPT IN=eth0 OUT=eth1 SRC=2001:db8::1 DST=2001:db8::2 LEN=104 TC=0 HOPLIMIT=60 FLOWLBL=0 PROTO=ICMPv6 TYPE=128 CODE=0 ID=1 SEQ=1",
        "Nov 24 11:00:11 fw kernel: IN= OUT=ppp0 SRC=192.0.2.1 DST=198.51.100.2 LEN=1500 TOS=0x00 PREC=0x00 TTL=64 ID=9 FRAG:185 PROTO=UDP",
        "Nov 24 11:00:12 fw kernel: DROP IN=eth0 OUT= SRC=203.0.113.7 DST=192.0.2.1 LEN=40 TTL=50 PROTO=253",
        "Nov 24 11:00:13 fw kernel: Packet log: input DENY eth0 PROTO=6 203.0.113.9:1025 192.0.2.1:111 L=60 S=0x00 I=1 F=0x4000 T=63 SYN (#4)",
        "Nov 24 11:00:14 fw kernel: Packet log: output ACCEPT ppp0 PROTO=1 192.0.2.1:8 203.0.113.9:0 L=84 S=0x00 I=2 F=0x0000 T=64 (#1)",
        "192.0.2.9 - - [24/Nov/2026:11:00:15 +0000] \"GET /cgi-bin/phf?Qalias=x|y%0a HTTP/1.0\" 404 12",
        "192.0.2.9 - - [24/Nov/2026:11:00:16 +0000] \"GET http://www.example.org/a\\\\b=c HTTP/1.1\" 200 12",
        "192.0.2.9 - - [24/Nov/2026:11:00:17 +0000] \"CONNECT mail.example.org:25 HTTP/1.0\" 405 0",
        "11/24-11:00:18.500000  [**] [1:1226:4] X11 xopen [**] [Classification: Attempted Information Leak] [Priority: 3] {TCP} 192.0.2.1:1024 -> 198.51.100.2:6000",
        "<86>1 2026-11-24T11:00:19.25Z host sshd 12 - - Failed password for invalid user bob from 203.0.113.4 port 4022 ssh2",
        "Nov 24 11:00:20 mail postfix/smtpd[77]: NOQUEUE: reject: RCPT from unknown[203.0.113.5]: 554 5.7.1 <a@example.net>: Relay access denied; from=<b@example.org> to=<a@example.net> proto=ESMTP helo=<x>",
        "Nov 24 11:00:21 gw kernel: device eth0 entered promiscuous mode",
        "Nov 24 11:00:22 gw kernel: possible SYN flooding on port 80. Sending cookies.",
    ]) + "\n";

    public static List<string> Write(EventFormat format, string lines, bool original = false) =>
        [.. Encoding.UTF8.GetString(Write(format, Encoding.Latin1.GetBytes(lines), original)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public static byte[] Write(EventFormat format, byte[] lines, bool original = false)
    {
        var output = new MemoryStream();
        var time = new ManualTime(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        var options = new EventWriterOptions { Original = original, TimeProvider = time };
        using (var sink = new StreamEventSink(output, new EventWriter(format, options)))
            new ProbeCollector(new ProbeCollectorOptions { Parser = Parse.Options, Sink = sink }).OpenInput().ParseLines(lines, isFinal: true);
        return output.ToArray();
    }

    /// <summary>Every evidence line, and many of packet filters and web servers.</summary>
    public static byte[] Corpus()
    {
        var lines = new LogLines(11);
        return Encoding.Latin1.GetBytes(Samples + string.Join('\n', [.. EvidenceCorpus.Events, .. Enumerable.Range(0, 300).Select(_ => lines.Next())]) + "\n");
    }
}
