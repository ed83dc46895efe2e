using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>
/// A rules file (docs/rules.md) to data. It reads on after an error, so that one run names everything that is wrong.
/// </summary>
internal sealed class RuleSetReader
{
    private readonly ErrorList _errors;
    private readonly RuleMatchReader _matches;
    private RuleSetData _data = new() { Name = "custom" };
    private int _insertAt;

    private RuleSetReader(ErrorList errors)
    {
        _errors = errors;
        _matches = new RuleMatchReader(errors);
    }

    public static RuleSetData Read(ReadOnlySpan<byte> utf8Json, string name)
    {
        var errors = new ErrorList(utf8Json);
        JsonNode? root = Parse(utf8Json, errors);
        var reader = new RuleSetReader(errors);
        if (root is not null)
            reader.ReadRoot(root);
        return errors.Count == 0 ? reader._data : throw new RuleSetException(name, errors.Sorted());
    }

    private static JsonNode? Parse(ReadOnlySpan<byte> utf8Json, ErrorList errors)
    {
        if (utf8Json.Length > RuleSetData.MaxFileBytes)
        {
            errors.Add(0, $"the file is longer than {RuleSetData.MaxFileBytes.ToString(CultureInfo.InvariantCulture)} bytes");
            return null;
        }

        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json[3..];
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        });
        try
        {
            reader.Read();
            JsonNode root = JsonNode.Read(ref reader);
            if (reader.Read())
                errors.Add((int)reader.TokenStartIndex, "text after the end of the rules; expected one object");
            return root;
        }
        catch (JsonException e)
        {
            errors.AddAt((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "not JSON: " + FirstSentence(e.Message));
        }
        catch (InvalidOperationException)
        {
            errors.Add((int)reader.TokenStartIndex, "a string that is not valid UTF-8");
        }

        return null;
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private void ReadRoot(JsonNode root)
    {
        if (!_errors.Expect(root, JsonTokenType.StartObject, "an object"))
            return;
        _errors.CheckProperties(root, ["$schema", "name", "description", "extends", "position", "references", "sections", "tags", "rules"]);
        JsonNode? extends = root.Get("extends");
        if (extends is not null && _errors.Expect(extends, JsonTokenType.String, "the name of a rule set"))
        {
            if (string.Equals(extends.Text, RuleSet.DefaultName, StringComparison.Ordinal))
                _data = RuleSet.Default.Data.Copy();
            else
                _errors.Add(extends.Offset, $"unknown rule set {extends.Describe()}; expected \"{RuleSet.DefaultName}\"");
        }

        ReadPosition(root, extends);
        _data.Name = "custom";
        if (root.Get("name") is { } name && _errors.ExpectText(name))
            _data.Name = name.Text;
        if (root.Get("references") is { } references && _errors.Expect(references, JsonTokenType.StartArray, "a list"))
            references.Items.ForEach(ReadReference);
        if (root.Get("sections") is { } sections && _errors.Expect(sections, JsonTokenType.StartObject, "an object"))
            ReadSections(sections);
        if (root.Get("tags") is { } tags && _errors.Expect(tags, JsonTokenType.StartArray, "a list"))
            tags.Items.ForEach(ReadTag);
        JsonNode? rules = root.Get("rules");
        if (rules is null)
            _errors.Add(root.Offset, "\"rules\" is missing; expected a list of rules");
        else if (_errors.Expect(rules, JsonTokenType.StartArray, "a list"))
            rules.Items.ForEach(ReadRule);
    }

    /// <summary>An event's first tag decides its section, so it matters whose rules come first.</summary>
    private void ReadPosition(JsonNode root, JsonNode? extends)
    {
        _insertAt = _data.Rules.Count;
        if (root.Get("position") is not { } position)
            return;
        if (extends is null)
            _errors.Add(position.Offset, "\"position\" without \"extends\"; expected both or neither");
        if (position.Kind != JsonTokenType.String || position.Text is not ("before" or "after"))
            _errors.Add(position.Offset, $"unknown position {position.Describe()}; expected \"before\" or \"after\"");
        else if (string.Equals(position.Text, "before", StringComparison.Ordinal))
            _insertAt = 0;
    }

    private void ReadReference(JsonNode node)
    {
        if (!_errors.Expect(node, JsonTokenType.StartObject, "an object with id, title and url"))
            return;
        _errors.CheckProperties(node, ["id", "title", "url"]);
        string id = Required(node, "id");
        string title = Required(node, "title");
        string url = Required(node, "url");
        if (_data.References.Exists(r => string.Equals(r.Id, id, StringComparison.Ordinal)))
            _errors.Add(node.Offset, $"reference \"{id}\" is declared twice");
        else
            _data.References.Add(new RuleReference(id, title, url));
    }

    private void ReadSections(JsonNode node)
    {
        foreach ((string name, int offset, JsonNode value) in node.Properties)
        {
            if (!SectionNames.TryParse(name, out ReportSection section))
                _errors.Add(offset, $"unknown section \"{name}\"; expected I, II, III, IV, V or VI");
            else
                _data.SectionReferences[section] = ReadReferenceIds(value);
        }
    }

    private List<string> ReadReferenceIds(JsonNode node)
    {
        List<string> ids = [];
        if (!_errors.Expect(node, JsonTokenType.StartArray, "a list of references"))
            return ids;
        foreach (JsonNode item in node.Items)
        {
            if (!_errors.ExpectText(item))
                continue;
            if (item.Text[0] == '[' && !_data.References.Exists(r => string.Equals(r.Id, item.Text, StringComparison.Ordinal)))
                _errors.Add(item.Offset, $"unknown reference {item.Describe()}; expected one declared in \"references\", or a URL");
            ids.Add(item.Text);
        }

        return ids;
    }

    private void ReadTag(JsonNode node)
    {
        if (!_errors.Expect(node, JsonTokenType.StartObject, "an object with id and section"))
            return;
        _errors.CheckProperties(node, ["id", "section", "service", "registered", "origin", "title", "titleJa", "references"]);
        string id = Required(node, "id");
        if (id.Any(c => c <= ' ' || char.IsControl(c)))
            _errors.Add(node.Get("id")!.Offset, $"\"{id}\" is no tag id; expected text without spaces");
        ReportSection section = ReportSection.None;
        if (node.Get("section") is not { } name)
            _errors.Add(node.Offset, "\"section\" is missing; expected \"I\" to \"VI\", or null for the remainder");
        else if (name.Kind != JsonTokenType.Null && (name.Kind != JsonTokenType.String || !SectionNames.TryParse(name.Text, out section)))
            _errors.Add(name.Offset, $"unknown section {name.Describe()}; expected \"I\" to \"VI\", or null for the remainder");
        var tag = new ProbeTag
        {
            Id = id,
            Section = section,
            Service = Optional(node, "service"),
            Registered = Optional(node, "registered"),
            Origin = Optional(node, "origin"),
            Title = Optional(node, "title"),
            TitleJa = Optional(node, "titleJa"),
            References = node.Get("references") is { } references ? ReadReferenceIds(references) : [],
        };
        if (_data.FindTag(id) >= 0)
            _errors.Add(node.Offset, $"tag \"{id}\" is declared twice");
        else if (_data.Tags.Count == RuleSetData.MaxTags)
            _errors.Add(node.Offset, $"more than {RuleSetData.MaxTags.ToString(CultureInfo.InvariantCulture)} tags");
        else
            _data.Tags.Add(tag);
    }

    private void ReadRule(JsonNode node)
    {
        if (!_errors.Expect(node, JsonTokenType.StartObject, "an object with tag and match"))
            return;
        _errors.CheckProperties(node, ["tag", "match", "description"]);
        string id = Required(node, "tag");
        int tag = _data.FindTag(id);
        if (tag < 0 && id.Length > 0)
            _errors.Add(node.Get("tag")!.Offset, $"unknown tag \"{id}\"; expected one declared in \"tags\"");
        if (node.Get("match") is not { } match)
        {
            _errors.Add(node.Offset, "\"match\" is missing; expected an object with at least one condition");
            return;
        }

        Rule rule = _matches.Read(match, Math.Max(tag, 0));
        if (_data.Rules.Count == RuleSetData.MaxRules)
            _errors.Add(node.Offset, $"more than {RuleSetData.MaxRules.ToString(CultureInfo.InvariantCulture)} rules");
        else
            _data.Rules.Insert(_insertAt++, rule);
    }

    private string Required(JsonNode node, string name)
    {
        if (node.Get(name) is { } value)
            return _errors.ExpectText(value) ? value.Text : string.Empty;
        _errors.Add(node.Offset, $"\"{name}\" is missing; expected a string");
        return string.Empty;
    }

    private string? Optional(JsonNode node, string name) =>
        node.Get(name) is { } value && _errors.ExpectText(value) ? value.Text : null;
}
