using System;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Dialects.Mail;

/// <summary>SPF, DKIM and DMARC checkers.</summary>
internal static class SenderCheckDialect
{
    /// <summary>Reads a message; see docs/dialects.</summary>
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, ref EnvelopeFields envelope, int start, ref EventFields fields) =>
        DialectOutcome.NotMine;
}
