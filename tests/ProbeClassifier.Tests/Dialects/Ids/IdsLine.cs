using System;
using System.Globalization;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Ids;

/// <summary>What an alert says, as one line of text; what is absent shows as nothing.</summary>
internal static class IdsLine
{
    public static string? Of(string line) => Parse.Line(line) is { } record ? Of(record) : null;

    public static string Of(ProbeEventRecord e) => string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Activity} {e.Signature?.Generator}:{e.Signature?.Number}:{e.Signature?.Revision} '{Text(e.Message)}' '{Text(e.Classification)}' p{e.Priority} {e.Transport} {e.Source} {e.SourcePort} > {e.Destination} {e.DestinationPort} icmp {e.IcmpType}/{e.IcmpCode} {e.Action}");

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
