using System;
using System.Globalization;

namespace ProbeClassifier.Tagging;

/// <summary>One error of a rule file. Its texts are escaped: safe to print.</summary>
/// <param name="Line">Where, from 1. Lines end with LF.</param>
/// <param name="Column">Where in the line, in characters (Unicode code points) from 1.</param>
/// <param name="Found">What stands there: <c>port 65536</c>.</param>
/// <param name="Expected">What may stand there: <c>a port from 0 to 65535</c>.</param>
public sealed record RuleSetError(int Line, int Column, string Found, string Expected)
{
    /// <summary><c>3:14: found port 65536, expected a port from 0 to 65535</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Line}:{Column}: found {Found}, expected {Expected}");
}
