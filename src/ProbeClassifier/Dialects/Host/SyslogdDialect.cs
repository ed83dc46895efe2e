using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>The syslog daemons about themselves: started, stopped, messages lost. A reload (log rotation) is other text.</summary>
internal static class SyslogdDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields)
    {
        ReadOnlySpan<byte> text = frame[start..];
        ReadOnlySpan<byte> app = envelope.AppName.Of(frame);
        if (app.StartsWith("systemd-journal"u8))
            return Journal(text, ref fields);
        if (text.StartsWith("[origin software=\"rsyslogd\""u8))
            return Origin(text, ref fields);
        fields.Daemon = app.StartsWith("rsyslogd"u8) ? LogDaemon.Rsyslogd : LogDaemon.Syslogd;
        if (fields.Daemon == LogDaemon.Rsyslogd && LostMessages.Rsyslogd(text) is > 0 and var lost)
            return LostMessages.Event(LogDaemon.Rsyslogd, lost, ref fields);
        if (app.SequenceEqual("syslog-ng"u8))
            fields.Daemon = LogDaemon.SyslogNg;
        if (text.StartsWith("syslog-ng starting up; version="u8))
            return Note(LogDaemon.SyslogNg, LogNote.Started, ref fields);
        if (text.StartsWith("syslog-ng shutting down; version="u8))
            return Note(LogDaemon.SyslogNg, LogNote.Stopped, ref fields);

        // Announces the shutting down, and is no stop by itself.
        if (text.StartsWith("Termination requested via signal"u8) || text.StartsWith("SIGTERM received, terminating"u8))
            return Peer.Local(ProbeActivity.LoggingRestarted, ref fields);
        return Syslogd(text, isBehindColon: start >= 2 && frame[start - 2] == ':', ref fields);
    }

    /// <summary>An event that says something about the log itself.</summary>
    public static DialectOutcome Note(LogDaemon daemon, LogNote note, ref EventFields fields)
    {
        fields.Daemon = daemon;
        fields.Note = note;
        fields.Lost = 0;
        return Peer.Local(ProbeActivity.LoggingRestarted, ref fields);
    }

    /// <summary>
    /// The old daemons. The word "restart" alone is a start behind a colon only: kernels look for lines by ": restart", for
    /// commands that restart something are many.
    /// </summary>
    private static DialectOutcome Syslogd(ReadOnlySpan<byte> text, bool isBehindColon, ref EventFields fields)
    {
        if (text.StartsWith("syslogd "u8))
        {
            text = text[8..];
            if (text.StartsWith("started: BusyBox "u8))
                return Note(LogDaemon.BusyBox, LogNote.Started, ref fields);
            if (text.TrimEnd((byte)' ').SequenceEqual("exiting"u8))
                return Note(LogDaemon.BusyBox, LogNote.Stopped, ref fields);
        }

        // Linux's old syslogd puts its version where others have a process id: "syslogd 1.3-3: restart."
        int space = text.IndexOf(": restart"u8);
        if (space > 0 && !text[..space].Contains((byte)' '))
        {
            text = text[(space + 2)..];
            isBehindColon = true;
        }

        if ((isBehindColon && text.SequenceEqual("restart"u8)) || text.StartsWith("restart."u8) || text.StartsWith("restart (remote reception)"u8))
            return Note(fields.Daemon, LogNote.Restarted, ref fields);
        return IsStop(text) ? Note(fields.Daemon, LogNote.Stopped, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary><c>[origin software="rsyslogd" …] start</c>.</summary>
    private static DialectOutcome Origin(ReadOnlySpan<byte> text, ref EventFields fields)
    {
        int close = text.IndexOf("] "u8);
        if (close < 0)
            return DialectOutcome.NotMine;
        text = text[(close + 2)..].TrimEnd((byte)' ');
        if (text.SequenceEqual("start"u8))
            return Note(LogDaemon.Rsyslogd, LogNote.Started, ref fields);
        return IsStop(text) ? Note(LogDaemon.Rsyslogd, LogNote.Stopped, ref fields) : DialectOutcome.NotMine;
    }

    private static DialectOutcome Journal(ReadOnlySpan<byte> text, ref EventFields fields)
    {
        text = text.TrimEnd((byte)' ');
        if (text.SequenceEqual("Journal started"u8))
            return Note(LogDaemon.Journald, LogNote.Started, ref fields);
        if (text.SequenceEqual("Journal stopped"u8))
            return Note(LogDaemon.Journald, LogNote.Stopped, ref fields);
        return LostMessages.Journal(text) is > 0 and var lost ? LostMessages.Event(LogDaemon.Journald, lost, ref fields) : DialectOutcome.NotMine;
    }

    /// <summary><c>exiting on signal 15</c>; Solaris: <c>going down on signal 15</c>.</summary>
    private static bool IsStop(ReadOnlySpan<byte> text)
    {
        int length = text.StartsWith("exiting on signal "u8) ? 18 : text.StartsWith("going down on signal "u8) ? 21 : 0;
        return length > 0 && text.Length > length && Ascii.IsDigit(text[length]);
    }
}
