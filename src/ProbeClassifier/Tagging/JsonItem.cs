using System.Collections.Generic;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>A JSON value and where it stands, so that every later error can say where.</summary>
internal sealed class JsonItem(JsonTokenType kind, int offset, string text)
{
    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    public JsonTokenType Kind { get; } = kind;

    /// <summary>Its first byte, from 0.</summary>
    public int Offset { get; } = offset;

    /// <summary>A string's value, a number as written; empty otherwise.</summary>
    public string Text { get; } = text;

    /// <summary>Of an object, in order, repeated names included.</summary>
    public List<JsonMember> Members { get; } = [];

    /// <summary>Of an array.</summary>
    public List<JsonItem> Items { get; } = [];

    /// <summary>False when a syntax error stands before its end: then nothing can be said to be missing.</summary>
    public bool IsComplete { get; set; } = kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray);

    /// <summary>For "found …".</summary>
    public string Describe() => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => RuleText.Quote(Text),
        JsonTokenType.Number => Text.Length <= 24 ? Text : Text[..24] + "…",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };
}

/// <summary>A property of a JSON object.</summary>
internal readonly record struct JsonMember(string Name, int Offset, JsonItem Value);
