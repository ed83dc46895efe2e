using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Outputs;

/// <summary>A list of fields with their types, made from a schema's documentation, to hold documents against.</summary>
internal sealed class FieldList
{
    public FieldList(string file)
    {
        using JsonDocument list = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.At("docs", "schemas", file)));
        Root = list.RootElement.Clone();
        Types = Root.GetProperty("fields").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!, StringComparer.Ordinal);
    }

    public JsonElement Root { get; }

    public IReadOnlyDictionary<string, string> Types { get; }

    /// <summary>The leaves of a document with their dotted names; the elements of a list have the list's name.</summary>
    public static List<(string Name, JsonElement Value, bool IsListed)> Leaves(JsonElement document)
    {
        List<(string, JsonElement, bool)> leaves = [];
        Visit(document, string.Empty, isListed: false);
        return leaves;

        void Visit(JsonElement element, string name, bool isListed)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in element.EnumerateObject())
                    Visit(property.Value, name.Length == 0 ? property.Name : $"{name}.{property.Name}", isListed: false);
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in element.EnumerateArray())
                    Visit(item, name, isListed: true);
            }
            else
            {
                leaves.Add((name, element, isListed));
            }
        }
    }

    /// <summary>What is wrong with a document: a field that is not listed, of another type, or with a value that is not allowed.</summary>
    public List<string> Errors(JsonElement document)
    {
        List<string> errors = [];
        foreach ((string name, JsonElement value, bool isListed) in Leaves(document))
        {
            if (!Types.TryGetValue(name, out string? type))
                errors.Add($"{name} is not in the list");
            else if (type.EndsWith("[]", StringComparison.Ordinal) != isListed)
                errors.Add($"{name} is {(isListed ? "a" : "no")} list");
            else if (!Is(type.TrimEnd('[', ']'), value))
                errors.Add($"{name}: {value} is no {type}");
            else if (Root.GetProperty("values").TryGetProperty(name, out JsonElement allowed) && !allowed.EnumerateArray().Any(a => string.Equals(a.GetString(), value.ToString(), StringComparison.Ordinal)))
                errors.Add($"{name}: {value} is not allowed");
        }

        return errors;
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "keyword" or "wildcard" or "match_only_text" => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0,
        "long" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "ip" => value.ValueKind == JsonValueKind.String && IPAddress.TryParse(value.GetString(), out _),
        "date" => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time) && time.Offset == TimeSpan.Zero,
        _ => throw new InvalidDataException($"the list has a type that this test does not know: {type}"),
    };
}
