using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

public sealed class QmailShapeTests
{
    private const string Reply = "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)";

    [Theory]
    [InlineData("qmail-smtpd[1]: 192.0.2.1 553 ", "192.0.2.1")]
    [InlineData("qmail-smtpd[1]: [192.0.2.1]: 553 ", "192.0.2.1")]
    [InlineData("qmail-smtpd: 1234 2001:db8::1 > 553 ", "2001:db8::1")]
    [InlineData("qmail: 1164366181.125000 qmail-smtpd: 553 ", "")]
    [InlineData("smtpd: 1164366181.125000 1234 > 553 ", "")]
    public void A_refused_relay(string head, string source) =>
        MailLine.Is("Nov 24 11:00:00 mx " + head + Reply, ProbeDialect.Qmail, ProbeActivity.RelayDenied, source, Reply, ProbeAction.Blocked);

    [Theory]
    [InlineData("tcpserver: deny 1234 0:198.51.100.1:25 :192.0.2.1::4242")]
    [InlineData("tcpserver[7]: deny 1234 mx.example.net:198.51.100.1:25 h.example.com:192.0.2.1:203.0.113.9:4242")]
    [InlineData("smtpd: 1164366181.125000 tcpserver: deny 1234 0:198.51.100.1:25 :192.0.2.1::4242")]
    public void A_client_denied(string message)
    {
        ProbeEventRecord e = Parse.Line("Nov 24 11:00:00 mx " + message)!;
        Assert.Equal((ProbeDialect.Qmail, ProbeActivity.Refused, ProbeAction.Blocked), (e.Dialect, e.Activity, e.Action));
        Assert.Equal(("192.0.2.1", (ushort?)4242, (ushort?)25, (Transport?)Transport.Tcp), (MailLine.SourceOf(e), e.SourcePort, e.DestinationPort, e.Transport));
    }

    [Theory]
    [InlineData("rblsmtpd: 192.0.2.1 pid 123: 451 http://www.example.org/?192.0.2.9")]
    [InlineData("qmail: 1164366181.485077 rblsmtpd: 192.0.2.1 pid 123 bl.example.org: 553 no")]
    [InlineData("rblsmtpd: relays.example.org blocked 192.0.2.1 h.example.com -")]
    [InlineData("qmail: 1164366181.633171 qmail-smtpd: 421 badiprbl: ip 192.0.2.1 rbl: bl.example.org")]
    public void A_listed_client(string message)
    {
        ProbeEventRecord e = Parse.Line("Nov 24 11:00:00 mx " + message)!;
        Assert.Equal((ProbeActivity.Refused, "192.0.2.1"), (e.Activity, MailLine.SourceOf(e)));
    }

    [Theory]
    [InlineData("relaying: from <a@example.org::> remote <pc:h.example.com:192.0.2.1> rcpt <b@example.net> : client not allowed to relay", ProbeActivity.RelayDenied, "client not allowed to relay")]
    [InlineData("rcpt: from <::> remote <pc:h.example.com:192.0.2.1> rcpt <n@example.net> : not existing recipient", ProbeActivity.Backscatter, "not existing recipient")]
    [InlineData("sender: from <a@example.invalid::> remote <203.0.113.9:h.example.com:192.0.2.1> rcpt <> : invalid sender MX domain", ProbeActivity.SenderForged, "invalid sender MX domain")]
    public void Chkuser_rejections(string rest, ProbeActivity activity, string message) =>
        MailLine.Is("Nov 24 11:00:00 mx qmail-smtpd[1]: CHKUSER rejected " + rest, ProbeDialect.Qmail, activity, "192.0.2.1", message, ProbeAction.Blocked);

    [Theory]
    [InlineData("tcpserver: ok 1234 0:198.51.100.1:25 :192.0.2.1::4242")]
    [InlineData("tcpserver: deny me nothing")]
    [InlineData("rblsmtpd: 192.0.2.1 pid 123: 250 ok")]
    [InlineData("qmail: 1164366181.125000 delivery 1: deferral: 192.0.2.1_said:_451_deny_1/")]
    [InlineData("qmail-smtpd: <203.0.113.9> 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)")]
    [InlineData("qmail-smtpd: 192.0.2.1 553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)")]
    [InlineData("qmail-smtpd: CHKUSER rejected rcpt: from <a@example.org::> remote <pc:h:192.0.2.1> rcpt <n@example.net> : not existing recipient")]
    [InlineData("qmail-smtpd: CHKUSER rejected rcpt: from <::> remote <pc:h:192.0.2.1> rcpt <n@example.net> : max number of recipients")]
    [InlineData("qmail-smtpd: CHKUSER accepted sender: from <a@example.org::> remote <pc:h:192.0.2.1> rcpt <> : sender accepted")]
    public void Other_text(string message) => MailLine.IsOther("Nov 24 11:00:00 mx " + message);

    [Theory]
    [InlineData("tcpserver: deny 1234 0:198.51.100.1:25 :192.0.2", UnparsedReason.Truncated)]
    [InlineData("tcpserver: deny 1234 0:198.51.100.1:25 :192.0.2.1::70000 x", UnparsedReason.BadAddress)]
    [InlineData("rblsmtpd: h.example.com pid 123: 451 no", UnparsedReason.BadAddress)]
    [InlineData("rblsmtpd: relays.example.org blocked 192.0.2.1", UnparsedReason.Truncated)]
    [InlineData("qmail-smtpd: CHKUSER rejected relaying: from <a::> remote <pc:h:192.0.", UnparsedReason.Truncated)]
    [InlineData("qmail-smtpd: CHKUSER rejected relaying: from <a::> remote <x:y:203.0.113.9> rcpt <z:h:192.0.2.1> rcpt <b> : client not allowed to relay", UnparsedReason.BadField)]
    public void What_cannot_be_understood_says_why(string message, UnparsedReason reason) =>
        Assert.Equal(reason, Parse.Reason("Nov 24 11:00:00 mx " + message)?.Reason);
}
