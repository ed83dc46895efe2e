using System;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects;

/// <summary>
/// Whether an envelope may speak for the packet filter. Any program can write <c>IN=… SRC=…</c> into a log; it cannot choose
/// the kernel facility through syslog(3). Without a PRI the app-name is all there is, and without an app-name what the text itself betrays (<see cref="ProgramText"/>).
/// </summary>
internal static class KernelTrust
{
    /// <summary>Whether the message that begins at <paramref name="start"/> may be a packet filter's.</summary>
    public static bool IsTrusted(ReadOnlySpan<byte> frame, in EnvelopeFields envelope, int start)
    {
        int facility = envelope.Facility;
        if (facility == SyslogFacility.Kernel)
            return true;
        bool unknown = facility < 0;
        bool local = facility is >= SyslogFacility.Local0 and <= SyslogFacility.Local7;
        if (!envelope.AppName.IsPresent)
            return (unknown || local) && !ProgramText.IsAt(frame, start);
        ReadOnlySpan<byte> app = envelope.AppName.Of(frame);
        if (IsKernelName(app))
            return unknown;
        return IsUlogd(app) && (unknown || local || facility == SyslogFacility.Daemon);
    }

    /// <summary>Netfilter's daemon, which writes what the kernel hands it.</summary>
    public static bool IsUlogd(ReadOnlySpan<byte> app) => app.SequenceEqual("ulogd"u8);

    /// <summary><c>/kernel</c> is how BSD's syslogd names it.</summary>
    public static bool IsKernelName(ReadOnlySpan<byte> app) => app.SequenceEqual("kernel"u8) || app.SequenceEqual("/kernel"u8);
}
