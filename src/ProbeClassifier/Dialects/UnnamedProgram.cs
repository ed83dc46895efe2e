using System;
using ProbeClassifier.Dialects.Host;
using ProbeClassifier.Dialects.Ids;
using ProbeClassifier.Dialects.Mail;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects;

/// <summary>Which dialect a line without an app-name is written in: files that a program writes itself.</summary>
internal static class UnnamedProgram
{
    /// <summary>The program that writes a file of its own in a dialect, in which no app-name stands; empty where several do.</summary>
    public static ReadOnlySpan<byte> NameOf(ProbeDialect dialect) => dialect switch
    {
        ProbeDialect.Exim => "exim"u8,
        ProbeDialect.Named => "named"u8,
        ProbeDialect.Login => "vsftpd"u8,
        _ => default,
    };

    /// <summary>The dialect; <see cref="ProbeDialect.None"/> when the line's form is of none that is known.</summary>
    public static ProbeDialect DialectOf(ReadOnlySpan<byte> frame, in EnvelopeFields envelope, int start)
    {
        if (EximLog.IsOwn(frame, envelope))
            return ProbeDialect.Exim;
        if (NamedLog.IsOwn(frame, envelope))
            return ProbeDialect.Named;
        if (DovecotLog.IsOwn(frame, envelope))
            return ProbeDialect.Mailbox;
        if (envelope.AppName.IsPresent || start >= frame.Length)
            return ProbeDialect.None;
        ReadOnlySpan<byte> message = frame[start..];
        if (EveDialect.IsAt(frame, start))
            return message.IndexOf("\"event_type\""u8) > 0 ? ProbeDialect.SuricataEve : ProbeDialect.None;
        if (message.StartsWith("[**] "u8))
            return ProbeDialect.Snort;
        if (message.StartsWith("[pid "u8))
            return ProbeDialect.Login;
        if (message.StartsWith("syslogd "u8) || message.StartsWith("exiting on signal "u8))
            return ProbeDialect.Syslogd;
        if (!AlertStamp.IsAt(message, 0) || message.IndexOf("[**]"u8) < 0)
            return ProbeDialect.None;
        return AlertStamp.HasLongYear(message, 0) ? ProbeDialect.Suricata : ProbeDialect.Snort;
    }
}
