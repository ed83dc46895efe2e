namespace ProbeClassifier.Tagging;

/// <summary>Whether a tag stands in the list that its rule set is made after.</summary>
public enum TagOrigin : byte
{
    /// <summary>Added: by this library, or by a user's own rules.</summary>
    Added = 0,

    /// <summary>An item of the source report's list.</summary>
    Source = 1,
}
