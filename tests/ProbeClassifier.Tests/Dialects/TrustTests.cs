using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects;

/// <summary>What a stranger may write into one program's line does not speak in another's name.</summary>
public sealed class TrustTests
{
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
}
