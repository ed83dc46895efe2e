using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>Reads <c>references</c>: a list of id, title and URL.</summary>
internal sealed class ReferenceReader(RuleErrors errors, RuleValues values)
{
    /// <returns>The extended set's references, then those of the file.</returns>
    public ImmutableArray<RuleReference> Read(JsonItem? item, RuleSetContent? extended)
    {
        ImmutableArray<RuleReference>.Builder all = ImmutableArray.CreateBuilder<RuleReference>();
        if (extended is not null)
            all.AddRange(extended.References);
        if (item is null)
            return all.ToImmutable();
        if (item.Kind != JsonTokenType.StartArray)
        {
            errors.Add(item.Offset, item.Describe(), "a list of references");
            return all.ToImmutable();
        }

        foreach (JsonItem element in item.Items)
        {
            if (all.Count >= RuleLimits.MaxReferences)
            {
                errors.Add(element.Offset, "one reference more", $"at most {RuleLimits.MaxReferences}");
                break;
            }

            if (ReadOne(element, all) is { } reference)
                all.Add(reference);
        }

        return all.ToImmutable();
    }

    private RuleReference? ReadOne(JsonItem item, ImmutableArray<RuleReference>.Builder all)
    {
        JsonFields? fields = JsonFields.Open(item, errors, "an object with id, title and url");
        if (fields is null)
            return null;
        JsonItem? idItem = fields.Require("id");
        string? id = values.Text(idItem, RuleLimits.MaxNameLength);
        string? title = values.Text(fields.Require("title"));
        string? url = values.Url(fields.Require("url"));
        string? urlJa = values.Url(fields.Take("urlJa"));
        fields.Finish();
        if (id is null || idItem is null)
            return null;
        if (!all.Any(r => string.Equals(r.Id, id, StringComparison.Ordinal)))
            return new RuleReference(id, title ?? string.Empty, url ?? string.Empty, urlJa);
        errors.Add(idItem.Offset, $"reference {RuleText.Quote(id)} again", "each id once, those of the extended rule set included");
        return null;
    }
}
