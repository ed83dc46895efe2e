using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

public sealed class SendmailShapeTests
{
    private const string Head = "Nov 24 11:00:00 mx sm-mta[812]: ";
    private const string Rcpt = "kAO00001000812: ruleset=check_rcpt, arg1=<a@example.net>, relay=";

    [Theory]
    [InlineData("host.example.com [192.0.2.1], reject=550 5.7.1 <a@example.net>... Relaying denied", ProbeActivity.RelayDenied, "Relaying denied")]
    [InlineData("[192.0.2.1], reject=550 <a@example.net>... Relaying denied", ProbeActivity.RelayDenied, "Relaying denied")]
    [InlineData("ident@host.example.com [192.0.2.1], reject=571 <a@example.net>... we do not relay", ProbeActivity.RelayDenied, "we do not relay")]
    [InlineData("host.example.com [192.0.2.1] (may be forged), reject=550 5.7.1 <a@example.net>... Relaying denied. IP name possibly forged [192.0.2.1]", ProbeActivity.RelayDenied, "Relaying denied. IP name possibly forged [192.0.2.1]")]
    [InlineData("[192.0.2.1], reject=450 4.4.0 <a@example.net>... Relaying temporarily denied. Cannot resolve PTR record for 192.0.2.1", ProbeActivity.RelayDenied, "Relaying temporarily denied. Cannot resolve PTR record for 192.0.2.1")]
    [InlineData("[192.0.2.1], reject=553 5.1.8 <a@example.net>... Domain of sender address b@example.invalid does not exist", ProbeActivity.SenderForged, "Domain of sender address b@example.invalid does not exist")]
    [InlineData("[192.0.2.1] (may be forged), reject=451 4.1.8 Domain of sender address b@example.invalid does not resolve", ProbeActivity.SenderForged, "Domain of sender address b@example.invalid does not resolve")]
    [InlineData("h.example.com [192.0.2.1] (may be forged), reject=550 5.7.1 <a@example.net>... Rejected: 192.0.2.1 listed at bl.example.org", ProbeActivity.SenderForged, "may be forged")]
    [InlineData("[192.0.2.1], reject=550 5.7.23 <a@example.net>... SPF fail", ProbeActivity.SenderCheckFailed, "SPF fail")]
    public void Rejections(string rest, ProbeActivity activity, string message)
    {
        ProbeEventRecord e = MailLine.Is(Head + Rcpt + rest, ProbeDialect.Sendmail, activity, "192.0.2.1", message, ProbeAction.Blocked);
        Assert.Equal(TrafficDirection.Inbound, e.Direction);
        Assert.Null(e.Transport);
    }

    [Theory]
    [InlineData("ruleset=check_rcpt, arg1=<nobody@example.net>, from=<>, relay=[192.0.2.1], reject=550 5.1.1 <nobody@example.net>... User unknown", true)]
    [InlineData("ruleset=check_rcpt, arg1=<nobody@example.net>, relay=[192.0.2.1], from=<>, reject=550 5.1.1 <nobody@example.net>... User unknown", true)]
    [InlineData("ruleset=check_compat, arg1=<>, arg2=<nobody@example.net>, relay=[192.0.2.1], reject=550 5.1.1 <nobody@example.net>... User unknown", true)]
    [InlineData("ruleset=check_rcpt, arg1=<nobody@example.net>, from=<b@example.org>, relay=[192.0.2.1], reject=550 5.1.1 <nobody@example.net>... User unknown", false)]
    [InlineData("ruleset=check_rcpt, arg1=<\", from=<>, \"@example.net>, relay=[192.0.2.1], reject=550 5.1.1 <\", from=<>, \"@example.net>... User unknown", false)]
    public void An_unknown_user_counts_when_the_sender_is_null(string message, bool isEvent)
    {
        if (isEvent)
            MailLine.Is(Head + message, ProbeDialect.Sendmail, ProbeActivity.Backscatter, "192.0.2.1", "User unknown", ProbeAction.Blocked);
        else
            MailLine.IsOther(Head + message);
    }

    [Theory]
    [InlineData("kAO00001000812: from=<a@example.org>, size=1, relay=h.example.com [192.0.2.1] (may be forged)", ProbeAction.Allowed)]
    [InlineData("kAO00001000812: from=<\"x, relay=[203.0.113.9] (may be forged)\"@example.org>, size=1, relay=h.example.com [192.0.2.1] (may be forged)", ProbeAction.Allowed)]
    [InlineData("kAO00001000812: h.example.com [192.0.2.1] (may be forged): VRFY root [rejected]", ProbeAction.Other)]
    [InlineData("kAO00001000812: lost input channel from h.example.com [192.0.2.1] (may be forged) to MTA after rcpt", ProbeAction.Other)]
    [InlineData("kAO00001000812: rejecting commands from h.example.com [192.0.2.1] (may be forged) due to pre-greeting traffic after 3 seconds", ProbeAction.Other)]
    [InlineData("kAO00001000812: timeout waiting for input from h.example.com [192.0.2.1] (may be forged) during server cmd read", ProbeAction.Other)]
    [InlineData("NOQUEUE: connect from h.example.com [192.0.2.1] (may be forged)", ProbeAction.Other)]
    [InlineData("kAO00001000812: AUTH failure (LOGIN): authentication failure (-13), user=x, relay=[203.0.113.9], relay=h.example.com [192.0.2.1] (may be forged)", ProbeAction.Other)]
    public void A_name_that_may_be_forged(string message, ProbeAction action) =>
        MailLine.Is(Head + message, ProbeDialect.Sendmail, ProbeActivity.SenderForged, "192.0.2.1", "may be forged", action);

