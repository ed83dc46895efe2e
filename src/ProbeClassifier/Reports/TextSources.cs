using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Rollups;
using ProbeClassifier.Text;

namespace ProbeClassifier.Reports;

/// <summary>The lists of sources: the heaviest, and those that went on from port 111.</summary>
internal sealed class TextSources(RollupSummary summary, TextPage page, ReportWords words, TextFigures figures)
{
    private const int Indent = 2;

    public void WriteTop()
    {
        page.Heading(words[ReportPhrase.TopSources]);
        if (summary.TopSources.Count == 0)
            page.Wrapped(words[ReportPhrase.None], Indent);
        else
            WriteTable(summary.TopSources);
    }

    /// <summary>Nothing when no source touched port 111.</summary>
    public void WriteSunrpc()
    {
        if (summary.SunrpcSources == 0)
            return;

        page.Heading(words[ReportPhrase.Sunrpc]);
        string sources = figures.Estimated(summary.SunrpcSources);
        if (summary.SunrpcFollowerCount == 0)
        {
            page.Wrapped(words.Format(ReportPhrase.SunrpcNone, sources), Indent);
            return;
        }

        page.Wrapped(words.Format(ReportPhrase.SunrpcFollowed, sources, figures.Estimated(summary.SunrpcFollowerCount)), Indent);
        if (summary.SunrpcFollowers.Count == 0)
            return;

        if (summary.SunrpcFollowers.Count < summary.SunrpcFollowerCount)
            page.Wrapped(words.Format(ReportPhrase.SunrpcCut, TextFigures.Exact(summary.SunrpcFollowers.Count)), Indent);

        WriteTable(summary.SunrpcFollowers);
    }

    private void WriteTable(IReadOnlyList<SourceCount> sources)
    {
        var table = new TextTable(
            words[ReportPhrase.Address], [words[ReportPhrase.Events]], [words[ReportPhrase.First], words[ReportPhrase.Last]]);
        foreach (SourceCount source in sources)
        {
            table.Add(
                source.Address.ToString(null, CultureInfo.InvariantCulture),
                [TextFigures.Exact(source.Events)],
                figures.Times(source.First, source.Last),
                Tags(source));
        }

        table.Write(page, Indent);
    }

    private List<string> Tags(SourceCount source)
    {
        List<string> items = [.. source.Tags.Select(static tag => TerminalText.EscapeString(tag.Key.Id) + ' ' + TextFigures.Exact(tag.Value))];
        if (source.Untagged > 0)
            items.Add(words[ReportPhrase.Untagged] + ' ' + TextFigures.Exact(source.Untagged));

        return items;
    }
}
