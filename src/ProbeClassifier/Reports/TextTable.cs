using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Text;

namespace ProbeClassifier.Reports;

/// <summary>
/// A table of a label, figures (right-aligned) and times. It fits the page whatever the figures: when there is no room the
/// times go to a line of their own, and then the labels do.
/// </summary>
internal sealed class TextTable(string labelHeader, IReadOnlyList<string> figureHeaders, IReadOnlyList<string> timeHeaders)
{
    private const int Gap = 2;
    private const int NoteIndent = 4;
    private const int LeastLabel = 16;
    private readonly List<Row> _rows = [];

    /// <param name="label">Shown text.</param>
    /// <param name="figures">One for each figure header; empty for none.</param>
    /// <param name="times">One for each time header, or none.</param>
    /// <param name="notes">Items to put under the row.</param>
    public void Add(string label, IReadOnlyList<string> figures, IReadOnlyList<string>? times = null, IReadOnlyList<string>? notes = null) =>
        _rows.Add(new Row(label, figures, times ?? [], notes ?? []));

    public void Write(TextPage page, int indent)
    {
        int[] figures = Widths(figureHeaders, static row => row.Figures);
        int[] times = Widths(timeHeaders, static row => row.Times);
        int figureSpace = figures.Sum() + (Gap * figures.Length);
        int timeSpace = times.Sum() + (Gap * times.Length);
        bool timesAlongside = page.Width - indent - figureSpace - timeSpace >= LeastLabel;
        int room = page.Width - indent - figureSpace - (timesAlongside ? timeSpace : 0);
        int gap = room < 0 ? 1 : Gap;
        int label = Math.Clamp(_rows.Select(static row => DisplayWidth.Of(row.Label)).DefaultIfEmpty().Max(), 0, Math.Max(0, room));
        label = Math.Max(label, Math.Min(room, DisplayWidth.Of(labelHeader)));

        WriteRow(new Row(labelHeader, figureHeaders, timesAlongside ? timeHeaders : [], []), TextTone.Faint);
        foreach (Row row in _rows)
            WriteRow(row, TextTone.Plain);

        void WriteRow(Row row, TextTone tone)
        {
            var line = new StringBuilder(new string(' ', indent));
            if (DisplayWidth.Of(row.Label) > label)
            {
                page.Wrapped(row.Label, indent, tone);
                line.Append(' ', label);
            }
            else
            {
                line.Append(TextPage.Pad(row.Label, label));
            }

            for (int i = 0; i < row.Figures.Count; i++)
                line.Append(TextPage.PadLeft(row.Figures[i], figures[i] + gap));

            for (int i = 0; timesAlongside && i < row.Times.Count; i++)
                line.Append(' ', Gap).Append(TextPage.Pad(row.Times[i], times[i]));

            if (line.ToString().AsSpan().ContainsAnyExcept(' '))
                page.Line(line.ToString(), tone);

            if (!timesAlongside && row.Times.Any(static time => time.Length > 0))
                page.Items([.. row.Times.Select((time, i) => timeHeaders[i] + ' ' + time)], indent + NoteIndent);

            if (row.Notes.Count > 0)
                page.Items(row.Notes, indent + NoteIndent, tone: TextTone.Faint);
        }
    }

    private int[] Widths(IReadOnlyList<string> headers, Func<Row, IReadOnlyList<string>> cells) =>
        [.. headers.Select((header, i) => _rows.Select(cells).Where(row => i < row.Count).Select(row => DisplayWidth.Of(row[i]))
            .Append(DisplayWidth.Of(header)).Max())];

    private sealed record Row(string Label, IReadOnlyList<string> Figures, IReadOnlyList<string> Times, IReadOnlyList<string> Notes);
}
