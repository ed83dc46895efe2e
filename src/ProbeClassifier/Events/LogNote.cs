namespace ProbeClassifier.Events;

/// <summary>What a program says about a log being written. The numeric values are part of the snapshot format and never change.</summary>
internal enum LogNote : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It stops: nothing is written from here on.</summary>
    Stopped = 1,

    /// <summary>It has been started.</summary>
    Started = 2,

    /// <summary>It has been started, or has only read its configuration anew: these daemons say both in the same words.</summary>
    Restarted = 3,

    /// <summary>Messages were lost.</summary>
    Lost = 4,
}

/// <summary>Who says it. The numeric values are part of the snapshot format and never change.</summary>
internal enum LogDaemon : byte
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>BSD's syslogd and its kin: sysklogd, Solaris.</summary>
    Syslogd = 1,

    /// <summary>rsyslogd.</summary>
    Rsyslogd = 2,

    /// <summary>syslog-ng.</summary>
    SyslogNg = 3,

    /// <summary>systemd-journald.</summary>
    Journald = 4,

    /// <summary>BusyBox's syslogd.</summary>
    BusyBox = 5,

    /// <summary>klogd, which hands the kernel's messages to syslogd.</summary>
    Klogd = 6,

    /// <summary>The kernel.</summary>
    Kernel = 7,
}
