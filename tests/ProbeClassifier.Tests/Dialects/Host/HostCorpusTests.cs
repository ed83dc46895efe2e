using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>
/// Real lines, where they lie beside the repository. What is other in these files, and why:
/// lines without a stamp that an envelope has (the journal's, TAI64N, <c>&lt;4.6&gt;</c> and <c>&lt;auth.info&gt;</c> of BSD's -v,
/// <c>[sshd]:</c>), so that nobody is known to speak; sshd's details that another line repeats (pam_unix, input_userauth_request, an address that does not map back) and what it says after
/// a login; programs that are not ours: nsd, arpwatch, honeyd, grsecurity, su, radiusd, PaX, OpenSMTPD, portsentry's history file.
/// Unparsed are an address with a leading zero, and a failed password without a port.
/// </summary>
public sealed class HostCorpusTests
{
    [SkippableTheory]
    [InlineData("host/fail2ban-courier-auth.log", 6, 0)]
    [InlineData("host/fail2ban-dovecot.log", 57, 0)]
    [InlineData("host/fail2ban-named-refused.log", 15, 0)]
    [InlineData("host/fail2ban-nsd.log", 0, 0)]
    [InlineData("host/fail2ban-portsentry.log", 0, 0)]
    [InlineData("host/fail2ban-proftpd.log", 10, 0)]
    [InlineData("host/fail2ban-scanlogd.log", 4, 0)]
    [InlineData("host/fail2ban-sshd.log", 112, 2)]
    [InlineData("host/fail2ban-sshd-journal.log", 0, 0)]
    [InlineData("host/fail2ban-syslog-plain.log", 3, 0)]
    [InlineData("host/fail2ban-uwimap-auth.log", 6, 0)]
    [InlineData("host/fail2ban-vsftpd.log", 8, 0)]
    [InlineData("host/fail2ban-wuftpd.log", 3, 0)]
    [InlineData("host/fail2ban-xinetd-fail.log", 2, 0)]
    [InlineData("host/prelude-arpwatch.log", 0, 0)]
    [InlineData("host/prelude-grsecurity.log", 0, 0)]
    [InlineData("host/prelude-pam.log", 0, 0)]
    [InlineData("host/prelude-portsentry.log", 4, 0)]
    [InlineData("host/prelude-proftpd.log", 3, 0)]
    [InlineData("host/prelude-qpopper.log", 2, 0)]
    [InlineData("host/prelude-single.log", 2, 0)]
    [InlineData("host/prelude-ssh.log", 13, 0)]
    [InlineData("host/prelude-tripwire.log", 3, 0)]
    [InlineData("host/prelude-wu-ftp.log", 1, 0)]
    [InlineData("misc/ossec-dovecot.log", 4, 0)]
    [InlineData("misc/ossec-named.log", 5, 0)]
    [InlineData("misc/ossec-proftpd.log", 3, 0)]
    [InlineData("misc/ossec-rsh.log", 1, 0)]
    [InlineData("misc/ossec-sshd.log", 14, 0)]
    [InlineData("misc/ossec-su.log", 0, 0)]
    [InlineData("misc/ossec-syslog.log", 0, 0)]
    [InlineData("misc/ossec-vsftpd.log", 2, 0)]
    public void Of_each_file_so_many_lines_are_understood(string file, int events, int unparsed)
    {
        string[] lines = Lines(file);
        Assert.Equal((events, unparsed), (lines.Count(l => Parse.Line(l) is not null), lines.Count(l => Parse.Reason(l) is not null)));
    }

    /// <summary>The files say beside each line which client it names; attempts at injection are among them.</summary>
    [SkippableFact]
    public void The_source_is_the_one_that_the_file_names()
    {
        int compared = 0;
        foreach (string file in (string[])["dovecot", "named-refused", "proftpd", "scanlogd", "sshd", "syslog-plain", "uwimap-auth", "vsftpd", "wuftpd", "xinetd-fail", "courier-auth"])
        {
            string? host = null;
            foreach (string line in Lines($"host/fail2ban-{file}.log"))
            {
                if (line.StartsWith("# failJSON: ", StringComparison.Ordinal) || line.StartsWith("#failJSON: ", StringComparison.Ordinal))
                {
                    host = HostOf(line[(line.IndexOf(' ', 2) + 1)..]);
                    continue;
                }

                if (host is not null && IPAddress.TryParse(host, out IPAddress? expected) && Parse.Line(line) is { Source: { } source })
                {
                    Assert.True(source == ProbeAddress.From(expected), $"{source}: {line}");
                    compared++;
                }

                host = null;
            }
        }

        Assert.True(compared >= 100, compared.ToString(CultureInfo.InvariantCulture));
    }

    private static string? HostOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("host", out JsonElement host) ? host.GetString() : null;
    }

    private static string[] Lines(string file)
    {
        Skip.If(RepositoryFiles.SharedCorpus is null, "no real lines beside the repository");
        return [.. File.ReadAllText(Path.Combine(RepositoryFiles.SharedCorpus!, file), Encoding.Latin1).Split('\n').Where(l => l.Length > 0)];
    }
}
