using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using Xunit;

namespace ProbeClassifier.Tests.Dialects.AccessLog;

public sealed class AccessLogRequestTests
{
    private const string Head = "192.0.2.1 - - [05/Mar/2007:14:39:21 +0100] ";

    [Theory]
    [InlineData("GET /cgi-bin/phf HTTP/1.0", "/cgi-bin/phf")]
    [InlineData("GET /cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("GET  /cgi-bin/phf  HTTP/1.0 ", "/cgi-bin/phf")]
    [InlineData("get /cgi-bin/phf HTTP/2", "/cgi-bin/phf")]
    [InlineData("M-SEARCH * HTTP/1.1", "*")]
    [InlineData("OPTIONS * HTTP/1.0", "*")]
    [InlineData("CONNECT mail.example.com:25 HTTP/1.1", "mail.example.com:25")]
    [InlineData("GET HTTP://www.example.com/cgi-bin/x HTTP/1.1", "HTTP://www.example.com/cgi-bin/x")]
    [InlineData("GET http://www.example.com/cgi-bin/x", "http://www.example.com/cgi-bin/x")]
    [InlineData("GET /cgi-bin/phf?Qalias=x /etc/passwd HTTP/1.0", "/cgi-bin/phf?Qalias=x /etc/passwd")]
    [InlineData("GET /a\\\"b\\\" 200 5 HTTP/1.0", "/a\\\"b\\\" 200 5")]
    [InlineData("GET /a\\x22 200 5 HTTP/1.0", "/a\\x22 200 5")]
    [InlineData("GET /a\\\\ HTTP/1.0", "/a\\\\")]
    [InlineData("GET /a\"b HTTP/1.0", "/a\"b")]
    [InlineData("GET /\\xe3\\x81\\x82 HTTP/1.0", "/\\xe3\\x81\\x82")]
    [InlineData("GET /x HTTP/", "/x")]
    [InlineData("", "")]
    [InlineData("-", "")]
    [InlineData(" ", "")]
    [InlineData("GET", "")]
    [InlineData("GET ", "")]
    [InlineData("batman", "")]
    [InlineData("EHLO mail.example.com", "")]
    [InlineData("GET cgi-bin/phf", "")]
    [InlineData("/cgi-bin/phf HTTP/1.0", "")]
    [InlineData(" GET /cgi-bin/phf HTTP/1.0", "")]
    [InlineData("\\x16\\x03\\x01\\x02\\x00\\x01\\x00 /cgi-bin/x HTTP/1.0", "")]
    [InlineData("\\x03\\x00\\x00/*\\xE0\\x00\\x00\\x00\\x00\\x00Cookie: mstshash=Administr", "")]
    [InlineData("GET\\t/cgi-bin/phf\\tHTTP/1.0", "")]
    public void The_target_is_what_stands_between_method_and_version(string request, string target)
    {
        AccessLine line = AccessLine.Read(Head + "\"" + request + "\" 404 17 \"-\" \"-\"");
        Assert.Equal(DialectOutcome.Event, line.Outcome);
        Assert.Equal(target, line.Target);
        Assert.Equal(target.Length > 0, line.Fields.RequestTarget.IsPresent);
        Assert.Equal(404, line.Fields.HttpStatus);
    }

    [Theory]
    [InlineData("\"GET / HTTP/1.0\" 200 5 \"http://www.example.com/cgi-bin/phf\" \"x\"")]
    [InlineData("\"GET / HTTP/1.0\" 200 5 \"-\" \"GET /cgi-bin/phf HTTP/1.0\" 404 210")]
    [InlineData("\"GET / HTTP/1.0\" 200 5 \"-\" \"192.0.2.9 - - [05/Mar/2007:14:39:21 +0100] \"GET /cgi-bin/phf HTTP/1.0\" 404 210\"")]
    [InlineData("\"GET / HTTP/1.0\" 200")]
    [InlineData("\"GET / HTTP/1.0\" 200 - extra 0.003 TLSv1.3 anything\0at all")]
    public void Nothing_after_the_status_is_read(string rest)
    {
        AccessLine line = AccessLine.Read(Head + rest);
        Assert.Equal("/", line.Target);
        Assert.Equal("192.0.2.1", line.Source);
        Assert.Equal(200, line.Fields.HttpStatus);
    }

    [Theory]
    [InlineData("100", ProbeAction.Allowed)]
    [InlineData("200", ProbeAction.Allowed)]
    [InlineData("304", ProbeAction.Allowed)]
    [InlineData("399", ProbeAction.Allowed)]
    [InlineData("400", ProbeAction.Other)]
    [InlineData("401", ProbeAction.Blocked)]
    [InlineData("403", ProbeAction.Blocked)]
    [InlineData("404", ProbeAction.Other)]
    [InlineData("407", ProbeAction.Blocked)]
    [InlineData("429", ProbeAction.Blocked)]
    [InlineData("444", ProbeAction.Blocked)]
    [InlineData("451", ProbeAction.Blocked)]
    [InlineData("499", ProbeAction.Other)]
    [InlineData("500", ProbeAction.Other)]
    [InlineData("000", ProbeAction.Other)]
    [InlineData("-", ProbeAction.Other)]
    public void The_status_tells_the_action(string status, ProbeAction action) =>
        Assert.Equal(action, AccessLine.Read(Head + "\"GET / HTTP/1.0\" " + status + " 0").Fields.Action);

    [Theory]
    [InlineData("\"")]
    [InlineData("\"GET /cgi-bin/ph")]
    [InlineData("\"GET /cgi-bin/phf HTTP/1.0\\")]
    [InlineData("\"GET /cgi-bin/phf HTTP/1.0\\\"")]
    [InlineData("\"GET /cgi-bin/phf HTTP/1.0\"")]
    [InlineData("\"GET /cgi-bin/phf HTTP/1.0\" ")]
    [InlineData("\"GET /cgi-bin/phf HTTP/1.0\" 40")]
    public void A_line_cut_before_its_status_is_truncated(string rest) =>
        Assert.Equal(DialectOutcome.Unparsed(UnparsedReason.Truncated, Head.Length + rest.Length), AccessLine.Read(Head + rest).Outcome);

    [Theory]
    [InlineData("\"GET / HTTP/1.0\" abc 5", 16)]
    [InlineData("\"GET / HTTP/1.0\" 20x 5", 16)]
    [InlineData("\"GET / HTTP/1.0\" 2000 5", 17)]
    [InlineData("\"GET / HTTP/1.0\" -1 5", 17)]
    [InlineData("\"GET / HTTP/1.0\"200 5", 16)]
    public void A_status_that_is_none_is_a_bad_field(string rest, int offset) =>
        Assert.Equal(DialectOutcome.Unparsed(UnparsedReason.BadField, Head.Length + offset), AccessLine.Read(Head + rest).Outcome);

    [Theory]
    [InlineData("HTTP/1.1", true)]
    [InlineData("HTTP/2.0", true)]
    [InlineData("HTTP/3.0", false)]
    public void The_transport_is_tcp_unless_it_may_be_quic(string version, bool isTcp) =>
        Assert.Equal(isTcp, AccessLine.Read(Head + "\"GET / " + version + "\" 200 1").Has(PresentFields.Transport));
}
