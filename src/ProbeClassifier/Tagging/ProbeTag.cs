using System.Collections.Generic;

namespace ProbeClassifier.Tagging;

/// <summary>A label that rules give to events, and what a report says of it. Immutable.</summary>
public sealed record ProbeTag
{
    /// <summary>Its id, unique in a rule set: <c>tcp/21</c>, <c>icmp/8</c>, <c>http/cgi-bin</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The section its events belong to when it is their first tag; <see cref="ReportSection.None"/> for the remainder.</summary>
    public required ReportSection Section { get; init; }

    /// <summary>The service's name as the source report prints it (<c>ftp</c>); null where it prints only a number.</summary>
    public string? Service { get; init; }

    /// <summary>The service's name in IANA's registry; null when none is given.</summary>
    public string? Registered { get; init; }

    /// <summary>Where the tag comes from when not from the source report: <c>added</c> for the default set's own; null otherwise.</summary>
    public string? Origin { get; init; }

    /// <summary>One line: what stands behind it.</summary>
    public string? Title { get; init; }

    /// <summary>The same in Japanese.</summary>
    public string? TitleJa { get; init; }

    /// <summary>Advisories and notes, as ids of the rule set's reference list (<c>[7]</c>) or URLs, in the order of the rule.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
