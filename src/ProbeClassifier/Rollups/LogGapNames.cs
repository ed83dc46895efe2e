using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Events;

namespace ProbeClassifier.Rollups;

/// <summary>The names that reports and JSON use for gaps of logs.</summary>
public static class LogGapNames
{
    /// <summary>All kinds, in the order of the enum.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Enum.GetValues<LogGapKind>().Select(ToName)];

    /// <summary><c>stopped</c>, <c>died</c>, <c>lost</c>.</summary>
    /// <param name="kind">Why a log has a gap.</param>
    public static string ToName(this LogGapKind kind) => kind switch
    {
        LogGapKind.Stopped => "stopped",
        LogGapKind.Died => "died",
        _ => "lost",
    };

    internal static string ToName(this LogDaemon daemon) => daemon switch
    {
        LogDaemon.Syslogd => "syslogd",
        LogDaemon.Rsyslogd => "rsyslogd",
        LogDaemon.SyslogNg => "syslog-ng",
        LogDaemon.Journald => "journald",
        LogDaemon.BusyBox => "busybox",
        LogDaemon.Klogd => "klogd",
        _ => "kernel",
    };
}
