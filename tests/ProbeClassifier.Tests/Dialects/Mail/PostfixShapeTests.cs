using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

public sealed class PostfixShapeTests
{
    private const string Head = "Nov 24 11:00:00 mx postfix/smtpd[912]: ";
    private const string Rcpt = "NOQUEUE: reject: RCPT from unknown[192.0.2.1]: ";
    private const string Tail = "; from=<a@example.org> to=<b@example.net> proto=SMTP helo=<h>";
    private const string NullTail = "; from=<> to=<b@example.net> proto=SMTP helo=<h>";

    [Theory]
    [InlineData("554 5.7.1 <b@example.net>: Relay access denied" + Tail, ProbeActivity.RelayDenied, "Relay access denied")]
    [InlineData("454 4.7.1 <b@example.net>: Relay access denied" + NullTail, ProbeActivity.RelayDenied, "Relay access denied")]
    [InlineData("554 <b@example.net>: Relay access denied" + Tail, ProbeActivity.RelayDenied, "Relay access denied")]
    [InlineData("554 <b@example.net>: Recipient address rejected: Relay access denied" + Tail, ProbeActivity.RelayDenied, "Recipient address rejected: Relay access denied")]
    [InlineData("550 5.1.1 <b@example.net>: Recipient address rejected: User unknown in local recipient table" + NullTail, ProbeActivity.Backscatter, "Recipient address rejected: User unknown in local recipient table")]
    [InlineData("550 <b@example.net>: User unknown" + NullTail, ProbeActivity.Backscatter, "User unknown")]
    [InlineData("550 5.1.1 <b@example.net>: Recipient address rejected: undeliverable address: no such user" + NullTail, ProbeActivity.Backscatter, "Recipient address rejected: undeliverable address: no such user")]
    [InlineData("450 4.1.8 <a@example.invalid>: Sender address rejected: Domain not found" + Tail, ProbeActivity.SenderForged, "Sender address rejected: Domain not found")]
    [InlineData("550 5.1.0 <a@example.org>: Sender address rejected: undeliverable address: no such user" + Tail, ProbeActivity.SenderForged, "Sender address rejected: undeliverable address: no such user")]
    [InlineData("553 5.7.1 <a@example.org>: Sender address rejected: not logged in" + Tail, ProbeActivity.SenderForged, "Sender address rejected: not logged in")]
    [InlineData("450 4.7.1 : Helo command rejected: Host not found; from=<> to=<> proto=ESMTP helo=", ProbeActivity.SenderForged, "Helo command rejected: Host not found")]
    [InlineData("550 5.7.1 <b@example.net>: Recipient address rejected: SPF Fail - not authorized" + Tail, ProbeActivity.SenderCheckFailed, "Recipient address rejected: SPF Fail - not authorized")]
    [InlineData("550 5.7.1 <b@example.net>: Recipient address rejected: Please see http://www.openspf.org/Why?s=helo;id=h;ip=192.0.2.1" + Tail, ProbeActivity.SenderCheckFailed, "Recipient address rejected: Please see http://www.openspf.org/Why?s=helo;id=h;ip=192.0.2.1")]
    public void Rejections(string rest, ProbeActivity activity, string message)
    {
        ProbeEventRecord e = MailLine.Is(Head + Rcpt + rest, ProbeDialect.Postfix, activity, "192.0.2.1", message, ProbeAction.Blocked);
        Assert.Equal(TrafficDirection.Inbound, e.Direction);
        Assert.Equal((null, null), (e.Transport, e.SourcePort));
    }

    [Theory]
    [InlineData("7F70283BF6: reject: RCPT from h.example.com[192.0.2.1]: ", "192.0.2.1", null, ProbeAction.Blocked)]
    [InlineData("reject: RCPT from h.example.com[192.0.2.1]: ", "192.0.2.1", null, ProbeAction.Blocked)]
    [InlineData("4Cg1Xk2mz9z1: reject_warning: RCPT from h.example.com[192.0.2.1]: ", "192.0.2.1", null, ProbeAction.Allowed)]
    [InlineData("NOQUEUE: reject: RCPT from h.example.com[192.0.2.1]:40112: ", "192.0.2.1", 40112, ProbeAction.Blocked)]
    [InlineData("NOQUEUE: reject: RCPT from [192.0.2.1]:40112: ", "192.0.2.1", 40112, ProbeAction.Blocked)]
    [InlineData("NOQUEUE: reject: RCPT from unknown[2001:db8::1]: ", "2001:db8::1", null, ProbeAction.Blocked)]
    [InlineData("NOQUEUE: reject: RCPT from h.example.com[fe80::1%eth0]: ", "fe80::1", null, ProbeAction.Blocked)]
    [InlineData("NOQUEUE: reject: RCPT from unknown[unknown]: ", "", null, ProbeAction.Blocked)]
    public void Clients(string head, string source, int? port, ProbeAction action)
    {
        ProbeEventRecord e = MailLine.Is(Head + head + "554 5.7.1 <b@example.net>: Relay access denied" + Tail, ProbeDialect.Postfix, ProbeActivity.RelayDenied, source, "Relay access denied", action);
        Assert.Equal((ushort?)port, e.SourcePort);
    }

