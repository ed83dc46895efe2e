using System;
using System.Linq;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reports;

/// <summary>Gaps in hosts' logs: nothing when there are none.</summary>
internal sealed class TextGaps(RollupSummary summary, TextPage page, ReportWords words, TextFigures figures)
{
    private const int Indent = 2;

    public void Write()
    {
        long all = summary.GapCounts.Sum();
        if (all == 0 && summary.GapsComplete)
            return;
        page.Heading(words[ReportPhrase.Gaps]);
        page.Wrapped(words.Format(ReportPhrase.GapsCut, TextFigures.Exact(all), TextFigures.Exact(summary.Gaps.Count)), Indent);
        if (!summary.GapsComplete)
            page.Wrapped(words[ReportPhrase.GapsIncomplete], Indent);
        if (summary.Gaps.Count == 0)
            return;
        var table = new TextTable(
            words[ReportPhrase.Host],
            [words[ReportPhrase.Seconds], words[ReportPhrase.LostMessages]],
            [words[ReportPhrase.From], words[ReportPhrase.To]]);
        foreach (LogGap gap in summary.Gaps)
        {
            string length = gap.Length is { } known ? TextFigures.Exact(known.Ticks / TimeSpan.TicksPerSecond) : "?";
            string lost = gap.Kind != LogGapKind.Lost ? string.Empty : gap.Messages > 0 ? TextFigures.Exact(gap.Messages) : "?";
            string host = gap.Host.Length > 0 ? gap.Host : words[ReportPhrase.NoHost];
            table.Add(host + ' ' + gap.Daemon, [length, lost], figures.Times(gap.From, gap.To), [words[PhraseOf(gap)]]);
        }

        table.Write(page, Indent);
    }

    private static ReportPhrase PhraseOf(LogGap gap) => gap.Kind switch
    {
        LogGapKind.Stopped => gap.To is null ? ReportPhrase.GapOpen : ReportPhrase.GapStopped,
        LogGapKind.Died => ReportPhrase.GapDied,
        _ => ReportPhrase.GapLost,
    };
}
