using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

/// <summary>docs/tags.md out of a rule set, so that page and rules cannot differ.</summary>
internal static class TagsPage
{
    public static string Render(RuleSet rules)
    {
        var page = new StringBuilder();
        page.Append("# Tags\n\n");
        page.Append("<!-- Made of the rule set by eng/approve.sh; do not edit. -->\n\n");
        page.Append($"The tags of the rule set `{rules.Name}`, in its order, which is that of the source, JPCERT-PR-2000-0003. ");
        page.Append("*As printed* is what the source says, slips included. *Registered* is the name in the IANA registry, where it was looked up: it may ");
        page.Append("be younger than the source and need not be what anybody probed for. Notes without sources rest on general knowledge.\n\n");
        page.Append("| tag | as printed | registered | section | what it was in 2000 |\n|---|---|---|---|---|\n");
        foreach (ProbeTag tag in rules.Tags)
        {
            page.Append($"| [`{tag.Id}`](#{Anchor(tag.Id)}) | {tag.AsPrinted ?? "*not in the source*"} | {tag.Registered ?? "–"} ");
            page.Append($"| {tag.Section.ToRoman()} | {tag.Title} |\n");
        }

        foreach (ProbeTag tag in rules.Tags)
            RenderTag(page, tag);
        RenderReferences(page, rules);
        return page.ToString();
    }

    private static void RenderTag(StringBuilder page, ProbeTag tag)
    {
        page.Append($"\n## {tag.Id}\n\n**{tag.Title}** · {tag.TitleJa}\n\n");
        page.Append($"{tag.Note}\n\n");
        page.Append($"- as printed: {tag.AsPrinted ?? "not in the source: added by ProbeClassifier"}\n");
        page.Append($"- registered name: {tag.Registered ?? "–"}\n");
        page.Append($"- section: {tag.Section.ToRoman()}\n");
        page.Append($"- references: {string.Join(' ', tag.References.Select(r => r.StartsWith('[') ? Escape(r) : $"<{r}>"))}\n");
        if (tag.Sources.Count > 0)
            page.Append($"- sources of the note: {string.Join(", ", tag.Sources.Select(s => $"<{s}>"))}\n");
    }

    private static void RenderReferences(StringBuilder page, RuleSet rules)
    {
        page.Append("\n## References\n\nThe source's list, as printed; many of the addresses are gone.\n\n");
        foreach (RuleReference reference in rules.References)
        {
            page.Append($"- {Escape(reference.Id)} {reference.Title.Replace("_", "\\_", StringComparison.Ordinal)} <{reference.Url}>");
            page.Append(reference.UrlJa is null ? "\n" : $" (Japanese: <{reference.UrlJa}>)\n");
        }

        page.Append("\nFor a section as a whole the source cites:\n\n");
        foreach (ReportSection section in Enum.GetValues<ReportSection>())
        {
            IReadOnlyList<string> cited = rules.GetSectionReferences(section);
            if (cited.Count > 0)
                page.Append($"- {section.ToRoman()}: {string.Join(' ', cited.Select(Escape))}\n");
        }
    }

    // What GitHub makes of a heading.
    private static string Anchor(string id) => id.Replace("/", "", StringComparison.Ordinal);

    private static string Escape(string id) => id.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
}
