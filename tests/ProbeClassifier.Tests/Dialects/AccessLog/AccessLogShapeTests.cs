using System;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using Xunit;

namespace ProbeClassifier.Tests.Dialects.AccessLog;

public sealed class AccessLogShapeTests
{
    private const string Stamp = "[05/Mar/2007:14:39:21 +0100]";
    private const string Tail = " " + Stamp + " \"GET /cgi-bin/phf HTTP/1.0\" 404 210";

    [Theory]
    [InlineData("192.0.2.1 - -", "192.0.2.1")]
    [InlineData("192.0.2.1 - alice", "192.0.2.1")]
    [InlineData("192.0.2.1 ident alice", "192.0.2.1")]
    [InlineData("192.0.2.1 - Alice van Example", "192.0.2.1")]
    [InlineData("192.0.2.1 - x [05/Mar/2001:00:00:00 +0000] \\\"GET /other HTTP/1.0\\\" 200", "192.0.2.1")]
    [InlineData("192.0.2.1 - 198.51.100.9 - -", "192.0.2.1")]
    [InlineData("192.0.2.1 - \"\"", "192.0.2.1")]
    [InlineData("192.0.2.1 - ", "192.0.2.1")]
    [InlineData("192.0.2.1:40112 - -", "192.0.2.1")]
    [InlineData("2001:db8::1 - -", "2001:db8::1")]
    [InlineData("[2001:db8::1] - -", "2001:db8::1")]
    [InlineData("[2001:db8::1]:40112 - -", "2001:db8::1")]
    [InlineData("fe80::1%eth0 - -", "fe80::1")]
    [InlineData("::ffff:192.0.2.1 - -", "192.0.2.1")]
    [InlineData("::1 - -", "::1")]
    [InlineData("www.example.com 192.0.2.1 - -", "192.0.2.1")]
    [InlineData("www.example.com:443 192.0.2.1 - -", "192.0.2.1")]
    [InlineData("www.example.com:443 192.0.2.1 - Alice van Example", "192.0.2.1")]
    [InlineData("vhost:443 2001:db8::1 - -", "2001:db8::1")]
    [InlineData("vhost 192.0.2.1 - -", "192.0.2.1")]
    [InlineData("_ 192.0.2.1 - -", "192.0.2.1")]
    [InlineData("- 192.0.2.1 - -", "192.0.2.1")]
    [InlineData("[2001:db8::80]:443 2001:db8::1 - -", "2001:db8::1")]
    [InlineData("2001:db8::80 192.0.2.1 - -", "192.0.2.1")]
    [InlineData("192.0.2.80 198.51.100.1 - -", "198.51.100.1")]
    [InlineData("192.0.2.80:80 198.51.100.1 - -", "198.51.100.1")]
    [InlineData("client.example.net - -", null)]
    [InlineData("localhost - alice", null)]
    [InlineData("www.example.com client.example.net - -", null)]
    [InlineData("www.example.com:80 client.example.net - -", null)]
    [InlineData("192.0.2.1, 198.51.100.2 - -", null)]
    [InlineData("unknown - -", null)]
    [InlineData("unix: - -", null)]
    [InlineData("- - -", null)]
    public void Heads_that_servers_write(string head, string? source)
    {
        AccessLine line = AccessLine.Read(head + Tail);
        Assert.Equal(DialectOutcome.Event, line.Outcome);
        Assert.Equal(source, line.Source);
        Assert.Equal("/cgi-bin/phf", line.Target);
        Assert.Equal(1173101961, line.Fields.UnixSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" - -")]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1 -")]
    [InlineData("Invalid user x")]
    [InlineData("alice : TTY=pts/0 ; PWD=/root ; USER=root ; COMMAND=/bin/echo 192.0.2.1 - -")]
    [InlineData("COMMAND=/bin/echo 192.0.2.1 - -")]
    [InlineData("Failed password for invalid user 192.0.2.1 - -")]
    [InlineData("com.example.Login - bad user x")]
    [InlineData("INFO - 192.0.2.1 - -")]
    [InlineData("[error] 192.0.2.1 - -")]
    [InlineData("client 192.0.2.1 port 22")]
    [InlineData("www.example.com 192.0.2.1 user name surname")]
    [InlineData("\"192.0.2.1\" - -")]
    [InlineData("192.0.2.1 -  x y -  ", true)]
    [InlineData("client.example.net alice alice")]
    [InlineData("client.example.net - Alice van Example")]
    [InlineData("192.0.2.1, not an address - -")]
    [InlineData("web | 192.0.2.1 - -")]
    public void Heads_of_other_text(string head, bool isEvent = false) =>
        Assert.Equal(isEvent, AccessLine.Read(head + Tail).IsEvent);

