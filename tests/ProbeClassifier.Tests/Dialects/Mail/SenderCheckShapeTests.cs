using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

public sealed class SenderCheckShapeTests
{
    [Theory]
    [InlineData("opendkim[1]: 4Cg1Xk2mz9z1: bad signature data", "bad signature data")]
    [InlineData("dkim-filter[1]: kAO00001000813: s=s d=example.org SSL error:04091068:rsa routines:INT_RSA_VERIFY:bad signature", "s=s d=example.org SSL error:04091068:rsa routines:INT_RSA_VERIFY:bad signature")]
    [InlineData("opendmarc[1]: 4Cg1Xk2mz9z1: example.org fail", "example.org fail")]
    [InlineData("opendmarc[1]: 4Cg1Xk2mz9z1: SPF(mailfrom): a@example.org fail", "SPF(mailfrom): a@example.org fail")]
    [InlineData("opendmarc[1]: 4Cg1Xk2mz9z1: SPF(helo): pc.example.org fail", "SPF(helo): pc.example.org fail")]
    public void Signatures_and_policies(string message, string text) =>
        MailLine.Is("Nov 24 11:00:00 mx " + message, ProbeDialect.SenderCheck, ProbeActivity.SenderCheckFailed, "", text, ProbeAction.Other);

    [Theory]
    [InlineData("policyd-spf[1]: prepend Received-SPF: Fail (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=pc; envelope-from=a@example.org", ProbeAction.Other)]
    [InlineData("policyd-spf[1]: Received-SPF: Fail (spf) identity=helo; client-ip=192.0.2.1; helo=client-ip=203.0.113.9; receiver=b@example.net", ProbeAction.Other)]
    [InlineData("policyd-spf[1]: Fail; identity=helo; client-ip=192.0.2.1; helo=pc; envelope-from=a@example.org; receiver=b@example.net", ProbeAction.Other)]
    [InlineData("policyd-spf[1]: 550 5.7.23 Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why?s=mfrom;id=a@example.org;ip=192.0.2.1;r=b@example.net", ProbeAction.Blocked)]
    [InlineData("policy-spf[1]: Policy action=550 Please see http://www.openspf.org/Why?s=mfrom;id=a%40example.org;ip=192.0.2.1;r=mx.example.net", ProbeAction.Blocked)]
    [InlineData("smf-spf[1]: SPF fail: ip=192.0.2.1, fqdn=h.example.com, helo=pc, from=<a@example.org>", ProbeAction.Other)]
    [InlineData("smf-spf[1]: SPF fail: 192.0.2.1, h.example.com, pc, <a@example.org>", ProbeAction.Other)]
    public void Spf(string message, ProbeAction action)
    {
        ProbeEventRecord e = Parse.Line("Nov 24 11:00:00 mx " + message)!;
        Assert.Equal((ProbeDialect.SenderCheck, ProbeActivity.SenderCheckFailed, action, "192.0.2.1"), (e.Dialect, e.Activity, e.Action, MailLine.SourceOf(e)));
    }

    [Theory]
    [InlineData("opendkim[1]: 4Cg1Xk2mz9z1: DKIM verification successful")]
    [InlineData("opendkim[1]: 4Cg1Xk2mz9z1: s=s d=example.org SSL")]
    [InlineData("opendkim[1]: 4Cg1Xk2mz9z1: key retrieval failed (s=s, d=example.org)")]
    [InlineData("opendkim[1]: 4Cg1Xk2mz9z1: no signature data")]
    [InlineData("opendmarc[1]: 4Cg1Xk2mz9z1: example.org pass")]
    [InlineData("opendmarc[1]: 4Cg1Xk2mz9z1: example.org none")]
    [InlineData("opendmarc[1]: 4Cg1Xk2mz9z1: SPF(mailfrom): fail@example.org pass")]
    [InlineData("opendmarc[1]: 4Cg1Xk2mz9z1: unable to parse From header field fail")]
    [InlineData("policyd-spf[1]: prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=Fail; envelope-from=a@example.org")]
    [InlineData("policyd-spf[1]: prepend Received-SPF: Softfail (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=pc")]
    [InlineData("policyd-spf[1]: prepend Received-SPF: Neutral (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=pc")]
    [InlineData("policyd-spf[1]: 451 4.7.24 Message rejected due to: SPF temperror. Please see http://www.openspf.net/Why?s=mfrom;id=a@example.org;ip=192.0.2.1;r=b")]
    [InlineData("policyd-spf[1]: spfcheck: pyspf result: \"['Pass', 'SPF fail', 'helo']\"")]
    [InlineData("logger[1]: 550 5.7.23 Message rejected due to: SPF fail")]
    public void Other_text(string message) => MailLine.IsOther("Nov 24 11:00:00 mx " + message);

    [Theory]
    [InlineData("Fail; identity=helo; client-ip=192.0.2.1", UnparsedReason.Truncated)]
    [InlineData("Fail; identity=helo; client-ip=192.0.", UnparsedReason.Truncated)]
    [InlineData("Fail; identity=helo; client-ip=h.example.com; helo=pc", UnparsedReason.BadAddress)]
    public void What_cannot_be_understood_says_why(string message, UnparsedReason reason) =>
        Assert.Equal(reason, Parse.Reason("Nov 24 11:00:00 mx policyd-spf[1]: " + message)?.Reason);
}
