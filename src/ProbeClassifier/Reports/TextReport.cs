using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;
using ProbeClassifier.Text;

namespace ProbeClassifier.Reports;

/// <summary>A report for people, in 80 columns. Figures may widen a column; texts are wrapped or cut.</summary>
internal sealed class TextReport
{
    private const int Width = 80;
    private const int LabelWidth = 44;
    private const string Bold = "\u001b[1m";
    private const string Plain = "\u001b[0m";

    private readonly ProbeReport _report;
    private readonly RollupSummary _summary;
    private readonly ReportStrings _strings;
    private readonly bool _color;
    private readonly int _number;
    private TextWriter _out = TextWriter.Null;

    public TextReport(ProbeReport report, ReportStrings strings, bool color)
    {
        _report = report;
        _summary = report.Summary;
        _strings = strings;
        _color = color;

        // Three columns of figures beside a label: wider only when a figure is.
        long largest = Math.Max(_summary.Events, _summary.Sections.Max(s => Math.Max(s.Incidents, s.Sources)));
        _number = Math.Max(10, Number(largest).Length + 2);
    }

    public void Write(TextWriter output)
    {
        _out = output;
        WriteHead();
        foreach (GroupCount<ReportSection> section in _summary.Sections)
            WriteSection(section);
        Line();
        Row(_strings.Remainder, _summary.Remainder, bold: true);
        Line($"{DisplayWidth.PadRight(_strings.Total, Label)}{Cell(_summary.Events)}");
        WriteHours();
        WriteTop();
        WriteAccount();
        Line();
        Paragraph(string.Format(CultureInfo.InvariantCulture, _strings.Disclaimer, Gap(_summary.IncidentGap)), string.Empty);
    }

    private int Label => Math.Max(20, Math.Min(LabelWidth, Width - (3 * _number)));

    private void WriteHead()
    {
        Heading(_strings.Title);
        Pair(_strings.RuleSet, TerminalText.Escape(Encoding.UTF8.GetBytes(_summary.Rules.Name)));
        Pair(_strings.Period, _summary.First is null ? _strings.NoPeriod : $"{Time(_summary.First)} – {Time(_summary.Last)}");
        Pair(_strings.Input, Format(_strings.InputValue, _report.Files, _report.Bytes, _summary.Lines));
        Pair(_strings.Dialects, _summary.Dialects.Count == 0 ? "–" : string.Join(", ", _summary.Dialects.Select(d => $"{d.Key.ToName()} {Number(d.Events)}")));
        Pair(_strings.Actions, Format(_strings.ActionsValue, _summary.Actions[0].Events, _summary.Actions[1].Events, _summary.Actions[2].Events));
        if (_report.IsPartial)
            Line(_strings.Partial);
        if (!_summary.IsExact)
            Paragraph(string.Format(CultureInfo.InvariantCulture, _strings.NotExact, _summary.SampledShare.ToString("P1", CultureInfo.InvariantCulture)), string.Empty);
        foreach (Reading.InputFailure failure in _report.Failures)
        {
            string path = TerminalText.Escape(Encoding.UTF8.GetBytes(failure.Path));
            Paragraph(string.Format(CultureInfo.InvariantCulture, _strings.NotRead, path, failure.Message), "  ");
        }

        Line();
        Line(DisplayWidth.PadRight(string.Empty, Label)
            + DisplayWidth.PadLeft(_strings.Events, _number)
            + DisplayWidth.PadLeft(_strings.Incidents, _number)
            + DisplayWidth.PadLeft(_strings.Sources, _number));
    }

    private void WriteSection(GroupCount<ReportSection> section)
    {
        int index = (int)section.Key;
        Row($"{section.Key.ToRoman()}. {_strings.SectionTitles[index]}", section, bold: true);
        if (section.Events == 0)
        {
            Paragraph(_strings.SectionFeeds[index], "     ");
            return;
        }

        List<GroupCount<ProbeTag>> tags = [.. _summary.Tags.Where(t => t.Key.Section == section.Key)];
        foreach (GroupCount<ProbeTag> tag in tags.Where(t => t.Events > 0))
        {
            string id = TerminalText.Escape(Encoding.UTF8.GetBytes(tag.Key.Id));
            string service = tag.Key.Service is null ? string.Empty : $" {TerminalText.Escape(Encoding.UTF8.GetBytes(tag.Key.Service))}";
            Row($"   {id}{service}", tag, bold: false);
            string title = _strings.TitleOf(tag.Key);
            if (title.Length > 0)
                Paragraph(TerminalText.Escape(Encoding.UTF8.GetBytes(title)), "        ");
            if (tag.First is not null)
                Line($"        {Time(tag.First)} – {Time(tag.Last)}");
        }

        int quiet = tags.Count(t => t.Events == 0);
        if (quiet > 0)
            Line($"   {Format(_strings.QuietTags, quiet)}");
        if (section.Key == ReportSection.Probes && _summary.SunrpcSources > 0)
            WriteSunrpc();
    }

    private void WriteSunrpc()
    {
        Paragraph(Format(_strings.SunrpcNote, _summary.SunrpcSources, _summary.SunrpcFollowerCount), "   ");
        foreach (SourceCount source in _summary.SunrpcFollowers)
            Source(source);
        long more = _summary.SunrpcFollowerCount - _summary.SunrpcFollowers.Count;
        if (more > 0)
            Line($"   {Format(_strings.SunrpcMore, more)}");
    }

