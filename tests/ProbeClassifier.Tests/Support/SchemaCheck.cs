using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProbeClassifier.Tests.Support;

/// <summary>
/// As much of JSON Schema 2020-12 as the schemas of this repository use. A keyword it does not know is an error of the test, so
/// that no rule is passed over in silence.
/// </summary>
internal sealed class SchemaCheck(JsonElement root)
{
    private readonly List<string> _errors = [];

    public static IReadOnlyList<string> Errors(string schema, string document)
    {
        using JsonDocument rules = JsonDocument.Parse(schema);
        using JsonDocument value = JsonDocument.Parse(document);
        var check = new SchemaCheck(rules.RootElement);
        check.Visit(rules.RootElement, value.RootElement, "$");
        return check._errors;
    }

    private void Visit(JsonElement schema, JsonElement value, string at)
    {
        foreach (JsonProperty rule in schema.EnumerateObject())
        {
            bool holds = rule.Name switch
            {
                "$schema" or "$id" or "$defs" or "title" or "description" => true,
                "$ref" => Follow(rule.Value.GetString()!, value, at),
                "type" => rule.Value.ValueKind == JsonValueKind.Array
                    ? rule.Value.EnumerateArray().Any(type => Is(type.GetString()!, value))
                    : Is(rule.Value.GetString()!, value),
                "const" => JsonElement.DeepEquals(rule.Value, value),
                "enum" => rule.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
                "anyOf" => rule.Value.EnumerateArray().Any(choice => Fits(choice, value)),
                "pattern" => Regex.IsMatch(value.GetString()!, rule.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(10)),
                "minimum" => value.GetDecimal() >= rule.Value.GetDecimal(),
                "exclusiveMinimum" => value.GetDouble() > rule.Value.GetDouble(),
                "maximum" => value.GetDecimal() <= rule.Value.GetDecimal(),
                "minItems" => value.GetArrayLength() >= rule.Value.GetInt32(),
                "maxItems" => value.GetArrayLength() <= rule.Value.GetInt32(),
                "items" => Items(rule.Value, value, at),
                "required" => rule.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
                "properties" => Properties(rule.Value, value, at),
                "additionalProperties" => !rule.Value.GetBoolean() && value.EnumerateObject().All(property => schema.GetProperty("properties").TryGetProperty(property.Name, out _)),
                _ => throw new NotSupportedException($"{rule.Name} is not a keyword this check knows"),
            };
            if (!holds)
                _errors.Add($"{at}: {rule.Name} {rule.Value.GetRawText()}");
            if (!holds && rule.Name is "type")
                return;
        }
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException(type),
    };

    private bool Fits(JsonElement schema, JsonElement value)
    {
        var inner = new SchemaCheck(root);
        inner.Visit(schema, value, "$");
        return inner._errors.Count == 0;
    }

    private bool Follow(string reference, JsonElement value, string at)
    {
        const string Prefix = "#/$defs/";
        Assert.StartsWith(Prefix, reference, StringComparison.Ordinal);
        Visit(root.GetProperty("$defs").GetProperty(reference[Prefix.Length..]), value, at);
        return true;
    }

    private bool Items(JsonElement schema, JsonElement value, string at)
    {
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
            Visit(schema, item, $"{at}[{index++}]");
        return true;
    }

    private bool Properties(JsonElement schemas, JsonElement value, string at)
    {
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (schemas.TryGetProperty(property.Name, out JsonElement schema))
                Visit(schema, property.Value, $"{at}.{property.Name}");
        }

        return true;
    }
}
