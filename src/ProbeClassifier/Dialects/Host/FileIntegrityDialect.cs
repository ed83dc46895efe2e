using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects.Host;

/// <summary>Tripwire and AIDE.</summary>
internal static class FileIntegrityDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields) =>
        DialectOutcome.NotMine;
}
