using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Host;

/// <summary>The syslog daemons about themselves: started, stopped. A reload (log rotation) is other text.</summary>
internal static class SyslogdDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields) =>
        IsRestart(frame[start..], isBehindColon: start >= 2 && frame[start - 2] == ':') ? Peer.Local(ProbeActivity.LoggingRestarted, ref fields) : DialectOutcome.NotMine;

    /// <summary>
    /// Whether a message is a start or a stop. The word "restart" alone is one behind a colon only: kernels look for lines by ": restart",
    /// for commands that restart something are many.
    /// </summary>
    private static bool IsRestart(ReadOnlySpan<byte> text, bool isBehindColon)
    {
        // Linux's old syslogd puts its version where others have a process id: "syslogd 1.3-3: restart."
        if (text.StartsWith("syslogd "u8))
            text = text[8..];
        int space = text.IndexOf(": restart"u8);
        if (space > 0 && !text[..space].Contains((byte)' '))
        {
            text = text[(space + 2)..];
            isBehindColon = true;
        }

        if (text.StartsWith("[origin software=\"rsyslogd\""u8))
        {
            int close = text.IndexOf("] "u8);
            return close > 0 && (text[(close + 2)..].TrimEnd((byte)' ').SequenceEqual("start"u8) || IsStop(text[(close + 2)..]));
        }

        return (isBehindColon && text.SequenceEqual("restart"u8)) || text.StartsWith("restart."u8) || text.StartsWith("restart (remote reception)"u8) || IsStop(text)
            || text.StartsWith("syslog-ng starting up; version="u8) || text.StartsWith("syslog-ng shutting down; version="u8)
            || text.StartsWith("Termination requested via signal"u8) || text.StartsWith("SIGTERM received, terminating"u8);
    }

    /// <summary><c>exiting on signal 15</c>.</summary>
    private static bool IsStop(ReadOnlySpan<byte> text) => text.StartsWith("exiting on signal "u8) && text.Length > 18 && Ascii.IsDigit(text[18]);
}
