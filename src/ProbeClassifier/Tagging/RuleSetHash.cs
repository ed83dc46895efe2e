using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ProbeClassifier.Tagging;

/// <summary>The first eight bytes of SHA-256 over a canonical text of what decides tags and sections; titles do not count.</summary>
internal static class RuleSetHash
{
    public static ulong Of(RuleSetData data)
    {
        var text = new StringBuilder();
        foreach (ProbeTag tag in data.Tags)
            text.Append("tag ").Append(tag.Id).Append(' ').Append((int)tag.Section).Append('\n');
        foreach (Rule rule in data.Rules)
        {
            text.Append("rule ").Append(rule.Tag);
            Append(text, "transport", rule.Transports, t => ((byte)t).ToString(CultureInfo.InvariantCulture));
            Append(text, "dport", rule.DestinationPorts, Range);
            Append(text, "sport", rule.SourcePorts, Range);
            Append(text, "type", rule.IcmpTypes, Range);
            Append(text, "code", rule.IcmpCodes, Range);
            Append(text, "source", rule.Sources, b => $"{b.First}/{b.PrefixBits}");
            Append(text, "destination", rule.Destinations, b => $"{b.First}/{b.PrefixBits}");
            Append(text, "path", rule.Paths, p => System.Convert.ToHexString(p));
            Append(text, "dialect", rule.Dialects, d => ((byte)d).ToString(CultureInfo.InvariantCulture));
            Append(text, "action", rule.Actions, a => ((byte)a).ToString(CultureInfo.InvariantCulture));
            Append(text, "direction", rule.Directions, d => ((byte)d).ToString(CultureInfo.InvariantCulture));
            text.Append('\n');
        }

        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Range(NumberRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}");

    private static void Append<T>(StringBuilder text, string name, IReadOnlyList<T>? values, System.Func<T, string> format)
    {
        if (values is null)
            return;
        text.Append(' ').Append(name);
        foreach (T value in values)
            text.Append(' ').Append(format(value));
    }
}
