namespace ProbeClassifier.Tagging;

/// <summary>
/// The limits of a rule set. A file that breaks one is refused with an error that names it; a builder throws
/// <see cref="System.ArgumentException"/>.
/// </summary>
public static class RuleLimits
{
    /// <summary>Bytes of a rule file: 4 MiB.</summary>
    public const int MaxFileBytes = 4 * 1024 * 1024;

    /// <summary>Rules of a rule set, those of the set it extends included.</summary>
    public const int MaxRules = 4096;

    /// <summary>Tags of a rule set, those of the set it extends included.</summary>
    public const int MaxTags = 1024;

    /// <summary>References of a rule set, those of the set it extends included.</summary>
    public const int MaxReferences = 1024;

    /// <summary>Alternatives in one list: ports, networks, references of a tag.</summary>
    public const int MaxListLength = 1024;

    /// <summary>Characters of a tag id.</summary>
    public const int MaxTagIdLength = 64;

    /// <summary>Characters of a name or a reference id.</summary>
    public const int MaxNameLength = 128;

    /// <summary>Characters of a title, a URL or a note.</summary>
    public const int MaxTextLength = 2048;

    /// <summary>Bytes (UTF-8) of a path prefix.</summary>
    public const int MaxPathPrefixBytes = 256;

    /// <summary>Errors reported for one file; one more entry says that there are others.</summary>
    public const int MaxErrors = 500;

    /// <summary>
    /// Distinct lists of tags in one rule set, the empty one not counted. Rules that overlap beyond it give their events
    /// only the first tag, so sections stay right.
    /// </summary>
    public const int MaxTagSets = 65_534;
}
