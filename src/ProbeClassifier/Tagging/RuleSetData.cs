using System.Collections.Generic;

namespace ProbeClassifier.Tagging;

/// <summary>What a rules file says, before it is compiled. Not changed once a rule set holds it.</summary>
internal sealed class RuleSetData
{
    /// <summary>The most tags of a set: bounds what classifying keeps on the stack.</summary>
    public const int MaxTags = 1024;

    /// <summary>The most rules of a set.</summary>
    public const int MaxRules = 4096;

    /// <summary>The largest rules file, in bytes: 16 MiB.</summary>
    public const int MaxFileBytes = 16 * 1024 * 1024;

    public required string Name { get; set; }

    public List<ProbeTag> Tags { get; } = [];

    public List<Rule> Rules { get; } = [];

    public List<RuleReference> References { get; } = [];

    public Dictionary<ReportSection, IReadOnlyList<string>> SectionReferences { get; } = [];

    public RuleSetData Copy()
    {
        var copy = new RuleSetData { Name = Name };
        copy.Tags.AddRange(Tags);
        copy.Rules.AddRange(Rules);
        copy.References.AddRange(References);
        foreach ((ReportSection section, IReadOnlyList<string> ids) in SectionReferences)
            copy.SectionReferences[section] = ids;
        return copy;
    }

    public int FindTag(string id) => Tags.FindIndex(t => string.Equals(t.Id, id, System.StringComparison.Ordinal));
}
