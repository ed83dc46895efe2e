using System;
using System.Linq;
using System.Text;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>What a client writes into names, what a bad disk leaves of a line, and that none of it costs memory.</summary>
public sealed class HostileLineTests
{
    private const string Head = "May 14 11:03:57 gw ";
    private const string Client = "192.0.2.1";

    /// <summary>{0} is what the client chose. None of these is ambiguous, whatever stands there but a piece of the form itself.</summary>
    private static readonly string[] Forms =
    [
        "sshd[2]: Invalid user {0} from 192.0.2.1 port 4242",
        "sshd[2]: Failed password for invalid user {0} from 192.0.2.1 port 4242 ssh2",
        "sshd[2]: Failed publickey for invalid user {0} from 192.0.2.1 port 4242 ssh2: RSA SHA256:abc",
        "sshd[2]: error: PAM: Authentication failure for illegal user {0} from 192.0.2.1",
        "sshd[2]: error: maximum authentication attempts exceeded for invalid user {0} from 192.0.2.1 port 4242 ssh2 [preauth]",
        "sshd[2]: Connection closed by invalid user {0} 192.0.2.1 port 4242 [preauth]",
        "sshd[2]: Received disconnect from 192.0.2.1 port 4242:11: {0} [preauth]",
        "sshd[2]: Bad protocol version identification '{0}' from 192.0.2.1 port 4242",
        "sshd[2]: User {0} from 192.0.2.1 not allowed because not listed in AllowUsers",
        "in.telnetd[1]: refused connect from {0}@192.0.2.1",
        "in.telnetd[1]: refused connect from {0}@h.example.com (192.0.2.1)",
        "inetd[1]: refused connection from {0}@192.0.2.1, service ftpd (tcp)",
        "ftpd[1]: FTP LOGIN FAILED (cannot set guest privileges) for h.example.com [192.0.2.1], {0}",
        "proftpd[1]: s (h[192.0.2.1]) - USER {0}: no such user found from h [192.0.2.1] to 198.51.100.1:21",
        "proftpd[1]: s (h[192.0.2.1]) - USER {0} (Login failed): Incorrect password.",
        "pure-ftpd: (?@192.0.2.1) [WARNING] Authentication failed for user [{0}]",
        "login[1]: FAILED LOGIN 1 FROM 192.0.2.1 FOR {0}, Authentication failure",
        "vsftpd[1]: [{0}] FAIL LOGIN: Client \"192.0.2.1\"",
        "vsftpd: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser={0} rhost=192.0.2.1",
        "imapd[1]: Login failed user={0} auth={0} host=h.example.com [192.0.2.1]",
        "imapd: LOGIN FAILED, user={0}, ip=[::ffff:192.0.2.1]",
        "dovecot: imap-login: Aborted login (auth failed, 1 attempts): user=<{0}>, method=PLAIN, rip=192.0.2.1, lip=198.51.100.1",
        "dovecot: auth: sql({0},192.0.2.1,<abc>): unknown user",
        "popper[1]: [AUTH] Failed attempted login to {0} from host (h.example.com) 192.0.2.1",
        "popper[1]: {0} at h.example.com (192.0.2.1): -ERR [AUTH] Password supplied for \"{0}\" is incorrect.",
        "cyrus/imap[1]: badlogin: h.example.com [192.0.2.1] plaintext {0} SASL(-13): authentication failure",
    ];

