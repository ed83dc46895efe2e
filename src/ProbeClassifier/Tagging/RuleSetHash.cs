using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace ProbeClassifier.Tagging;

/// <summary>
/// A hash of what decides tags and sections: the rules in order, each with its tag's id and section and its conditions in
/// canonical form. Titles, references and names are not in it. The first eight bytes, big-endian, of the SHA-256 of:
/// <code>
/// probeclassifier-rules/1
/// tag=tcp/21 section=1 transport=6 destinationPort=21
/// …
/// </code>
/// in UTF-8 with LF after every line; and a last line <c>home=192.0.2.0/24</c> where rules ask for home and there is one.
/// </summary>
internal static class RuleSetHash
{
    public static ulong Compute(IReadOnlyList<ProbeRule> rules, HomeNetworks home)
    {
        var text = new StringBuilder("probeclassifier-rules/1\n");
        foreach (ProbeRule rule in rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"tag={rule.Tag.Id} section={(byte)rule.Tag.Section} ");
            text.Append(RuleText.Canonical(rule.Compiled)).Append('\n');
        }

        if (!home.IsEmpty && rules.Any(r => r.Compiled.SourceIsHome is not null || r.Compiled.DestinationIsHome is not null))
            text.Append(CultureInfo.InvariantCulture, $"home={home}\n");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
