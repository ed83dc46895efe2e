using System;

namespace ProbeClassifier.Rollups;

/// <summary>Why a log has a gap.</summary>
public enum LogGapKind : byte
{
    /// <summary>The daemon said that it stops.</summary>
    Stopped = 0,

    /// <summary>The daemon was started and had not said that it stops: it was killed or crashed, or the power failed.</summary>
    Died = 1,

    /// <summary>Messages were lost: more came than are written.</summary>
    Lost = 2,
}

/// <summary>A stretch in which a host's log does not have everything.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Host">The host, made safe as by <see cref="Text.TerminalText"/>; empty where the lines name none.</param>
/// <param name="Daemon">Who says so: <c>syslogd</c>, <c>rsyslogd</c>, <c>syslog-ng</c>, <c>journald</c>, <c>busybox</c>, <c>klogd</c>, <c>kernel</c>.</param>
/// <param name="From">When it began, in UTC; null when nothing says: of a daemon that died.</param>
/// <param name="To">When it ended, in UTC; null when nothing says: no start follows the stop.</param>
/// <param name="Messages">How many messages were lost, at least; 0 when no number is said.</param>
public sealed record LogGap(LogGapKind Kind, string Host, string Daemon, DateTimeOffset? From, DateTimeOffset? To, long Messages)
{
    /// <summary>How long it was; null when an end of it is not known.</summary>
    public TimeSpan? Length => To - From;
}
