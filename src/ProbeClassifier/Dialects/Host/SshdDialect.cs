using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects.Host;

/// <summary>OpenSSH's server and its relatives.</summary>
internal static class SshdDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields) =>
        DialectOutcome.NotMine;
}
