using System.Globalization;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Host;

/// <summary>What a line says, in few words: <c>Scan 192.0.2.1:4242 > 198.51.100.1 Tcp/111</c>, <c>unparsed BadAddress</c> or <c>other</c>.</summary>
internal static class HostFacts
{
    public static string Of(string message, string head = "May 14 11:03:57 gw ")
    {
        ProbeEventRecord? e = Parse.Line(head + message);
        if (e is null)
            return Parse.Reason(head + message) is { } said ? $"unparsed {said.Reason}" : "other";
        var text = new StringBuilder(e.Activity.ToString());
        if (e.Source is { } source)
            text.Append(' ').Append(source);
        if (e.SourcePort is { } port)
            text.Append(CultureInfo.InvariantCulture, $":{port}");
        if (e.Destination is { } destination)
            text.Append(" > ").Append(destination);
        if (e.Transport is { } transport)
            text.Append(' ').Append(transport);
        if (e.DestinationPort is { } aimed)
            text.Append(CultureInfo.InvariantCulture, $"/{aimed}");
        return text.ToString();
    }
}
