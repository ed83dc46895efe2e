namespace ProbeClassifier.Tagging;

/// <summary>An entry of a rule set's reference list.</summary>
/// <param name="Id">How tags name it: <c>[7]</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">Where it was published.</param>
public sealed record RuleReference(string Id, string Title, string Url);
