using System;
using System.Collections.Generic;
using System.Text;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects;

/// <summary>Which dialect a program speaks, by the app-name of its envelope.</summary>
internal static class ProgramTable
{
    /// <summary>No name is longer: a longer app-name need not be looked up.</summary>
    private const int MaxName = 24;

    private static readonly (ProbeDialect Dialect, string Names)[] Programs =
    [
        (ProbeDialect.Snort, "snort snort3 Snort spp_portscan"),
        (ProbeDialect.Suricata, "suricata Suricata"),
        (ProbeDialect.Sendmail, "sendmail sm-mta sm-msp-queue sm-acceptingconnections sendmail-in"),
        (ProbeDialect.Exim, "exim exim4"),
        (ProbeDialect.Qmail, "qmail qmail-smtpd rblsmtpd tcpserver smtpd qmail-queue"),
        (ProbeDialect.MailScanner, "amavis amavisd amavisd-new clamd clamav-milter clamsmtpd MailScanner"),
        (ProbeDialect.SenderCheck, "opendkim opendmarc policyd-spf policy-spf spf-milter smf-spf sid-filter dkim-filter python-policyd-spf"),
        (ProbeDialect.TcpWrappers, "tcpd inetd xinetd in.telnetd in.ftpd in.fingerd in.rshd in.rlogind in.rexecd in.tftpd in.talkd in.identd in.cfingerd"),
        (ProbeDialect.Portsentry, "portsentry"),
        (ProbeDialect.Scanlogd, "scanlogd"),
        (ProbeDialect.Psad, "psad"),
        (ProbeDialect.Sshd, "sshd sshd1 sshd2 sshd-session sshd-auth dropbear"),
        (ProbeDialect.Login, "login telnetd ftpd proftpd wu-ftpd pure-ftpd vsftpd rlogind rshd login(pam_unix) ftpd(pam_unix) vsftpd(pam_unix) proftpd(pam_unix)"),
        (ProbeDialect.Named, "named"),
        (ProbeDialect.Mailbox, "ipop3d ipop2d imapd qpopper popper in.qpopper dovecot dovecot-auth auth auth-worker auth-worker(default) auth(default) pop3d pop3-login imap-login managesieve-login submission-login imapd-ssl pop3d-ssl courier-pop3d courierpop3login couriertcpd imaplogin "
            + "cyrus cyrus/imap cyrus/imaps cyrus/pop3 cyrus/pop3s cyrus/imapd cyrus/pop3d"),
        (ProbeDialect.Rpc, "rpc.statd statd rpc.mountd mountd rpcbind portmap ypserv amd rpc.cmsd rpc.ttdbserverd"),
        (ProbeDialect.FileIntegrity, "tripwire aide twcheck"),
        (ProbeDialect.Syslogd, "syslogd syslog-ng rsyslogd rsyslogd-2177 systemd-journald systemd-journal"),
    ];

    private static readonly Dictionary<int, (byte[] Name, ProbeDialect Dialect)[]> ByHash = Build();

    /// <summary>The dialect; <see cref="ProbeDialect.None"/> for a program that is not known.</summary>
    public static ProbeDialect Find(ReadOnlySpan<byte> appName)
    {
        // Postfix names its parts behind a slash, and instances before it: postfix-in/smtpd.
        if (appName.StartsWith("postfix"u8) && appName.Contains((byte)'/'))
            return ProbeDialect.Postfix;
        return appName.Length is 0 or > MaxName ? ProbeDialect.None : FindName(DovecotProcess(appName));
    }

    /// <summary>Dovecot's own files have the process behind the name: <c>auth-worker(22401)</c>.</summary>
    private static ReadOnlySpan<byte> DovecotProcess(ReadOnlySpan<byte> appName)
    {
        if (appName[^1] != ')' || !appName.StartsWith("auth"u8))
            return appName;
        int open = appName.IndexOf((byte)'(');
        return open > 0 && open + 2 < appName.Length && !appName[(open + 1)..^1].ContainsAnyExceptInRange((byte)'0', (byte)'9') ? appName[..open] : appName;
    }

    private static ProbeDialect FindName(ReadOnlySpan<byte> appName)
    {
        if (!ByHash.TryGetValue(Hash(appName), out (byte[] Name, ProbeDialect Dialect)[]? entries))
            return ProbeDialect.None;
        foreach ((byte[] name, ProbeDialect dialect) in entries)
        {
            if (appName.SequenceEqual(name))
                return dialect;
        }

        return ProbeDialect.None;
    }

    private static Dictionary<int, (byte[] Name, ProbeDialect Dialect)[]> Build()
    {
        var table = new Dictionary<int, (byte[] Name, ProbeDialect Dialect)[]>();
        foreach ((ProbeDialect dialect, string names) in Programs)
        {
            foreach (string name in names.Split(' '))
            {
                byte[] bytes = Encoding.ASCII.GetBytes(name);
                table[Hash(bytes)] = [.. table.GetValueOrDefault(Hash(bytes), []), (bytes, dialect)];
            }
        }

        return table;
    }

    /// <summary>Anything will do for some sixty names that nobody but we choose.</summary>
    private static int Hash(ReadOnlySpan<byte> name) => name.Length | (name[0] << 8) | (name[^1] << 16) | (name[name.Length / 2] << 24);
}
