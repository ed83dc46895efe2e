using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>JSON with the place of every value: what an error message needs and System.Text.Json's document does not keep.</summary>
internal sealed class JsonNode(JsonTokenType kind, int offset)
{
    public JsonTokenType Kind { get; } = kind;

    /// <summary>Where it begins, in bytes from 0.</summary>
    public int Offset { get; } = offset;

    /// <summary>A string's text, a number's digits.</summary>
    public string Text { get; private set; } = string.Empty;

    public List<JsonNode> Items { get; } = [];

    /// <summary>In the order of the text, doubles included.</summary>
    public List<(string Name, int Offset, JsonNode Value)> Properties { get; } = [];

    public string Describe() => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"\"{Text}\"",
        JsonTokenType.Number => Text,
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };

    /// <summary>Reads the value the reader stands on.</summary>
    public static JsonNode Read(ref Utf8JsonReader reader)
    {
        var node = new JsonNode(reader.TokenType, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = reader.GetString()!;
                    int offset = (int)reader.TokenStartIndex;
                    reader.Read();
                    node.Properties.Add((name, offset, Read(ref reader)));
                }

                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    node.Items.Add(Read(ref reader));
                break;
            case JsonTokenType.String:
                node.Text = reader.GetString()!;
                break;
            case JsonTokenType.Number:
                node.Text = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                break;
        }

        return node;
    }

    /// <summary>The first property of a name, or null.</summary>
    public JsonNode? Get(string name)
    {
        foreach ((string property, _, JsonNode value) in Properties)
        {
            if (string.Equals(property, name, StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    /// <summary>A whole number, or null.</summary>
    public int? AsInteger() =>
        Kind == JsonTokenType.Number && int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>The items of a list, or the node itself: many settings take one or several.</summary>
    public IReadOnlyList<JsonNode> OneOrMany() => Kind == JsonTokenType.StartArray ? Items : [this];
}
