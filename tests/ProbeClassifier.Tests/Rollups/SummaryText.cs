using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Reflection;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>A whole summary as text, every property of it, so that none escapes comparison.</summary>
internal static class SummaryText
{
    public static string Of(RollupSummary summary) => string.Join(
        '\n',
        typeof(RollupSummary).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Name}: {Value(p.GetValue(summary))}"));

    private static string Value(object? value) => value switch
    {
        null => "-",
        string text => text,
        RuleSet rules => rules.Name,
        ProbeTag tag => tag.Id,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable list => "[" + string.Join("; ", list.Cast<object?>().Select(Value)) + "]",
        _ when value.GetType().Namespace == typeof(RollupSummary).Namespace || value.GetType().Name.StartsWith("KeyValuePair", StringComparison.Ordinal) =>
            string.Join(' ', value.GetType().GetProperties().Select(p => Value(p.GetValue(value)))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
