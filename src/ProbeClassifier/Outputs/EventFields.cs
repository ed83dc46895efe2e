using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Outputs;

/// <summary>The fields of each JSON format by their dotted names, from the lists in docs/schemas. Thread-safe.</summary>
public static class EventFields
{
    private const int Suggestions = 3;

    private static readonly Lazy<ReadOnlyCollection<string>> Ndjson = new(() => Read("event.schema.json", "properties", except: "id"));
    private static readonly Lazy<ReadOnlyCollection<string>> Ecs = new(() => Read("ecs-fields.json", "fields"));
    private static readonly Lazy<ReadOnlyCollection<string>> Ocsf = new(() => Read("ocsf-attributes.json", "fields"));

    /// <summary>All fields that a format may write, in the order of its list. CEF has keys, and none of these.</summary>
    /// <param name="format">The format.</param>
    public static IReadOnlyList<string> Of(EventFormat format) => format switch
    {
        EventFormat.Ndjson => Ndjson.Value,
        EventFormat.Ecs => Ecs.Value,
        EventFormat.Ocsf => Ocsf.Value,
        EventFormat.Cef => [],
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "is no format"),
    };

    /// <summary>What is wrong with a choice of fields, and what was expected; null if nothing is.</summary>
    /// <param name="format">The format.</param>
    /// <param name="fields">Names of fields, or of what stands above some: <c>source</c> is all of <c>source.ip</c>, <c>source.port</c> ….</param>
    /// <param name="original">Whether the original line is written.</param>
    public static string? WhatIsWrong(EventFormat format, IReadOnlyList<string> fields, bool original = false)
    {
        ArgumentNullException.ThrowIfNull(fields);
        IReadOnlyList<string> known = Of(format);
        if (known.Count == 0)
            return "CEF has keys of its own, of which consumers expect most; expected ecs, ocsf or ndjson for a choice of fields";
        return fields.Count == 0 ? "no field is named" : WhatIsWrong(known, fields) ?? (original ? null : WhatLacksTheLine(format, fields));
    }

    /// <summary>What is wrong with a choice among names; null if nothing is.</summary>
    /// <param name="known">The names that there are, dotted or not.</param>
    /// <param name="fields">The choice.</param>
    public static string? WhatIsWrong(IReadOnlyList<string> known, IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(fields);
        string? unknown = fields.FirstOrDefault(field => !known.Any(name => IsOrHolds(field, name)));
        if (unknown is null)
            return null;
        string nearest = string.Join(", ", known.OrderBy(name => (double)EditDistance.Between(unknown, name) / Math.Max(unknown.Length, name.Length)).Take(Suggestions));
        return $"\"{unknown}\" is no field; the nearest are {nearest}; docs/outputs.md lists all";
    }

    /// <summary>Whether a name is that of a field, or of what stands above it.</summary>
    internal static bool IsOrHolds(string name, string field) =>
        field.StartsWith(name, StringComparison.Ordinal) && name.Length > 0 && (field.Length == name.Length || field[name.Length] == '.');

    private static string? WhatLacksTheLine(EventFormat format, IReadOnlyList<string> fields)
    {
        string original = format == EventFormat.Ecs ? "event.original" : "raw_data";
        return fields.Contains(original, StringComparer.Ordinal) ? $"\"{original}\" is written only when the original line is asked for" : null;
    }

    private static ReadOnlyCollection<string> Read(string list, string member, string? except = null)
    {
        using Stream resource = typeof(EventFields).Assembly.GetManifestResourceStream(list) ?? throw new InvalidOperationException($"{list} is not in the assembly");
        using JsonDocument document = JsonDocument.Parse(resource);
        return document.RootElement.GetProperty(member).EnumerateObject().Select(p => p.Name).Where(n => !string.Equals(n, except, StringComparison.Ordinal)).ToList().AsReadOnly();
    }
}
