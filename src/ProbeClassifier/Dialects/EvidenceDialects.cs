using System;
using ProbeClassifier.Dialects.Host;
using ProbeClassifier.Dialects.Ids;
using ProbeClassifier.Dialects.Mail;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects;

/// <summary>The dialects of programs that say what happened. Each sets an activity, and what else the message tells.</summary>
internal static class EvidenceDialects
{
    public static DialectOutcome Parse(
        ProbeDialect dialect,
        ReadOnlySpan<byte> frame,
        ref EnvelopeFields envelope,
        int start,
        ref EventFields fields) => dialect switch
        {
            ProbeDialect.Snort or ProbeDialect.Suricata => SnortDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.SuricataEve => EveDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Sendmail => SendmailDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Postfix => PostfixDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Exim => EximDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Qmail => QmailDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.MailScanner => MailScannerDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.SenderCheck => SenderCheckDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.TcpWrappers => TcpWrappersDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Portsentry => PortsentryDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Scanlogd => ScanlogdDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Psad => PsadDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Sshd => SshdDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Login => LoginDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Named => NamedDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Mailbox => MailboxDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Rpc => RpcDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Kernel => KernelDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.FileIntegrity => FileIntegrityDialect.Parse(frame, ref envelope, start, ref fields),
            ProbeDialect.Syslogd => SyslogdDialect.Parse(frame, ref envelope, start, ref fields),
            _ => DialectOutcome.NotMine,
        };
}
