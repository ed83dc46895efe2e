using System;
using System.Collections.Generic;

namespace ProbeClassifier.Tagging;

/// <summary>Numbers the tags from 0 in the order in which rules first give them.</summary>
internal sealed class TagOrder
{
    public TagOrder(IReadOnlyList<ProbeRule> rules)
    {
        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var tags = new List<ProbeTag>();
        TagOfRule = new ushort[rules.Count];
        for (int i = 0; i < rules.Count; i++)
        {
            ProbeTag tag = rules[i].Tag;
            if (!numbers.TryGetValue(tag.Id, out ushort number))
            {
                number = (ushort)tags.Count;
                numbers.Add(tag.Id, number);
                tags.Add(tag);
            }

            TagOfRule[i] = number;
        }

        Tags = [.. tags];
    }

    public IReadOnlyList<ProbeTag> Tags { get; }

    /// <summary>By rule, from 0: the number of the tag that it gives.</summary>
    public ushort[] TagOfRule { get; }
}
