using System;
using System.Collections.Generic;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Outputs;

/// <summary>What outputs say of a tag, found once for each tag of a rule set and not for each event.</summary>
internal sealed class TagFacts
{
    private readonly AttackTechnique? _technique;

    private TagFacts(ProbeTag tag, RuleSet rules)
    {
        Name = tag.Title ?? (tag.Service is { } service ? $"{tag.Id} ({service})" : tag.Id);
        _technique = AttackTechnique.Of(tag);
        IReadOnlyList<string> cited = tag.References.Count > 0 ? tag.References : rules.GetSectionReferences(tag.Section);
        if (cited.Count > 0)
            Reference = rules.FindReference(cited[0])?.Url ?? cited[0];
    }

    /// <summary>Its title, or its id and its service.</summary>
    public string Name { get; }

    /// <summary>The URL of its first reference, or of its section's; null for none.</summary>
    public string? Reference { get; }

    /// <summary>What an event with it is a sign of; null for none. A login at a port is more than a probe of it, and what is not said.</summary>
    public AttackTechnique? TechniqueOf(in ProbeEvent probe) =>
        probe.Activity is ProbeActivity.LoginFailed or ProbeActivity.UnknownUser ? null : _technique;

    /// <summary>The facts of all tags of a rule set by tag id.</summary>
    public static Dictionary<string, TagFacts> OfAll(RuleSet rules)
    {
        var facts = new Dictionary<string, TagFacts>(StringComparer.Ordinal);
        foreach (ProbeTag tag in rules.Tags)
            facts.Add(tag.Id, new TagFacts(tag, rules));
        return facts;
    }
}
