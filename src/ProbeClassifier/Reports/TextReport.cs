using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;
using ProbeClassifier.Text;

namespace ProbeClassifier.Reports;

/// <summary>The text form: what it holds and in which order. Each block says its figures and where they do not hold.</summary>
internal sealed class TextReport
{
    private readonly ProbeReport _report;
    private readonly TextPage _page;
    private readonly ReportWords _words;
    private readonly TextFigures _figures;

    private TextReport(ProbeReport report, TextPage page, ReportLanguage language)
    {
        _report = report;
        _page = page;
        _words = ReportWords.For(language);
        _figures = new TextFigures(report.Summary);
    }

    private RollupSummary Summary => _report.Summary;

    public static void Write(ProbeReport report, TextWriter writer, ReportLanguage language, TextLayout layout)
    {
        var page = new TextPage(writer, layout);
        var text = new TextReport(report, page, language);
        text.WriteHead();
        new TextSections(report.Summary, page, text._words, text._figures).Write();
        var sources = new TextSources(report.Summary, page, text._words, text._figures);
        new TextScans(report.Summary, page, text._words, text._figures).Write();
        new TextGaps(report.Summary, page, text._words, text._figures).Write();
        sources.WriteSunrpc();
        text.WriteHours();
        sources.WriteTop();
        text.WriteAccounting();
        text.WriteReading();
    }

    private void WriteHead()
    {
        _page.Line(_words[ReportPhrase.Title], TextTone.Strong);
        _page.Blank();
        List<(string Label, IReadOnlyList<string> Items)> facts =
        [
            (_words[ReportPhrase.RuleSet], [TerminalText.EscapeString(Summary.Rules.Name)]),
            (_words[ReportPhrase.Period], Period()),
            (_words[ReportPhrase.Input],
            [
                Named(_words[ReportPhrase.Files], _report.Files),
                Named(_words[ReportPhrase.Bytes], _report.Bytes),
                Named(_words[ReportPhrase.Lines], Summary.Lines),
            ]),
            (_words[ReportPhrase.Dialects], Counts(Summary.Dialects, EventNames.ToName)),
            (_words[ReportPhrase.Actions], Counts(Summary.Actions, _words.Of)),
            (_words[ReportPhrase.Directions], Counts(Summary.Directions, _words.Of)),
        ];
        int indent = facts.Max(static fact => DisplayWidth.Of(fact.Label)) + 2;
        foreach ((string label, IReadOnlyList<string> items) in facts)
            _page.Items(items, indent, label);

        if (_report.IsPartial)
            WriteWarning(_words[ReportPhrase.Partial]);

        if (!Summary.IsExact)
            WriteWarning(_words.Format(ReportPhrase.Estimate, TextFigures.Percent(Summary.SampledShare)));

        if (_report.Failures.Count > 0)
            WriteFailures();
    }

    private string[] Period() => Summary.First is { } first && Summary.Last is { } last
        ? [$"{TextFigures.Instant(first)} .. {TextFigures.Instant(last)} UTC"]
        : [_words[ReportPhrase.NoTime]];

    private string[] Counts<TKey>(IReadOnlyList<GroupCount<TKey>> groups, Func<TKey, string> nameOf) => groups.Count == 0
        ? [_words[ReportPhrase.None]]
        : [.. groups.Select(group => Named(nameOf(group.Key), group.Events))];

    private static string Named(string name, long count) => name + ' ' + TextFigures.Exact(count);

    private void WriteWarning(string text)
    {
        _page.Blank();
        _page.Wrapped(text, 0, TextTone.Strong);
    }

    private void WriteFailures()
    {
        WriteWarning(_words.Format(ReportPhrase.NotRead, TextFigures.Exact(_report.Failures.Count)));
        foreach (InputFailure failure in _report.Failures)
            _page.Wrapped($"{TerminalText.EscapeString(failure.Path)}: {TerminalText.EscapeString(failure.Message)}", 2);
    }

    private void WriteHours()
    {
        const int Indent = 2;
        _page.Heading(_words[ReportPhrase.Hours]);
        if (Sparkline.Draw(Summary.Hours, _page.Width - Indent) is not { } chart)
        {
            _page.Wrapped(_words[ReportPhrase.HoursNone], Indent);
            return;
        }

        _page.Line(new string(' ', Indent) + chart.Bars);
        string start = TextFigures.Minute(chart.Start);
        string end = TextFigures.Minute(chart.End);
        int between = chart.Bars.Length - start.Length - end.Length;
        string axis = between >= 2 ? start + new string(' ', between) + end : $"{start} .. {end}";
        _page.Line(new string(' ', Indent) + axis, TextTone.Faint);
        string tallest = TextFigures.Exact(chart.Tallest);
        string caption = chart.BucketHours <= 24
            ? _words.Format(ReportPhrase.BucketHours, chart.BucketHours, tallest)
            : _words.Format(ReportPhrase.BucketDays, chart.BucketHours / 24, tallest);
        _page.Wrapped(caption, Indent, TextTone.Faint);
    }

    private void WriteAccounting()
    {
        _page.Heading(_words[ReportPhrase.Accounting]);
        var table = new TextTable(string.Empty, [string.Empty], []);
        Add(ReportPhrase.OwnLine, Summary.Events - Summary.Repeated);
        Add(ReportPhrase.Other, Summary.Other);
        AddPart(ReportPhrase.OtherOutsidePeriod, Summary.OutsidePeriod);
        AddPart(ReportPhrase.OtherUnresolved, Summary.RepeatsUnresolved);
        Add(ReportPhrase.Unparsed, Summary.Unparsed);
        foreach ((UnparsedReason reason, long count) in Summary.UnparsedReasons)
            table.Add("    " + _words.Of(reason), [TextFigures.Exact(count)]);

        Add(ReportPhrase.EqualsLines, Summary.Lines);
        AddPart(ReportPhrase.Oversize, Summary.Oversize);
        Add(ReportPhrase.Repeated, Summary.Repeated);
        Add(ReportPhrase.EqualsEvents, Summary.Events);
        AddPart(ReportPhrase.WithoutTime, Summary.WithoutTime);
        table.Write(_page, 2);

        void Add(ReportPhrase phrase, long count) => table.Add(_words[phrase], [TextFigures.Exact(count)]);

        void AddPart(ReportPhrase phrase, long count) => table.Add("    " + _words[phrase], [TextFigures.Exact(count)]);
    }

    private void WriteReading()
    {
        _page.Heading(_words[ReportPhrase.Reading]);
        _page.Wrapped(_words[ReportPhrase.ReadingFigures], 2);
        _page.Wrapped(_words.Format(ReportPhrase.ReadingIncident, _words.Gap(Summary.IncidentGap)), 2);
        _page.Wrapped(_words[ReportPhrase.ReadingPartition], 2);
    }
}
