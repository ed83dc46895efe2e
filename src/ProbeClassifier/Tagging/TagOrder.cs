using System;
using System.Collections.Generic;
using System.Linq;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Numbers the tags from 0, by section, those of the remainder last, and within a section in the order in which rules first give
/// them.
/// </summary>
internal sealed class TagOrder
{
    public TagOrder(IReadOnlyList<ProbeRule> rules)
    {
        Tags = [.. rules.Select(r => r.Tag).DistinctBy(t => t.Id, StringComparer.Ordinal).OrderBy(t => t.Section == ReportSection.None ? byte.MaxValue : (byte)t.Section)];
        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal);
        foreach (ProbeTag tag in Tags)
            numbers.Add(tag.Id, (ushort)numbers.Count);
        TagOfRule = [.. rules.Select(r => numbers[r.Tag.Id])];
    }

    public IReadOnlyList<ProbeTag> Tags { get; }

    /// <summary>By rule, from 0: the number of the tag that it gives.</summary>
    public ushort[] TagOfRule { get; }
}
