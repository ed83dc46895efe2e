using System;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

public sealed class EximShapeTests
{
    private const string Head = "2026-11-24 11:00:00 ";
    private const string Refused = " F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted";

    [Theory]
    [InlineData("H=(pc) [192.0.2.1]", "192.0.2.1", null)]
    [InlineData("H=[192.0.2.1]", "192.0.2.1", null)]
    [InlineData("H=[192.0.2.1]:4312 I=[198.51.100.1]:25", "192.0.2.1", 4312)]
    [InlineData("H=host.example.com [192.0.2.1]", "192.0.2.1", null)]
    [InlineData("H=host.example.com (pc) [192.0.2.1]:4312 I=[198.51.100.1]:25 X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no SNI=mx.example.net", "192.0.2.1", 4312)]
    [InlineData("H=([203.0.113.9]) [2001:db8::1]:4312 U=nobody P=smtp", "2001:db8::1", 4312)]
    [InlineData("[1234] H=(pc) [192.0.2.1]", "192.0.2.1", null)]
    [InlineData("1kgAbC-0001aB-2c H=(pc) [192.0.2.1]", "192.0.2.1", null)]
    [InlineData("[1234] 1kgAbC-00000001aBc-2cDe H=(pc) [192.0.2.1]", "192.0.2.1", null)]
    [InlineData("F=\"x H=(y) [203.0.113.9]\"@example.org H=(pc) [192.0.2.1] P=smtp", "192.0.2.1", null)]
    public void Clients(string client, string source, int? port)
    {
        foreach (string head in new[] { Head, "2026-11-24 11:00:00.250 +0000 ", "Nov 24 11:00:00 mx exim[1]: ", "Nov 24 11:00:00 mx exim4[1]: 2026-11-24 11:00:00 " })
        {
            ProbeEventRecord e = MailLine.Is(head + client + Refused, ProbeDialect.Exim, ProbeActivity.RelayDenied, source, "relay not permitted", ProbeAction.Blocked);
            Assert.Equal(((ushort?)port, TrafficDirection.Inbound), (e.SourcePort, e.Direction));
            Assert.Equal(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero), e.Time!.Value.AddMilliseconds(-e.Time.Value.Millisecond));
        }
    }

    [Theory]
    [InlineData("+0900", 2)]
    [InlineData("-0530", 16)]
    public void The_zone_of_its_own_stamp(string zone, int hour)
    {
        ProbeEventRecord e = Parse.Line($"2026-11-24 11:00:00.250 {zone} H=(pc) [192.0.2.1]{Refused}")!;
        Assert.Equal(hour, e.Time!.Value.Hour);
        Assert.True(e.AppName.IsEmpty);
    }

    [Theory]
    [InlineData("F=<> rejected RCPT <n@example.net>: Unknown user", ProbeActivity.Backscatter, "Unknown user")]
    [InlineData("F=<> rejected RCPT <n@example.net>: Unrouteable address", ProbeActivity.Backscatter, "Unrouteable address")]
    [InlineData("F=<a@example.org> temporarily rejected RCPT <n@example.net>: relay not permitted", ProbeActivity.RelayDenied, "relay not permitted")]
    [InlineData("F=<a@example.org> rejected RCPT n@example.net: relay not permitted", ProbeActivity.RelayDenied, "relay not permitted")]
    [InlineData("F=<a@example.org> rejected RCPT <n@example.net>: Sender verify failed", ProbeActivity.SenderForged, "Sender verify failed")]
    [InlineData("F=<a@example.org> rejected MAIL <a@example.org>: unrouteable mail domain \"example.org\"", ProbeActivity.SenderForged, "unrouteable mail domain \"example.org\"")]
    [InlineData("F=<a@example.org> rejected RCPT <n@example.net>: SPF check failed", ProbeActivity.SenderCheckFailed, "SPF check failed")]
    [InlineData("F=<a@example.org> rejected DKIM : DKIM: verification failed", ProbeActivity.SenderCheckFailed, "DKIM: verification failed")]
    [InlineData("F=<a@example.org> rejected after DATA: This message contains a virus (VBS.LoveLetter).", ProbeActivity.Malware, "VBS.LoveLetter")]
    [InlineData("F=<a@example.org> rejected after DATA: This message contains malware (W97M.Melissa)", ProbeActivity.Malware, "W97M.Melissa")]
    public void Rejections(string rest, ProbeActivity activity, string message) =>
        MailLine.Is(Head + "H=(pc) [192.0.2.1] " + rest, ProbeDialect.Exim, activity, "192.0.2.1", message, ProbeAction.Blocked);

    [Fact]
    public void A_signature_that_fails_names_no_client() => MailLine.Is(
        Head + "1kgAbC-0001aB-2c DKIM: d=example.org s=s c=relaxed/relaxed a=rsa-sha256 b=2048 [verification failed - body hash mismatch (body probably modified in transit)]",
        ProbeDialect.Exim,
        ProbeActivity.SenderCheckFailed,
        "",
        "verification failed - body hash mismatch (body probably modified in transit)",
        ProbeAction.Other);

    [Theory]
    [InlineData("refused relay (host) to <b@example.net> from <a@example.org> H=(pc) [192.0.2.1]")]
    [InlineData("refused relay (sender) to <b@example.net> from <\"H=(x) [203.0.113.9]\"@example.org> H=host.example.com (pc) [192.0.2.1]")]
    public void Exim_3(string message) => MailLine.Is(Head + message, ProbeDialect.Exim, ProbeActivity.RelayDenied, "192.0.2.1", "refused relay", ProbeAction.Blocked);

    [Theory]
    [InlineData("1kgAbC-0001aB-2c <= a@example.org H=(pc) [192.0.2.1] P=smtp S=1 id=rejected@x")]
    [InlineData("1kgAbC-0001aB-2c ** b@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.1]: SMTP error from remote mail server after RCPT TO: 550 relay not permitted rejected RCPT <x>: relay not permitted")]
    [InlineData("H=(pc) [192.0.2.1] F=<a@example.org> rejected RCPT <n@example.net>: Unknown user")]
    [InlineData("H=(pc) [192.0.2.1] F=<\"> F=<>\"@example.org> rejected RCPT <n@example.net>: Unknown user")]
    [InlineData("H=(pc) [192.0.2.1] F=<a@example.org> rejected RCPT <\"n>: relay not permitted\"@example.net>: Unknown user")]
    [InlineData("H=(pc) [192.0.2.1] F=<\"x rejected RCPT <y>: relay not permitted\"@example.org> rejected RCPT <n@example.net>: no")]
    [InlineData("H=(pc) [192.0.2.1] F=<a@example.org> rejected RCPT n@example.net")]
    [InlineData("H=(pc) [192.0.2.1] sender verify fail for <a@example.org>: Unrouteable address")]
    [InlineData("H=(pc) [192.0.2.1] Warning: Sender verify failed")]
    [InlineData("H=(pc) [192.0.2.1] F=<a@example.org> rejected by local_scan(): hits=7.5 required=5.0")]
    [InlineData("1kgAbC-0001aB-2c DKIM: d=example.org s=s [verification succeeded]")]
    [InlineData("1kgAbC-0001aB-2c DKIM: d=[verification failed] s=s [verification succeeded]")]
    [InlineData("SMTP call from [192.0.2.1] dropped: too many syntax or protocol errors (last command was \"H=(x) [203.0.113.9] rejected RCPT <y>: relay not permitted\")")]
    [InlineData("mx logger: H=(pc) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted")]
    public void Other_text(string message) => MailLine.IsOther(Head + message);

    [Theory]
    [InlineData("H=(pc", UnparsedReason.BadField)]
    [InlineData("H=(pc) [192.0.2.256]", UnparsedReason.BadAddress)]
    [InlineData("H=(x) [203.0.113.9] F=<y> z) [192.0.2.1]", UnparsedReason.BadField)]
    [InlineData("H=(x [203.0.113.9]) [192.0.2.1]", UnparsedReason.BadField)]
    public void What_cannot_be_understood_says_why(string client, UnparsedReason reason) => Assert.Equal(reason, Parse.Reason(Head + client + Refused)?.Reason);

    [Theory]
    [InlineData("refused relay (host) to <b@example.net> from <a@example.org> H=(pc) [192.0.2", UnparsedReason.Truncated)]
    [InlineData("refused relay (host) to <b@example.net> from <a@exam", UnparsedReason.NoSource)]
    [InlineData("refused relay (host) to <b@example.net> from <a@example.org> H=(pc) [192.0.2.1] x", UnparsedReason.BadField)]
    public void Exim_3_cut_or_spoilt(string message, UnparsedReason reason) => Assert.Equal(reason, Parse.Reason(Head + message)?.Reason);
}
