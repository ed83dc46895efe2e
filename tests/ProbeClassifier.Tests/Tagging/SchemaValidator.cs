using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProbeClassifier.Tests.Tagging;

/// <summary>
/// The part of JSON Schema 2020-12 that our schemas use; a keyword that it does not know fails the test. The validators
/// that are to be had for .NET either stop before 2020-12 or may not be used freely.
/// </summary>
internal sealed class SchemaValidator(JsonElement root)
{
    // A keyword says nothing of values of another kind.
    private static readonly Dictionary<string, JsonValueKind> Kinds = new(StringComparer.Ordinal)
    {
        ["properties"] = JsonValueKind.Object,
        ["additionalProperties"] = JsonValueKind.Object,
        ["required"] = JsonValueKind.Object,
        ["dependentRequired"] = JsonValueKind.Object,
        ["propertyNames"] = JsonValueKind.Object,
        ["minProperties"] = JsonValueKind.Object,
        ["maxProperties"] = JsonValueKind.Object,
        ["items"] = JsonValueKind.Array,
        ["minItems"] = JsonValueKind.Array,
        ["maxItems"] = JsonValueKind.Array,
        ["uniqueItems"] = JsonValueKind.Array,
        ["minLength"] = JsonValueKind.String,
        ["maxLength"] = JsonValueKind.String,
        ["pattern"] = JsonValueKind.String,
        ["minimum"] = JsonValueKind.Number,
        ["maximum"] = JsonValueKind.Number,
    };

    public List<string> Validate(JsonElement value)
    {
        var problems = new List<string>();
        Check(root, value, "#", problems);
        return problems;
    }

    private bool IsValid(JsonElement schema, JsonElement value)
    {
        var problems = new List<string>();
        Check(schema, value, "#", problems);
        return problems.Count == 0;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        if (schema.ValueKind == JsonValueKind.False)
            problems.Add($"{path}: not allowed");
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return;
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!Holds(schema, keyword, value, path, problems))
                problems.Add($"{path}: {keyword.Name} {keyword.Value}");
        }
    }

    private bool Holds(JsonElement schema, JsonProperty keyword, JsonElement value, string path, List<string> problems)
    {
        JsonElement argument = keyword.Value;
        switch (keyword.Name)
        {
            case "$schema" or "$id" or "$defs" or "title" or "description" or "default":
                return true;
            case "$ref":
                Check(Resolve(argument.GetString()!), value, path, problems);
                return true;
            case "type":
                return IsType(argument.GetString()!, value);
            case "enum":
                return argument.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value));
            case "const":
                return JsonElement.DeepEquals(argument, value);
            case "anyOf":
                return argument.EnumerateArray().Any(a => IsValid(a, value));
            case "oneOf":
                return argument.EnumerateArray().Count(a => IsValid(a, value)) == 1;
            default:
                if (!Kinds.TryGetValue(keyword.Name, out JsonValueKind kind))
                    throw new NotSupportedException(keyword.Name);
                if (value.ValueKind != kind)
                    return true;
                return kind switch
                {
                    JsonValueKind.Object => HoldsForObject(schema, keyword, value, path, problems),
                    JsonValueKind.Array => HoldsForArray(keyword, value, path, problems),
                    JsonValueKind.String => HoldsForString(keyword, value.GetString()!),
                    JsonValueKind.Number => HoldsForNumber(keyword, value.GetDouble()),
                    _ => throw new NotSupportedException(keyword.Name),
                };
        }
    }

    private bool HoldsForObject(JsonElement schema, JsonProperty keyword, JsonElement value, string path, List<string> problems)
    {
        JsonElement argument = keyword.Value;
        JsonProperty[] members = [.. value.EnumerateObject()];
        switch (keyword.Name)
        {
            case "properties":
                foreach (JsonProperty member in members)
                {
                    if (argument.TryGetProperty(member.Name, out JsonElement inner))
                        Check(inner, member.Value, $"{path}/{member.Name}", problems);
                }

                return true;
            case "additionalProperties":
                foreach (JsonProperty member in members)
                {
                    if (!schema.TryGetProperty("properties", out JsonElement known) || !known.TryGetProperty(member.Name, out _))
                        Check(argument, member.Value, $"{path}/{member.Name}", problems);
                }

                return true;
            case "required":
                return argument.EnumerateArray().All(r => value.TryGetProperty(r.GetString()!, out _));
            case "dependentRequired":
                return argument.EnumerateObject().All(d => !value.TryGetProperty(d.Name, out _)
                    || d.Value.EnumerateArray().All(r => value.TryGetProperty(r.GetString()!, out _)));
            case "propertyNames":
                return members.All(m => argument.EnumerateObject().All(k => HoldsForString(k, m.Name)));
            case "minProperties":
                return members.Length >= argument.GetInt32();
            case "maxProperties":
                return members.Length <= argument.GetInt32();
            default:
                throw new NotSupportedException(keyword.Name);
        }
    }

    private bool HoldsForArray(JsonProperty keyword, JsonElement value, string path, List<string> problems)
    {
        JsonElement[] items = [.. value.EnumerateArray()];
        switch (keyword.Name)
        {
            case "items":
                for (int i = 0; i < items.Length; i++)
                    Check(keyword.Value, items[i], $"{path}/{i}", problems);
                return true;
            case "minItems":
                return items.Length >= keyword.Value.GetInt32();
            case "maxItems":
                return items.Length <= keyword.Value.GetInt32();
            case "uniqueItems":
                return items.Select(i => i.GetRawText()).Distinct().Count() == items.Length;
            default:
                throw new NotSupportedException(keyword.Name);
        }
    }

    private static bool HoldsForString(JsonProperty keyword, string value) => keyword.Name switch
    {
        "minLength" => value.EnumerateRunes().Count() >= keyword.Value.GetInt32(),
        "maxLength" => value.EnumerateRunes().Count() <= keyword.Value.GetInt32(),
        "pattern" => Regex.IsMatch(value, keyword.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)),
        _ => throw new NotSupportedException(keyword.Name),
    };

    private static bool HoldsForNumber(JsonProperty keyword, double value) => keyword.Name switch
    {
        "minimum" => value >= keyword.Value.GetDouble(),
        "maximum" => value <= keyword.Value.GetDouble(),
        _ => throw new NotSupportedException(keyword.Name),
    };

    private static bool IsType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && Math.Floor(value.GetDouble()) == value.GetDouble(),
        _ => throw new NotSupportedException(type),
    };

    private JsonElement Resolve(string reference)
    {
        JsonElement target = root;
        foreach (string part in reference.Split('/')[1..])
            target = target.GetProperty(part);
        return target;
    }
}
