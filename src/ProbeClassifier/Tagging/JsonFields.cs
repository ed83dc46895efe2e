using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>
/// The properties of one JSON object while it is read: what is not taken is unknown, what is required must be there, and
/// nothing may be there twice.
/// </summary>
internal sealed class JsonFields
{
    private readonly JsonItem _item;
    private readonly RuleErrors _errors;
    private readonly Dictionary<string, JsonMember> _members = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    private JsonFields(JsonItem item, RuleErrors errors)
    {
        _item = item;
        _errors = errors;
        foreach (JsonMember member in item.Members)
        {
            if (_members.TryAdd(member.Name, member))
                continue;
            string first = errors.LineOf(_members[member.Name].Offset);
            errors.Add(member.Offset, $"property {RuleText.Quote(member.Name)} again", $"each property once (first on line {first})");
        }
    }

    /// <summary>The first of each name, in the order of the file.</summary>
    public IEnumerable<JsonMember> All => _members.Values.OrderBy(m => m.Offset);

    /// <summary>Opens an object; null, with an error, when it is something else.</summary>
    public static JsonFields? Open(JsonItem item, RuleErrors errors, string expected)
    {
        if (item.Kind == JsonTokenType.StartObject)
            return new JsonFields(item, errors);
        errors.Add(item.Offset, item.Describe(), expected);
        return null;
    }

    /// <summary>A property that may be there.</summary>
    public JsonItem? Take(string name)
    {
        _known.Add(name);
        return _members.TryGetValue(name, out JsonMember member) ? member.Value : null;
    }

    /// <summary>A property that must be there.</summary>
    public JsonItem? Require(string name)
    {
        JsonItem? value = Take(name);
        if (value is null && _item.IsComplete)
            _errors.Add(_item.Offset, $"an object without \"{name}\"", $"the property \"{name}\"");
        return value;
    }

    /// <summary>Reports the properties that nobody took.</summary>
    public void Finish()
    {
        foreach (JsonMember member in _members.Values)
        {
            if (!_known.Contains(member.Name, StringComparer.Ordinal))
                _errors.Add(member.Offset, $"property {RuleText.Quote(member.Name)}", $"one of {string.Join(", ", _known)}");
        }
    }
}
