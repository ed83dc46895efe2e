using System;

namespace ProbeClassifier.Syslog;

/// <summary>Facilities of RFC 5424 §6.2.1 that matter for trust.</summary>
internal static class SyslogFacility
{
    public const sbyte Kernel = 0;
    public const sbyte User = 1;
    public const sbyte Daemon = 3;
    public const sbyte Local0 = 16;
    public const sbyte Local7 = 23;

    /// <summary>
    /// The code of a name as BusyBox writes it; <see cref="User"/> for one that matters no more than that, which earns no trust; -1 for
    /// no facility: a host may be called <c>example.info</c>.
    /// </summary>
    public static sbyte FromName(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("kern"u8))
            return Kernel;
        if (name.SequenceEqual("daemon"u8))
            return Daemon;
        if (name.Length == 6 && name.StartsWith("local"u8) && name[5] is >= (byte)'0' and <= (byte)'7')
            return (sbyte)(Local0 + (name[5] - '0'));
        bool known = name.SequenceEqual("user"u8) || name.SequenceEqual("mail"u8) || name.SequenceEqual("auth"u8)
            || name.SequenceEqual("syslog"u8) || name.SequenceEqual("lpr"u8) || name.SequenceEqual("news"u8)
            || name.SequenceEqual("uucp"u8) || name.SequenceEqual("cron"u8) || name.SequenceEqual("authpriv"u8)
            || name.SequenceEqual("ftp"u8);
        return known ? User : (sbyte)-1;
    }

    /// <summary>Whether these are the letters of a severity (RFC 5424 table 2, as syslog.conf spells them).</summary>
    public static bool IsSeverityName(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("emerg"u8) || name.SequenceEqual("alert"u8) || name.SequenceEqual("crit"u8)
        || name.SequenceEqual("err"u8) || name.SequenceEqual("warn"u8) || name.SequenceEqual("warning"u8)
        || name.SequenceEqual("notice"u8) || name.SequenceEqual("info"u8) || name.SequenceEqual("debug"u8);
}