    [Theory]
    [InlineData("4Cg1Xk2mz9z1: milter-reject: END-OF-MESSAGE from h[192.0.2.1]: 5.7.1 rejected by DMARC policy for example.org" + Tail, ProbeActivity.SenderCheckFailed, "rejected by DMARC policy for example.org")]
    [InlineData("4Cg1Xk2mz9z1: milter-reject: END-OF-MESSAGE from h[192.0.2.1]: 550 5.7.20 No passing DKIM signature found" + Tail, ProbeActivity.SenderCheckFailed, "No passing DKIM signature found")]
    [InlineData("4Cg1Xk2mz9z1: milter-reject: END-OF-MESSAGE from h[192.0.2.1]: 5.7.1 virus Win.Worm.Klez-1 detected by ClamAV - http://www.clamav.net" + Tail, ProbeActivity.Malware, "Win.Worm.Klez-1")]
    [InlineData("4Cg1Xk2mz9z1: milter-reject: END-OF-MESSAGE from h[192.0.2.1]: 5.7.1 Message infected by VBS.LoveLetter" + Tail, ProbeActivity.Malware, "VBS.LoveLetter")]
    public void Milters(string message, ProbeActivity activity, string text) =>
        MailLine.Is("Nov 24 11:00:00 mx postfix/cleanup[912]: " + message, ProbeDialect.Postfix, activity, "192.0.2.1", text, ProbeAction.Blocked);

    [Theory]
    [InlineData(Rcpt + "550 5.1.1 <b@example.net>: Recipient address rejected: User unknown in local recipient table" + Tail)]
    [InlineData(Rcpt + "450 4.2.0 <b@example.net>: Recipient address rejected: Greylisted" + NullTail)]
    [InlineData(Rcpt + "550 5.7.1 <a@example.org>: Sender address rejected: Access denied" + Tail)]
    [InlineData(Rcpt + "450 4.1.8 <a@example.org>: Sender address rejected: Malformed DNS server reply" + Tail)]
    [InlineData(Rcpt + "504 5.5.2 <PC>: Helo command rejected: need fully-qualified hostname" + Tail)]
    [InlineData(Rcpt + "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]" + Tail)]
    [InlineData(Rcpt + "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]" + Tail)]
    [InlineData(Rcpt + "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.org" + Tail)]
    [InlineData(Rcpt + "550 5.7.1 <b@example.net>: Recipient address rejected: SPF softpass" + Tail)]
    [InlineData(Rcpt + "554 5.7.1 <\"x>: Relay access denied\"@example.net>: Recipient address rejected: no" + Tail)]
    [InlineData(Rcpt + "554 5.7.1 <b@example.net>: Recipient address rejected: no; from=<\"Relay access denied\"@example.org> to=<b@example.net>")]
    [InlineData(Rcpt + "550 5.1.1 <b@example.net>: Recipient address rejected: User unknown; from=<\"; from=<>\"@example.org> to=<b@example.net>")]
    [InlineData("NOQUEUE: reject: header Subject: x from unknown[192.0.2.1]: 554 5.7.1 <b@example.net>: Relay access denied")]
    [InlineData("NOQUEUE: reject: CONNECT of unknown[192.0.2.1]: 554 5.7.1 <b@example.net>: Relay access denied")]
    [InlineData("warning: reject: RCPT of unknown[192.0.2.1]: 554 5.7.1 <b@example.net>: Relay access denied")]
    [InlineData("4Cg1Xk2mz9z1: to=<b@example.net>, relay=mx[192.0.2.1]:25, status=bounced (host mx[192.0.2.1] said: 554 5.7.1 <b@example.net>: Relay access denied)")]
    [InlineData("4Cg1Xk2mz9z1: milter-reject: DATA from h[192.0.2.1]: 550 5.7.1 Command rejected" + Tail)]
    [InlineData("4Cg1Xk2mz9z1: milter-reject: END-OF-MESSAGE from h[192.0.2.1]: 5.7.1 a virus of words" + Tail)]
    [InlineData("connect from unknown[192.0.2.1]")]
    [InlineData("statistics: max connection rate 1/60s for (smtp:192.0.2.1) at Nov 24 11:00:00")]
    public void Other_text(string message) => MailLine.IsOther(Head + message);

    [Theory]
    [InlineData("NOQUEUE: reject: RCPT from unkn", UnparsedReason.Truncated)]
    [InlineData("NOQUEUE: reject: RCPT from unknown[192.0.2.1", UnparsedReason.Truncated)]
    [InlineData("NOQUEUE: reject: RCPT from unknown[192.0.2.1]", UnparsedReason.Truncated)]
    [InlineData("NOQUEUE: reject: RCPT from unknown[192.0.2.x]: 554 5.7.1 <b@example.net>: Relay access denied", UnparsedReason.BadAddress)]
    [InlineData("NOQUEUE: reject: RCPT from un known[192.0.2.1]: 554 5.7.1 <b@example.net>: Relay access denied", UnparsedReason.BadAddress)]
    [InlineData("NOQUEUE: reject: RCPT from unknown[192.0.2.1] 554 5.7.1 <b@example.net>: Relay access denied", UnparsedReason.BadField)]
    public void What_cannot_be_understood_says_why(string message, UnparsedReason reason) => Assert.Equal(reason, Parse.Reason(Head + message)?.Reason);

    [Theory]
    [InlineData("postfix-in/smtpd")]
    [InlineData("postfix/submission/smtpd")]
    [InlineData("postfix/postscreen")]
    public void Every_part_and_instance(string app) => Assert.NotNull(Parse.Line($"Nov 24 11:00:00 mx {app}[1]: {Rcpt}554 5.7.1 <b@example.net>: Relay access denied{Tail}"));

    [Theory]
    [InlineData("postfix")]
    [InlineData("mypostfix/smtpd")]
    [InlineData("logger")]
    public void Nobody_else(string app) => MailLine.IsOther($"Nov 24 11:00:00 mx {app}[1]: {Rcpt}554 5.7.1 <b@example.net>: Relay access denied{Tail}");
}
