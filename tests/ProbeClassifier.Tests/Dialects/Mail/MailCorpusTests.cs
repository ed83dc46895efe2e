using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

/// <summary>Real lines beside the repository: what of each file is an event.</summary>
public sealed class MailCorpusTests
{
    // What is other text here, and why:
    // courier-smtp       courieresmtpd is not among the programs known; its lines are unknown users and failed logins.
    // exim-spam          content filters, black lists and local_scan: spam is none of the activities.
    // exim               failed logins, protocol errors, dropped calls; unknown users with a sender; "sender verify fail for", which comes
    //                    beside the rejection that is counted; a stamp without a date; a line of the journal without a stamp before the host.
    // postfix            black lists, policies, names that are not fully qualified, clients without a name, failed logins, lost connections.
    // sendmail-auth      failed logins and "possible SMTP attack" of clients whose names are in order.
    // sendmail-reject    rates, black lists, unknown users without a sender, VRFY and EXPN; two lines with <facility.severity> where the host is
    //                    expected, so that sendmail is not found in the envelope: one of these is a refused relay.
    // spamassassin, vpopmail, start and stop of servers.
    [SkippableTheory]
    [InlineData("fail2ban-courier-smtp.log", 8)]
    [InlineData("fail2ban-exim-spam.log", 8, ProbeActivity.Malware)]
    [InlineData("fail2ban-exim.log", 52, ProbeActivity.RelayDenied, ProbeActivity.SenderForged, ProbeActivity.RelayDenied)]
    [InlineData("fail2ban-postfix.log", 69, ProbeActivity.SenderForged, ProbeActivity.RelayDenied, ProbeActivity.SenderForged, ProbeActivity.SenderForged)]
    [InlineData("fail2ban-qmail.log", 4, ProbeActivity.Refused, ProbeActivity.Refused, ProbeActivity.Refused, ProbeActivity.Refused)]
    [InlineData("fail2ban-sendmail-auth.log", 13, ProbeActivity.SenderForged, ProbeActivity.SenderForged, ProbeActivity.SenderForged, ProbeActivity.SenderForged)]
    [InlineData(
        "fail2ban-sendmail-reject.log",
        45,
        ProbeActivity.RelayDenied,
        ProbeActivity.RelayDenied,
        ProbeActivity.RelayDenied,
        ProbeActivity.SenderForged,
        ProbeActivity.SenderForged,
        ProbeActivity.SenderForged,
        ProbeActivity.SenderForged,
        ProbeActivity.RelayDenied,
        ProbeActivity.SenderForged,
        ProbeActivity.SenderForged,
        ProbeActivity.SenderForged,
        ProbeActivity.SenderForged,
        ProbeActivity.SenderForged)]
    [InlineData("prelude-clamav.log", 2, ProbeActivity.Malware)]
    [InlineData("prelude-exim.log", 1)]
    [InlineData("prelude-postfix.log", 4, ProbeActivity.RelayDenied)]
    [InlineData("prelude-sendmail.log", 12, ProbeActivity.RelayDenied, ProbeActivity.SenderForged)]
    [InlineData("prelude-spamassassin.log", 3)]
    [InlineData("prelude-vpopmail.log", 4)]
    public void Events_of_real_lines(string file, int lines, params ProbeActivity[] activities)
    {
        Skip.If(RepositoryFiles.SharedCorpus is null, "no real lines beside the repository");
        List<string> all = [.. RepositoryFiles.SharedLines(file).Select(l => l.Line)];
        Assert.Equal(lines, all.Count);
        Assert.Equal(activities, all.Select(l => Parse.Line(l)).Where(e => e is not null).Select(e => e!.Activity));
        Assert.All(all, line => Assert.Null(Parse.Reason(line)));
    }

    [SkippableFact]
    public void The_source_of_a_real_line_is_the_one_noted_beside_it()
    {
        Skip.If(RepositoryFiles.SharedCorpus is null, "no real lines beside the repository");
        foreach (string file in System.IO.Directory.EnumerateFiles(System.IO.Path.Combine(RepositoryFiles.SharedCorpus, "mail"), "fail2ban-*.log"))
        {
            string note = "";
            foreach (string line in System.IO.File.ReadLines(file))
            {
                if (line.StartsWith('#'))
                    note = line;
                else if (Parse.Line(line) is { Source: not null } e && note.Contains("\"host\":", StringComparison.Ordinal))
                    Assert.Contains($"\"host\": \"{MailLine.SourceOf(e)}\"", note, StringComparison.OrdinalIgnoreCase);
            }
        }
    }
}
