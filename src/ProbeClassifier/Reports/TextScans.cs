using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reports;

/// <summary>Scans and floods: nothing when there are none.</summary>
internal sealed class TextScans(RollupSummary summary, TextPage page, ReportWords words, TextFigures figures)
{
    private const int Indent = 2;

    public void Write()
    {
        WriteScans();
        WriteFloods();
    }

    private void WriteScans()
    {
        long all = summary.ScanCounts.Sum();
        if (all == 0)
            return;
        page.Heading(words[ReportPhrase.Scans]);
        page.Wrapped(words.Format(ReportPhrase.ScansCut, figures.Estimated(all), TextFigures.Exact(summary.Scans.Count)), Indent);
        var table = new TextTable(
            words[ReportPhrase.Address],
            [words[ReportPhrase.Events], words[ReportPhrase.Hosts], words[ReportPhrase.Ports]],
            [words[ReportPhrase.First], words[ReportPhrase.Last]]);
        foreach (SourceScan scan in summary.Scans)
        {
            table.Add(
                scan.Source.ToString(null, CultureInfo.InvariantCulture),
                [TextFigures.Exact(scan.Events), TextFigures.Exact(scan.Hosts), TextFigures.Exact(scan.Ports)],
                figures.Times(scan.First, scan.Last),
                [words[PhraseOf(scan.Kind)]]);
        }

        table.Write(page, Indent);
    }

    private void WriteFloods()
    {
        long all = summary.FloodCounts.Sum();
        if (all == 0)
            return;
        page.Heading(words[ReportPhrase.Floods]);
        var table = new TextTable(
            words[ReportPhrase.Address],
            [words[ReportPhrase.Events], words[ReportPhrase.PerSecond]],
            [words[ReportPhrase.First], words[ReportPhrase.Last]]);
        foreach (SourceFlood flood in summary.Floods)
        {
            table.Add(
                flood.Source.ToString(null, CultureInfo.InvariantCulture) + ' ' + flood.Kind.ToName(),
                [TextFigures.Exact(flood.Events), TextFigures.Exact(flood.PerSecond)],
                figures.Times(flood.First, flood.Last));
        }

        table.Write(page, Indent);
    }

    private static ReportPhrase PhraseOf(ScanKind kind) => kind switch
    {
        ScanKind.Vertical => ReportPhrase.ScanVertical,
        ScanKind.Horizontal => ReportPhrase.ScanHorizontal,
        _ => ReportPhrase.ScanBlock,
    };
}