    [Theory]
    [InlineData("[Sun Jun 09 07:57:47 2013] [error] [client 192.0.2.1] script '/usr/lib/cgi-bin/x.cgi' not found or unable to stat")]
    [InlineData("2013/06/09 07:57:47 [error] 11#0: *1 open() \"/srv/cgi-bin/x\" failed, client: 192.0.2.1, request: \"GET /cgi-bin/x HTTP/1.1\"")]
    [InlineData("2007-03-05 14:39:21 192.0.2.80 GET /cgi-bin/phf - 80 - 198.51.100.1 Mozilla/4.0 404 0 2")]
    [InlineData("198.51.100.1:3021 [05/Mar/2007:14:39:21.123] web web/a 0/0/1/2/3 200 17 - - ---- 1/1/1/1/0 0/0 \"GET /cgi-bin/phf HTTP/1.0\"")]
    [InlineData("192.0.2.1 - - [05/Mar/2007 14:39:21] \"GET /cgi-bin/phf HTTP/1.0\" 404 -")]
    [InlineData("192.0.2.1 - - [2007-03-05T14:39:21+01:00] \"GET /cgi-bin/phf HTTP/1.0\" 404 -")]
    [InlineData("192.0.2.1 - - [05/Mar/2007:14:39:21 +0100] GET /cgi-bin/phf HTTP/1.0 404 -")]
    [InlineData("192.0.2.1 - -[05/Mar/2007:14:39:21 +0100] \"GET /cgi-bin/phf HTTP/1.0\" 404 -")]
    [InlineData("[05/Mar/2007:14:39:21 +0100] \"GET /cgi-bin/phf HTTP/1.0\" 404 -")]
    [InlineData("192.0.2.1 - - [x] \"y\" [05/Mar/2007:14:39:21 +0100] \"GET /cgi-bin/phf HTTP/1.0\" 404 -")]
    [InlineData("] \"")]
    [InlineData("")]
    public void Other_logs(string text) => Assert.Equal(DialectOutcome.NotMine, AccessLine.Read(text).Outcome);

    [Theory]
    [InlineData("999.0.2.1 - -", 0)]
    [InlineData(".0.2.1 - -", 0)]
    [InlineData("2001:db8::1::2 - -", 0)]
    [InlineData("1:2:3:4:5:6:7:8:9 - -", 0)]
    [InlineData("www.example.com 192.0.2.256 - -", 16)]
    public void An_address_that_is_none_is_named(string head, int offset) =>
        Assert.Equal(DialectOutcome.Unparsed(UnparsedReason.BadAddress, offset), AccessLine.Read(head + Tail).Outcome);

    [Fact]
    public void Every_field_is_written_over_the_last_lines()
    {
        AccessLine line = AccessLine.Read("www.example.com:8080 192.0.2.1 - -" + Tail);
        Assert.Equal(PresentFields.Time | PresentFields.Source | PresentFields.Transport, line.Fields.Present);
        Assert.Equal(ProbeDialect.AccessLog, line.Fields.Dialect);
        Assert.Equal(ProbeAction.Other, line.Fields.Action);
        Assert.Equal(TrafficDirection.Inbound, line.Fields.Direction);
        Assert.Equal(Transport.Tcp, line.Fields.Transport);
        Assert.Equal(1u, line.Fields.Count);
        Assert.Equal(0, line.Fields.Nanoseconds);
        Assert.Equal(404, line.Fields.HttpStatus);

        AccessLine bare = AccessLine.Read("localhost - - " + Stamp + " \"-\" - -");
        Assert.Equal(PresentFields.Time | PresentFields.Transport, bare.Fields.Present);
        Assert.Equal(default, bare.Fields.RequestTarget);
        Assert.Equal(0, bare.Fields.HttpStatus);
    }

    [Fact]
    public void A_clients_port_is_its_source_port()
    {
        AccessLine line = AccessLine.Read("192.0.2.1:40112 - -" + Tail);
        Assert.True(line.Has(PresentFields.SourcePort));
        Assert.Equal(40112, line.Fields.SourcePort);
    }

    [Fact]
    public void Behind_an_envelope_offsets_count_from_the_frame()
    {
        const string Envelope = "Mar  5 14:39:22 web1 nginx: ";
        AccessLine line = AccessLine.Read(Envelope + "192.0.2.1 - -" + Tail, Envelope.Length);
        Assert.Equal("/cgi-bin/phf", line.Target);
        Assert.Equal("192.0.2.1", line.Source);
        Assert.Equal(DialectOutcome.NotMine, AccessLine.Read(Envelope + "192.0.2.1 - -" + Tail).Outcome);

        AccessLine bad = AccessLine.Read(Envelope + "192.0.2.1 - - [05/Mrz/2007:14:39:21 +0100] \"GET / HTTP/1.0\" 200 1", Envelope.Length);
        Assert.Equal(DialectOutcome.Unparsed(UnparsedReason.BadField, Envelope.Length + 18), bad.Outcome);
    }
}
