using System.Collections.Generic;

namespace ProbeClassifier.Tagging;

/// <summary>The tags of one kind of event, in the order of the rules. Immutable; one instance for each distinct list.</summary>
public sealed class TagSet
{
    internal static readonly TagSet Empty = new(0, []);

    internal TagSet(ushort id, IReadOnlyList<ProbeTag> tags)
    {
        Id = id;
        Tags = tags;
        Section = tags.Count == 0 ? ReportSection.None : tags[0].Section;
    }

    /// <summary>Its id in its rule set; 0 for the empty one.</summary>
    public ushort Id { get; }

    /// <summary>The tags; the first decides the section.</summary>
    public IReadOnlyList<ProbeTag> Tags { get; }

    /// <summary>The section of the first tag; <see cref="ReportSection.None"/> without tags.</summary>
    public ReportSection Section { get; }
}