    [Theory]
    [InlineData("kAO00001000812: from=<a@example.org>, size=1, relay=h.example.com [192.0.2.1]")]
    [InlineData("kAO00001000812: from=<\"h [203.0.113.9] (may be forged)\"@example.org>, size=1, relay=h.example.com [192.0.2.1]")]
    [InlineData("kAO00001000812: to=<a@example.org>, relay=h.example.com [192.0.2.1], stat=Deferred: 450 x, relay=h [203.0.113.9] (may be forged)")]
    [InlineData("kAO00001000812: <a@example.org>... h [203.0.113.9] (may be forged)")]
    [InlineData("kAO00001000812: ruleset=check_rcpt, arg1=<a@example.net>, relay=[192.0.2.1], reject=550 5.7.1 <a@example.net>... Access denied")]
    [InlineData("kAO00001000812: ruleset=check_rcpt, arg1=<\"Relaying denied\"@example.net>, relay=[192.0.2.1], reject=550 5.1.1 <\"Relaying denied\"@example.net>... User unknown")]
    [InlineData("kAO00001000812: <a@example.net>... Relaying denied")]
    [InlineData("about ruleset=check_rcpt, arg1=<a@example.net>, relay=[192.0.2.1], reject=550 5.7.1 <a@example.net>... Relaying denied")]
    [InlineData("sendmail shutdown succeeded")]
    [InlineData("kAO00001000812: Milter: from=<\"x, reject=550 5.7.1 SPF fail\"@example.org>, reject=451 4.7.1 later")]
    public void Other_text(string message) => MailLine.IsOther(Head + message);

    [Theory]
    [InlineData("ruleset=check_rcpt, arg1=<\", relay=h [203.0.113.9], reject=550 5.7.1 <x>... Relaying denied\"@example.net>, relay=[192.0.2.1], reject=550 <\", relay=h [203.0.113.9], reject=550 5.7.1 <x>... Relaying denied\"@example.net>... Relaying denied")]
    [InlineData("ruleset=check_rcpt, arg1=<a@b(, relay=h [203.0.113.9], reject=550 Relaying denied)>, relay=[192.0.2.1], reject=550 <a@b(, relay=h [203.0.113.9], reject=550 Relaying denied)>... Relaying denied")]
    [InlineData("ruleset=check_rcpt, arg1=<a\\\"@example.net>, relay=[192.0.2.1], reject=550 5.7.1 <a\\\"@example.net>... Relaying denied")]
    public void What_the_client_wrote_is_not_its_address(string message) =>
        MailLine.Is(Head + message, ProbeDialect.Sendmail, ProbeActivity.RelayDenied, "192.0.2.1", "Relaying denied", ProbeAction.Blocked);

    [Theory]
    [InlineData("host.example.com [192.0.2.", UnparsedReason.Truncated)]
    [InlineData("host.exam", UnparsedReason.Truncated)]
    [InlineData("[192.0.2.1]", UnparsedReason.Truncated)]
    [InlineData("[192.0.2.256], reject=550 5.7.1 <a@example.net>... Relaying denied", UnparsedReason.BadAddress)]
    [InlineData("host.example.com [192.0.2.1] (x), reject=550 5.7.1 <a@example.net>... Relaying denied", UnparsedReason.BadField)]
    public void What_cannot_be_understood_says_why(string rest, UnparsedReason reason) => Assert.Equal(reason, Parse.Reason(Head + Rcpt + rest)?.Reason);

    [Fact]
    public void A_rejection_without_a_client_is_unparsed() =>
        Assert.Equal(UnparsedReason.NoSource, Parse.Reason(Head + "ruleset=check_rcpt, arg1=<a@example.net>, reject=550 5.7.1 Relaying denied")?.Reason);

    [Fact]
    public void A_local_client_has_no_address() =>
        MailLine.Is(Head + Rcpt + "root@localhost, reject=550 5.7.1 <a@example.net>... Relaying denied", ProbeDialect.Sendmail, ProbeActivity.RelayDenied, "", "Relaying denied", ProbeAction.Blocked);
}
