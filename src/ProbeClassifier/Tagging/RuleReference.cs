namespace ProbeClassifier.Tagging;

/// <summary>An entry of a rule set's list of references. Immutable.</summary>
/// <param name="Id">Its id, as tags and sections cite it: <c>[7]</c>.</param>
/// <param name="Title">Its title, as printed.</param>
/// <param name="Url">Where it was published; many of the year 2000 are gone.</param>
/// <param name="UrlJa">A Japanese translation that the source names; null without one.</param>
public sealed record RuleReference(string Id, string Title, string Url, string? UrlJa = null);