    private void WriteHours()
    {
        if (_summary.Hours.Count == 0)
            return;
        Line();
        Heading(_strings.HoursTitle);
        Sparkline spark = Sparkline.Draw(_summary.Hours, Width - 3);
        Line("   " + spark.Bars);
        Paragraph(
            string.Format(
                CultureInfo.InvariantCulture,
                _strings.HoursBucket,
                Number(spark.HoursPerColumn),
                Number(spark.Highest),
                Time(_summary.Hours[0].Start),
                Time(_summary.Hours[^1].Start)),
            "   ");
    }

    private void WriteTop()
    {
        if (_summary.TopSources.Count == 0)
            return;
        Line();
        Heading(_strings.TopTitle);
        foreach (SourceCount source in _summary.TopSources)
            Source(source);
    }

    private void WriteAccount()
    {
        Line();
        Heading(_strings.AccountTitle);
        Amount(_summary.Lines, _strings.Lines, "=");
        Amount(_summary.Events - _summary.Repeated, _strings.EventLines, " ");
        Amount(_summary.Other, _strings.Other, "+");
        Amount(_summary.Unparsed, _strings.Unparsed + Reasons(), "+");
        Amount(_summary.Repeated, _strings.Repeated, "·");
        if (_summary.OutsidePeriod > 0)
            Amount(_summary.OutsidePeriod, _strings.OutsidePeriod, "·");
        if (_summary.Oversize > 0)
            Amount(_summary.Oversize, _strings.Oversize, "·");
        if (_summary.RepeatsUnresolved > 0)
            Amount(_summary.RepeatsUnresolved, _strings.UnresolvedRepeats, "·");
        if (_summary.WithoutTime > 0)
            Amount(_summary.WithoutTime, _strings.WithoutTime, "·");
    }

    private string Reasons() => _summary.UnparsedReasons.Count == 0
        ? string.Empty
        : $" ({string.Join(", ", _summary.UnparsedReasons.Select(r => $"{r.Key.ToName()} {Number(r.Value)}"))})";

    private void Amount(long count, string label, string sign) =>
        Paragraph(label, $"   {DisplayWidth.PadLeft(Number(count), 16)} {sign} ", new string(' ', 22));

    private void Source(SourceCount source)
    {
        string tags = string.Join(", ", source.Tags.Select(t => $"{TerminalText.Escape(Encoding.UTF8.GetBytes(t.Key.Id))} {Number(t.Value)}"));
        if (source.Untagged > 0)
            tags += $"{(tags.Length > 0 ? ", " : string.Empty)}{_strings.NoTag} {Number(source.Untagged)}";
        Paragraph(tags, $"   {source.Address,-15} {DisplayWidth.PadLeft(Number(source.Events), 9)}  ", new string(' ', 31));
    }

    private void Row<TKey>(string label, GroupCount<TKey> group, bool bold)
    {
        string text = DisplayWidth.PadRight(DisplayWidth.Cut(label, Label), Label) + Cell(group.Events) + Cell(group.Incidents) + Cell(group.Sources);
        Line(bold && _color ? Bold + text + Plain : text);
    }

    private string Cell(long value) => DisplayWidth.PadLeft(Number(value), _number);

    private void Pair(string name, string value) => Paragraph(value, DisplayWidth.PadRight(name, 10), new string(' ', 10));

    private void Heading(string text) => Line(_color ? Bold + text + Plain : text);

    /// <summary>Text wrapped to the width: at spaces, or anywhere between wide characters.</summary>
    private void Paragraph(string text, string indent, string? nextIndent = null)
    {
        string prefix = indent;
        var line = new StringBuilder();
        int room = Width - DisplayWidth.Of(prefix);
        foreach (string word in Words(text))
        {
            if (line.Length > 0 && DisplayWidth.Of(line.ToString()) + DisplayWidth.Of(word.TrimEnd()) > room)
            {
                Line(prefix + line.ToString().TrimEnd());
                line.Clear();
                prefix = nextIndent ?? indent;
                room = Width - DisplayWidth.Of(prefix);
            }

            line.Append(word);
        }

        Line((prefix + line).TrimEnd());
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool wide = DisplayWidth.Of(rune.ToString()) == 2;
            if (wide && word.Length > 0 && rune.Value is not ('。' or '、' or '」' or ':'))
            {
                yield return word.ToString();
                word.Clear();
            }

            word.Append(rune.ToString());
            if (rune.Value == ' ')
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private void Line(string text = "")
    {
        _out.Write(text.TrimEnd());
        _out.Write('\n');
    }

    private static string Format(string format, params long[] values) =>
        string.Format(CultureInfo.InvariantCulture, format, [.. values.Select(Number)]);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? time) =>
        time is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "–";

    private static string Gap(TimeSpan gap) => gap.Ticks % TimeSpan.TicksPerHour == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{gap.TotalHours} h")
        : gap.Ticks % TimeSpan.TicksPerMinute == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{gap.TotalMinutes} min")
            : string.Create(CultureInfo.InvariantCulture, $"{gap.TotalSeconds} s");
}
