using System;
using System.Linq;
using ProbeClassifier.Dialects;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

public sealed class MailTruncationTests
{
    /// <summary>MailScanner ends a line with the address itself, so that a cut inside of it cannot be seen.</summary>
    private const string AddressLast = "came from 192.0.2.1";

    [Fact]
    public void A_cut_line_never_gives_another_address()
    {
        foreach (string line in EvidenceCorpus.MailEvents.Where(l => !l.EndsWith(AddressLast, StringComparison.Ordinal)))
        {
            string source = MailLine.SourceOf(Parse.Line(line)!);
            for (int length = 0; length < line.Length; length++)
            {
                if (Parse.Line(line[..length]) is { } e)
                    Assert.Contains(MailLine.SourceOf(e), new[] { source, "" });
            }
        }
    }

    [Fact]
    public void A_line_without_its_head_never_gives_another_address()
    {
        foreach (string line in EvidenceCorpus.MailEvents)
        {
            string source = MailLine.SourceOf(Parse.Line(line)!);
            for (int start = 0; start < line.Length; start++)
            {
                if (Parse.Line(line[start..]) is { } e)
                    Assert.True(MailLine.SourceOf(e) == source, line[start..]);
            }
        }
    }

    [Fact]
    public void What_is_an_event_or_unparsed_has_a_word_that_kernels_look_for()
    {
        foreach (string line in EvidenceCorpus.MailEvents)
        {
            for (int length = 1; length <= line.Length; length++)
            {
                string cut = line[..length];
                if (Parse.Line(cut) is not null || Parse.Reason(cut) is not null)
                    Assert.True(EvidenceWords.All.Any(word => cut.Contains(word.Text, StringComparison.Ordinal)), cut);
            }
        }
    }

    [Theory]
    [InlineData("Nov 24 12:01:01 mx postfix/smtp[913]: 4Cg1Xk2mz9z1: to=<a@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1)")]
    [InlineData("Nov 24 12:01:01 mx postfix/smtpd[913]: connect from unknown[192.0.2.1]")]
    [InlineData("Nov 24 12:01:01 mx postfix/qmgr[913]: 4Cg1Xk2mz9z1: from=<a@example.org>, size=312, nrcpt=1 (queue active)")]
    [InlineData("Nov 24 12:01:01 mx sm-mta[913]: kAO00001000812: from=<a@example.org>, size=1, class=0, nrcpts=1, proto=ESMTP, daemon=MTA, relay=h.example.com [192.0.2.1]")]
    [InlineData("Nov 24 12:01:01 mx sm-mta[913]: kAO00001000812: to=<a@example.net>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=1, relay=mx.example.net. [192.0.2.1], dsn=2.0.0, stat=Sent (Ok)")]
    [InlineData("2026-11-24 12:01:01 1kgAbC-0001aB-2c <= a@example.org H=host.example.com [192.0.2.1] P=esmtp S=3120 id=1@example.org")]
    [InlineData("Nov 24 12:01:01 mx amavis[913]: (01234-05) Passed CLEAN {RelayedInbound}, [192.0.2.1]:4312 <a@example.org> , Hits: 0.1, size: 1, queued_as: 1, 12 ms")]
    [InlineData("Nov 24 12:01:01 mx policyd-spf[913]: prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=pc; envelope-from=a@example.org; receiver=b@example.net")]
    [InlineData("Nov 24 12:01:01 mx opendkim[913]: 4Cg1Xk2mz9z1: DKIM-Signature field added (s=s, d=example.org)")]
    public void Ordinary_mail_has_none(string line) => Assert.DoesNotContain(EvidenceWords.All, word => line.Contains(word.Text, StringComparison.Ordinal));
}
