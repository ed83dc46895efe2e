using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>Reads <c>tags</c>, and knows which tags rules may give.</summary>
internal sealed class TagReader
{
    private readonly RuleErrors _errors;
    private readonly RuleValues _values;
    private readonly HashSet<string> _references;
    private readonly Dictionary<string, ProbeTag> _byId;
    private readonly List<ProbeTag> _all;
    private readonly Dictionary<string, int> _unused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _declaredAt = new(StringComparer.Ordinal);

    public TagReader(RuleErrors errors, RuleValues values, RuleSetContent? extended, ImmutableArray<RuleReference> references)
    {
        _errors = errors;
        _values = values;
        _references = references.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        _all = [.. extended?.Tags ?? []];
        _byId = _all.ToDictionary(t => t.Id, StringComparer.Ordinal);
    }

    /// <summary>The extended set's tags, then those of the file.</summary>
    public ImmutableArray<ProbeTag> All => [.. _all];

    public void Read(JsonItem? item)
    {
        if (item is null)
            return;
        if (item.Kind != JsonTokenType.StartArray)
        {
            _errors.Add(item.Offset, item.Describe(), "a list of tags");
            return;
        }

        foreach (JsonItem element in item.Items)
        {
            if (_all.Count >= RuleLimits.MaxTags)
            {
                _errors.Add(element.Offset, "one tag more", $"at most {RuleLimits.MaxTags}");
                return;
            }

            ReadOne(element);
        }
    }

    /// <summary>The tag with an id, marked as used; null when there is none.</summary>
    public ProbeTag? Use(string id)
    {
        _unused.Remove(id);
        return _byId.GetValueOrDefault(id);
    }

    /// <summary>A tag that no rule gives is a mistake in one of the two.</summary>
    public void ReportUnused()
    {
        foreach ((string id, int offset) in _unused)
            _errors.Add(offset, $"tag {RuleText.Quote(id)}, which no rule gives", "a rule for each tag");
    }

    private void ReadOne(JsonItem item)
    {
        JsonFields? fields = JsonFields.Open(item, _errors, "an object with id and section");
        if (fields is null)
            return;
        JsonItem? idItem = fields.Require("id");
        string? id = ReadId(idItem);
        var tag = new ProbeTag
        {
            Id = id ?? string.Empty,
            Section = ReadSection(fields.Require("section")),
            Service = _values.Text(fields.Take("service"), RuleLimits.MaxNameLength),
            Group = ReadGroup(fields.Take("group")),
            Title = _values.Text(fields.Take("title")),
            TitleJa = _values.Text(fields.Take("titleJa")),
            References = ReadReferences(fields.Take("references")),
            Origin = _values.Name(fields.Take("origin"), "origin", RuleNames.Origins) ?? TagOrigin.Added,
            AsPrinted = _values.Text(fields.Take("asPrinted"), RuleLimits.MaxNameLength),
            Registered = _values.Text(fields.Take("registered"), RuleLimits.MaxNameLength),
            Note = _values.Text(fields.Take("note")),
            Sources = ReadSources(fields.Take("sources")),
        };
        fields.Finish();
        if (id is null || idItem is null)
            return;
        if (_byId.TryAdd(id, tag))
        {
            _all.Add(tag);
            _unused.Add(id, idItem.Offset);
            _declaredAt.Add(id, idItem.Offset);
            return;
        }

        string where = _declaredAt.TryGetValue(id, out int first) ? $"first on line {_errors.LineOf(first)}" : "the extended rule set has it";
        _errors.Add(idItem.Offset, $"tag {RuleText.Quote(id)} again", $"each tag declared once ({where})");
    }

    private ReportSection ReadSection(JsonItem? item)
    {
        if (item is null || item.Kind == JsonTokenType.Null)
            return ReportSection.None;
        if (item.Kind == JsonTokenType.String && SectionNames.TryParse(item.Text, out ReportSection section))
            return section;
        _errors.Add(item.Offset, $"section {item.Describe()}", "one of I, II, III, IV, V, VI, or null for the remainder");
        return ReportSection.None;
    }

    /// <summary>A word, formed as an id.</summary>
    private string? ReadGroup(JsonItem? item) => item is null ? null : ReadId(item);

    private string? ReadId(JsonItem? item)
    {
        if (item is null)
            return null;
        string? expected = item.Kind == JsonTokenType.String ? RuleChecks.TagId(item.Text) : RuleChecks.TagIdForm;
        return _errors.Check(item.Offset, item.Describe(), expected) ? item.Text : null;
    }

    private List<string> ReadReferences(JsonItem? item)
    {
        var list = new List<string>();
        foreach (JsonItem element in _values.OneOrMore(item))
        {
            bool isText = element.Kind == JsonTokenType.String;
            bool known = isText && (_references.Contains(element.Text) || RuleChecks.Url(element.Text) is null);
            if (!known)
                _errors.Add(element.Offset, $"reference {element.Describe()}", "an id of \"references\", or an http, https or ftp URL");
            else if (list.Contains(element.Text, StringComparer.Ordinal))
                _errors.Add(element.Offset, $"reference {element.Describe()} again", "each reference once");
            else
                list.Add(element.Text);
        }

        return list;
    }

    private List<string> ReadSources(JsonItem? item)
    {
        var list = new List<string>();
        foreach (JsonItem element in _values.OneOrMore(item))
        {
            if (_values.Url(element) is { } url)
                list.Add(url);
        }

        return list;
    }
}
