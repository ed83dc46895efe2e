using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SectionReferences = System.Collections.Immutable.ImmutableDictionary<
    ProbeClassifier.Tagging.ReportSection, System.Collections.Immutable.ImmutableArray<string>>;

namespace ProbeClassifier.Tagging;

/// <summary>Reads <c>sections</c>: for each section the ids of references for it as a whole.</summary>
internal sealed class SectionReader(RuleErrors errors, RuleValues values, ImmutableArray<RuleReference> references)
{
    /// <returns>The extended set's lists, each followed by that of the file.</returns>
    public SectionReferences Read(JsonItem? item, RuleSetContent? extended)
    {
        SectionReferences all = extended?.Sections ?? SectionReferences.Empty;
        JsonFields? fields = item is null ? null : JsonFields.Open(item, errors, "an object of reference lists by section");
        if (fields is null)
            return all;
        foreach (ReportSection section in Enum.GetValues<ReportSection>())
        {
            if (section == ReportSection.None)
                continue;
            var list = new List<string>(all.TryGetValue(section, out ImmutableArray<string> inherited) ? inherited : []);
            foreach (JsonItem element in values.OneOrMore(fields.Take(section.ToRoman())))
            {
                string? id = values.Text(element, RuleLimits.MaxNameLength);
                if (id is null)
                    continue;
                if (!references.Any(r => string.Equals(r.Id, id, StringComparison.Ordinal)))
                    errors.Add(element.Offset, $"reference {element.Describe()}", "an id of \"references\"");
                else if (list.Contains(id, StringComparer.Ordinal))
                    errors.Add(element.Offset, $"reference {element.Describe()} again", "each reference once");
                else
                    list.Add(id);
            }

            if (list.Count > 0)
                all = all.SetItem(section, [.. list]);
        }

        fields.Finish();
        return all;
    }
}
