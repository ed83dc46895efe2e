using System.Collections.Generic;
using System.Collections.Immutable;

namespace ProbeClassifier.Tagging;

/// <summary>What a rule set is made of, before it is compiled. Immutable; every part has been checked.</summary>
internal sealed record RuleSetContent
{
    public required string Name { get; init; }

    public ImmutableArray<ProbeRule> Rules { get; init; } = [];

    /// <summary>Declared tags, those that no rule gives included.</summary>
    public ImmutableArray<ProbeTag> Tags { get; init; } = [];

    public ImmutableArray<RuleReference> References { get; init; } = [];

    public ImmutableDictionary<ReportSection, ImmutableArray<string>> Sections { get; init; } =
        ImmutableDictionary<ReportSection, ImmutableArray<string>>.Empty;

    public IReadOnlyList<string> ReferencesOf(ReportSection section) =>
        Sections.TryGetValue(section, out ImmutableArray<string> references) ? references : [];
}