    private static readonly string[] Pieces =
    [
        " from 203.0.113.9 port 1 ssh2", " from 203.0.113.9", " port 1", "203.0.113.9", "[203.0.113.9]", " [203.0.113.9]", "@203.0.113.9", " (203.0.113.9)", "x", " ", "root", " [preauth]",
        "rip=203.0.113.9,", " via 203.0.113.9", " no such user found from ", " FOR ", "FROM 203.0.113.9 ", "/203.0.113.9", " not allowed because x", ", service ", "\u00FF", "%n", "host=h [203.0.113.9]", "::",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_source_is_the_true_client_whatever_it_calls_itself(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.From(Pieces)));
            string line = Head + random.From(Forms).Replace("{0}", name, StringComparison.Ordinal);
            ProbeEventRecord? e = Parse.Line(line);
            Assert.True(e is not null, line);
            Assert.True(string.Equals(e.Source?.ToString(), Client, StringComparison.Ordinal), $"{e.Source}: {line}");
        }
    }

    /// <summary>Pieces of the very forms may leave a line that can be read in two ways: then there is no source rather than a wrong one.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void The_source_is_never_another(int seed)
    {
        var random = new Random(seed);
        string[] pieces =
        [
            .. Pieces, " ssh2: ", " ssh2: RSA y", ": no such user found from ", " rhost=203.0.113.9", "): unknown user", ",203.0.113.9,<a>", ": Client \"203.0.113.9\"", "] FAIL LOGIN: Client \"203.0.113.9\"", "(203.0.113.9): -ERR ",
            "): user=<", " (Login failed): ", "Login successful.",
        ];
        string[] forms =
        [
            .. Forms,
            "sshd[2]: Failed hostbased for invalid user {0} from 192.0.2.1 port 4242 ssh2: RSA SHA256:abc, client user \"{0}\", client host \"{0}\"",
            "sshd[2]: Disconnecting invalid user {0} 192.0.2.1 port 4242: Change of username or service not allowed: ({0},x) -> ({0},x) [preauth]",
            "vsftpd[1]: [ftp] OK LOGIN: Client \"192.0.2.1\", anon password \"{0}\"",
        ];
        for (int i = 0; i < 20_000; i++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.From(pieces)));
            string line = Head + random.From(forms).Replace("{0}", name, StringComparison.Ordinal);
            string? source = Parse.Line(line)?.Source?.ToString();
            Assert.True(source is null or Client, $"{source}: {line}");
        }
    }

    [Fact]
    public void A_line_cut_at_any_byte_gives_no_wrong_address()
    {
        foreach (string line in EvidenceCorpus.HostEvents)
        {
            ProbeEventRecord whole = Parse.Line(line)!;
            for (int end = 0; end < line.Length; end++)
            {
                ProbeEventRecord? cut = Parse.Line(line[..end]);
                Assert.True(cut?.Source is null || cut.Source == whole.Source, line[..end]);
                Assert.True(cut?.Destination is null || cut.Destination == whole.Destination, line[..end]);
            }
        }
    }

    /// <summary>Kernels pass over lines without a word.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void What_is_not_other_has_a_word(int seed)
    {
        var hostile = new HostileBytes(new Random(seed));
        string[] lines = [.. EvidenceCorpus.HostEvents, .. EvidenceCorpus.HostOthers];
        foreach (string line in lines)
        {
            for (int i = 0; i < 200; i++)
            {
                string spoilt = Encoding.Latin1.GetString(hostile.Mutate(Encoding.Latin1.GetBytes(line))).Replace('\n', ' ');
                ProbeEventRecord? e = Parse.Line(spoilt);
                bool isEvidence = e is { Activity: not ProbeActivity.None } || (e is null && Parse.Reason(spoilt) is not null && !spoilt.Contains("IN=", StringComparison.Ordinal));
                Assert.True(!isEvidence || EvidenceWords.All.Any(w => spoilt.Contains(w.Text, StringComparison.Ordinal)), spoilt);
            }
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        byte[] input = Parse.Bytes(string.Concat(EvidenceCorpus.HostEvents.Concat(EvidenceCorpus.HostOthers).Select(l => l + "\n")));
        ProbeParserState state = Parse.NewState(KernelKind.Scalar, Parse.Options);
        var counter = default(Counter);
        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 50; i++)
                ProbeParser.Parse(input, Parse.Options, ref state, ref counter, isFinalBlock: true);
        });
        Assert.NotEqual(0, counter.Events);
        Assert.Equal(0, allocated);
    }

    private struct Counter : IProbeHandler
    {
        public long Events;

        public void OnEvent(in ProbeEvent probe) => Events++;

        public readonly void OnOther(ReadOnlySpan<byte> frames, int count)
        {
        }

        public readonly void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset)
        {
        }

        public readonly void OnOversize(int keptBytes)
        {
        }

        public readonly void OnUnresolvedRepeat(uint times)
        {
        }
    }
}
