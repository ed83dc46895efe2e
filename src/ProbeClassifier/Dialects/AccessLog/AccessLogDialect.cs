using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects.AccessLog;

internal static class AccessLogDialect
{
    public static DialectOutcome Parse(ReadOnlySpan<byte> frame, int start, ref EventFields fields) => DialectOutcome.NotMine;
}
