using System;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;
using ProbeClassifier.Text;

namespace ProbeClassifier.Reports;

/// <summary>The sections with the remainder and their sum, then each section's tags.</summary>
internal sealed class TextSections(RollupSummary summary, TextPage page, ReportWords words, TextFigures figures)
{
    private const int Indent = 2;
    private const int IdWidth = 5;

    public void Write()
    {
        WriteSections();
        foreach (GroupCount<ReportSection> section in summary.Sections)
            WriteTags(section.Key, words.Format(ReportPhrase.TagsOfSection, section.Key.ToRoman()));

        WriteTags(ReportSection.None, words[ReportPhrase.TagsOfRemainder]);
    }

    private string[] FigureHeaders => [words[ReportPhrase.Events], words[ReportPhrase.Incidents], words[ReportPhrase.Sources]];

    private void WriteSections()
    {
        page.Heading(words[ReportPhrase.Sections]);
        var table = new TextTable(string.Empty, FigureHeaders, []);
        foreach (GroupCount<ReportSection> section in summary.Sections)
        {
            string id = section.Key.ToRoman();
            IReadOnlyList<string> notes = section.Events == 0 ? [words.Feeds(section.Key)] : [];
            table.Add(TextPage.Pad(id, IdWidth) + words.TitleOf(section.Key), figures.Figures(section), notes: notes);
        }

        table.Add(new string(' ', IdWidth) + words[ReportPhrase.Remainder], figures.Figures(summary.Remainder));
        table.Add(new string(' ', IdWidth) + words[ReportPhrase.AllEvents], [TextFigures.Exact(summary.Events)]);
        table.Write(page, Indent);
    }

    /// <summary>Nothing for a section for which the rule set has no tag.</summary>
    private void WriteTags(ReportSection section, string heading)
    {
        List<GroupCount<ProbeTag>> ofSection = [.. summary.Tags.Where(tag => tag.Key.Section == section)];
        if (ofSection.Count == 0)
            return;

        List<GroupCount<ProbeTag>> seen = [.. ofSection.Where(static tag => tag.Events > 0)];
        page.Heading(heading);
        if (seen.Count > 0)
        {
            var table = new TextTable(string.Empty, FigureHeaders, [words[ReportPhrase.First], words[ReportPhrase.Last]]);
            foreach (GroupCount<ProbeTag> tag in seen)
                table.Add(Label(tag.Key), figures.Figures(tag), figures.Times(tag.First, tag.Last), Notes(tag.Key));

            foreach (GroupCount<SectionGroup> part in summary.SectionGroups.Where(p => p.Key.Section == section && p.Events > 0))
                table.Add(NameOf(part.Key), figures.Figures(part), figures.Times(part.First, part.Last));
            table.Write(page, Indent);
        }

        page.Wrapped(words.Format(ReportPhrase.SilentTags, ofSection.Count - seen.Count, ofSection.Count), Indent);
    }

    /// <summary>In words for the default rule set's parts; those of other rules by their name.</summary>
    private string NameOf(SectionGroup part) => "= " + part.Name switch
    {
        "causes" => words[ReportPhrase.Cause],
        "deeds" => words[ReportPhrase.Deed],
        _ => TerminalText.EscapeString(part.Name),
    };

    private static string Label(ProbeTag tag) =>
        TerminalText.EscapeString(tag.Service is { } service ? tag.Id + ' ' + service : tag.Id);

    /// <summary>The title, and the references that are this tag's own rather than its whole section's.</summary>
    private List<string> Notes(ProbeTag tag)
    {
        IReadOnlyList<string> common = summary.Rules.GetSectionReferences(tag.Section);
        IEnumerable<string> own = tag.References.Where(id => !common.Contains(id, StringComparer.Ordinal));
        string note = string.Join(' ', own.Prepend(words.TitleOf(tag)).Where(static part => part.Length > 0));
        return note.Length > 0 ? [TerminalText.EscapeString(note)] : [];
    }
}
