using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>Snort's alert_fast, alert_full and alert_syslog, and Suricata's fast.log, which is written like the first.</summary>
internal static class SnortDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields) =>
        DialectOutcome.NotMine;
}
