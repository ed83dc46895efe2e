using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ProbeClassifier.Tagging;

/// <summary>The rule sets that come with the library. Each can be extended, and chosen, by its name.</summary>
internal static class BuiltInRuleSets
{
    private static readonly Lazy<RuleSet> DefaultSet = new(() => Parse(RuleSet.DefaultName));
    private static readonly Lazy<RuleSet> ExtendedSet = new(() => Parse(RuleSet.ExtendedName));

    /// <summary>Their names, the default's first.</summary>
    public static IReadOnlyList<string> Names { get; } = [RuleSet.DefaultName, RuleSet.ExtendedName];

    /// <summary>Compiled on first use.</summary>
    public static RuleSet Default => DefaultSet.Value;

    /// <inheritdoc cref="Default"/>
    public static RuleSet Extended => ExtendedSet.Value;

    /// <summary>The set of a name; null when there is none.</summary>
    public static RuleSet? Find(string name) => name switch
    {
        RuleSet.DefaultName => Default,
        RuleSet.ExtendedName => Extended,
        _ => null,
    };

    /// <summary>The file as it is embedded.</summary>
    internal static byte[] Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name + ".json")
            ?? throw new InvalidOperationException($"The library was built without {name}.json.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static RuleSet Parse(string name) => RuleSet.Parse(Read(name), name + ".json");
}
