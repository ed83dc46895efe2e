using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>Suricata's EVE JSON.</summary>
internal static class EveDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields) =>
        DialectOutcome.NotMine;
}
