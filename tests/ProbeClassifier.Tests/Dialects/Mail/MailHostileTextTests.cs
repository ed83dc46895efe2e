using System;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

/// <summary>Whatever a client puts into its helo, sender and recipient, the source is the client, or the line is no event.</summary>
public sealed class MailHostileTextTests
{
    private const string Client = "192.0.2.1";
    private const int Lines = 1500;

    private static readonly string[] Pieces =
    [
        "x", "a@b", " ", ": ", ", ", "(", ")", "<", ">", "[", "]", "\\", ") [203.0.113.9]", "[203.0.113.9]", " [203.0.113.9] ", "]: 554 5.7.1 <x>: Relay access denied; from=<>",
        ">: Relay access denied; from=<> to=<y>", "; from=<>", ", relay=h [203.0.113.9], reject=550 5.7.1 <x>... Relaying denied", " (may be forged)", ", from=<>",
        "... Relaying denied", "H=(x) [203.0.113.9] F=<> rejected RCPT <y>: relay not permitted", " rejected RCPT <y>: relay not permitted", " H=[203.0.113.9]", "F=<>",
        "> remote <a:b:203.0.113.9> rcpt <", "> rcpt <", " : client not allowed to relay", "reject: RCPT from h[203.0.113.9]: 554 <x>: Relay access denied",
        " client-ip=203.0.113.9; ", ";ip=203.0.113.9;", "INFECTED (x), [203.0.113.9] ", "status=sent",
    ];

    public static TheoryData<int> Seeds => [1, 2, 3, 4];

    /// <summary>Postfix takes no such marks in a helo.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Postfix(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Lines; i++)
        {
            (string from, string to) = (Address(random), Address(random));
            string reason = random.From("Relay access denied", "Recipient address rejected: User unknown", "Sender address rejected: Domain not found", "Recipient address rejected: no");
            string helo = Text(random).Replace(' ', '?').Replace('<', '?').Replace('>', '?').Replace('"', '?');
            string line = $"Nov 24 11:00:00 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from h.example.com[{Client}]: 554 5.7.1 <{to}>: {reason}; from=<{from}> to=<{to}> proto=SMTP helo=<{helo}>";
            ProbeActivity? activity = reason[0] == 'S' ? ProbeActivity.SenderForged : reason == "Relay access denied" ? ProbeActivity.RelayDenied : null;
            IsOfClient(line, activity);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Sendmail(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Lines; i++)
        {
            string to = random.OneIn(4) ? $"b@example.net({Text(random).Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)})" : Address(random);
            bool isDenied = random.OneIn(2);
            string line = $"Nov 24 11:00:00 mx sm-mta[1]: kAO00001000812: ruleset=check_rcpt, arg1=<{to}>, relay=h.example.com [{Client}], reject=550 5.7.1 <{to}>... {(isDenied ? "Relaying denied" : "User unknown")}";
            IsOfClient(line, isDenied ? ProbeActivity.RelayDenied : null);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Sendmail_mail_that_was_taken(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Lines; i++)
        {
            string mark = random.From("", " (may be forged)");
            string line = $"Nov 24 11:00:00 mx sm-mta[1]: kAO00001000812: from=<{Text(random)}>, size=1, msgid=<{Text(random)}>, relay=h.example.com [{Client}]{mark}";
            IsOfClient(line, mark.Length > 0 ? ProbeActivity.SenderForged : null);
        }
    }

    /// <summary>A helo is one word, or an address in brackets, unless the server is told to take any.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Exim(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Lines; i++)
        {
            (string from, string to) = (Address(random), Address(random));
            bool isDenied = random.OneIn(2);
            string rest = $"F=<{from}> rejected RCPT <{to}>: {(isDenied ? "relay not permitted" : "no")}";
            string name = random.From("", "h.example.com ");
            string plain = $"2026-11-24 11:00:00 H={name}({random.From("pc", "[203.0.113.9]", "[IPv6:2001:db8::9]")}) [{Client}]:4312 {rest}";
            bool isPlain = !rest.Contains(") [", StringComparison.Ordinal);
            IsOfClient(plain, isPlain && isDenied ? ProbeActivity.RelayDenied : null, isExact: isPlain);
            IsOfClient($"2026-11-24 11:00:00 H={name}({Text(random)}) [{Client}] {rest}", null, isExact: false);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Chkuser(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Lines; i++)
        {
            string line = $"Nov 24 11:00:00 mx qmail-smtpd[1]: CHKUSER rejected relaying: from <{Text(random)}::> remote <{Text(random)}:unknown:{Client}> rcpt <{Text(random)}> : client not allowed to relay";
            IsOfClient(line, null, isExact: false);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Scanners_and_sender_checks(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Lines; i++)
        {
            IsOfClient($"Nov 24 11:00:00 mx amavis[1]: (1-1) Blocked INFECTED (Klez), [{Client}] <{Text(random)}> -> <{Text(random)}>, Message-ID: <{Text(random)}>", ProbeActivity.Malware);
            IsOfClient($"Nov 24 11:00:00 mx amavis[1]: (1-1) Passed CLEAN, [{Client}] <{Text(random)}> -> <{Text(random)}>", null);
            IsOfClient($"Nov 24 11:00:00 mx policyd-spf[1]: prepend Received-SPF: Fail (mailfrom) identity=mailfrom; client-ip={Client}; helo={Text(random)}; envelope-from={Text(random)}", ProbeActivity.SenderCheckFailed);
        }
    }

    private static void IsOfClient(string line, ProbeActivity? activity, bool isExact = true)
    {
        ProbeEventRecord? e = Parse.Line(line);
        if (isExact)
            Assert.True(e?.Activity == activity, line);
        if (e is not null)
            Assert.True(MailLine.SourceOf(e) == Client, line);
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (int i = random.Next(1, 5); i > 0; i--)
            text.Append(random.From<string>(Pieces));
        return text.ToString();
    }

    /// <summary>An address as its grammar has it: what is no letter stands in quotes.</summary>
    private static string Address(Random random) => random.OneIn(3)
        ? "b@example.net"
        : $"\"{Text(random).Replace("\\", "\\\\", StringComparison.Ordinal)}\"@example.net";
}
