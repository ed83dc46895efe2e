using System.Collections.Generic;

namespace ProbeClassifier.Tagging;

/// <summary>A label that rules give to events, and what a report says of it. Immutable.</summary>
public sealed record ProbeTag
{
    /// <summary>
    /// Its id, unique in a rule set: <c>tcp/21</c>, <c>icmp/8</c>, <c>http/cgi-bin</c>. Lower-case ASCII letters, digits and
    /// <c>. _ + - /</c>, at most <see cref="RuleLimits.MaxTagIdLength"/> of them.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The section its events belong to when it is their first tag; <see cref="ReportSection.None"/> for the remainder.</summary>
    public required ReportSection Section { get; init; }

    /// <summary>
    /// The name of the service (<c>ftp</c>). In the default rule set the name that the source report prints; null where it
    /// prints only a number.
    /// </summary>
    public string? Service { get; init; }

    /// <summary>The part of its section that it belongs to: in the default rule set <c>causes</c> or <c>deeds</c> for section IV; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>One line: what stands behind it. Null when nobody said.</summary>
    public string? Title { get; init; }

    /// <summary>The same in Japanese.</summary>
    public string? TitleJa { get; init; }

    /// <summary>
    /// Advisories and notes, in the order of the rule file: ids of <see cref="RuleSet.References"/> (<c>[7]</c>) or URLs.
    /// </summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Whether the source report lists it. Default <see cref="TagOrigin.Added"/>.</summary>
    public TagOrigin Origin { get; init; }

    /// <summary>The item as the source report prints it, slips included (<c>2140(qencp)</c>); null for added tags.</summary>
    public string? AsPrinted { get; init; }

    /// <summary>The name that the IANA registry gives the port or type, where known; it may contradict <see cref="Service"/>.</summary>
    public string? Registered { get; init; }

    /// <summary>A paragraph for the page on tags: what it was in 2000, and what is uncertain about it.</summary>
    public string? Note { get; init; }

    /// <summary>URLs that support <see cref="Note"/>; empty when it rests on general knowledge.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
