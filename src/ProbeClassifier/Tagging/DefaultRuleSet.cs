using System;
using System.IO;
using System.Reflection;

namespace ProbeClassifier.Tagging;

/// <summary>The rule set that comes with the library. It can be extended by name.</summary>
internal static class DefaultRuleSet
{
    public const string Name = RuleSet.DefaultName;

    private const string Resource = Name + ".json";

    /// <summary>Compiled on first use.</summary>
    public static RuleSet Instance { get; } = RuleSet.Parse(Read(), Resource);

    /// <summary>The file as it is embedded.</summary>
    internal static byte[] Read()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library was built without {Resource}.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
