using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Benchmarks.Contenders;

/// <summary>What every contender must agree on: lines, events, and events by tag id.</summary>
internal sealed record Tally(long Lines, long Events, IReadOnlyDictionary<string, long> Tags)
{
    /// <summary>What the two disagree on, one a line; empty when they agree.</summary>
    public IReadOnlyList<string> DifferencesFrom(Tally other)
    {
        List<string> differences = [];
        if (Lines != other.Lines)
            differences.Add($"lines: {Lines} and {other.Lines}");
        if (Events != other.Events)
            differences.Add($"events: {Events} and {other.Events}");
        foreach (string tag in Tags.Keys.Union(other.Tags.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            long here = Tags.GetValueOrDefault(tag);
            long there = other.Tags.GetValueOrDefault(tag);
            if (here != there)
                differences.Add($"{tag}: {here} and {there}");
        }

        return differences;
    }

    /// <summary>Without the tags that are not the source report's own, which the naive contenders do not know.</summary>
    public Tally OfTheSource() => this with
    {
        Tags = Tags.Where(t => RuleSet.Default.Tags.Any(tag => tag.Origin == TagOrigin.Source && string.Equals(tag.Id, t.Key, StringComparison.Ordinal)))
            .ToDictionary(StringComparer.Ordinal),
    };
}
