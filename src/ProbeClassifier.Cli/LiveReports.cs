using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ProbeClassifier.Live;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Cli;

/// <summary>Where the reports of a live command go.</summary>
internal sealed class LiveReports
{
    private const string WindowMark = "{window}";

    private readonly string? _path;
    private readonly ReportFormat _format;
    private readonly ReportLanguage _language;
    private readonly bool _toOutput;

    /// <summary>Windows that closed and are not written yet: they come from the collector once.</summary>
    private readonly List<WindowReport> _closed = [];

    public LiveReports(string? path, bool isWindowed, bool isEventsOnOutput, ReportFormat format, ReportLanguage language)
    {
        bool hasMark = path?.Contains(WindowMark, StringComparison.Ordinal) == true;
        if (isWindowed && path is not null && !hasMark)
            throw new UsageException($"--report \"{path}\" names one file for all windows; expected {WindowMark} in its name, like report-{WindowMark}.txt");
        if (hasMark && !isWindowed)
            throw new UsageException($"--report \"{path}\" has {WindowMark} in it; expected --window with it");
        _path = path;
        _format = format;
        _language = language;
        _toOutput = path is null && !isEventsOnOutput;
        CheckFolder();
    }

    /// <summary>Closed windows that are not written yet.</summary>
    public IReadOnlyList<WindowReport> Unwritten => _closed;

    /// <summary>Writes as <see cref="Write"/> does. What cannot be written is told, and tried again next time.</summary>
    /// <param name="reports">What the collector gave.</param>
    /// <param name="otherwise">What becomes of it, when it cannot be written.</param>
    /// <returns>Whether all is written.</returns>
    public bool TryWrite(IReadOnlyList<WindowReport> reports, string otherwise)
    {
        try
        {
            Write(reports);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UsageException)
        {
            Message.Error($"the report could not be written: {e.Message}; {otherwise}");
            return false;
        }
    }

    /// <summary>Writes all to files, or what has closed to standard output.</summary>
    public void Write(IReadOnlyList<WindowReport> reports)
    {
        _closed.AddRange(reports.Where(r => r.IsClosed));
        while (_closed.Count > 0)
        {
            WriteOne(_closed[0]);
            _closed.RemoveAt(0);
        }

        foreach (WindowReport report in reports.Where(r => !r.IsClosed && _path is not null))
            WriteOne(report);
    }

    /// <summary>A file that cannot be made is told of at the start, and not when the first window closes. Which folder a mark in it means is not known yet.</summary>
    private void CheckFolder()
    {
        if (_path is not null && Path.GetDirectoryName(_path)?.Contains(WindowMark, StringComparison.Ordinal) != true)
            Output.Open(Named(default(DateTimeOffset)), "--report").Dispose();
    }

    private string Named(DateTimeOffset? start) =>
        _path!.Replace(WindowMark, start?.ToString("yyyy-MM-dd'T'HH-mm'Z'", CultureInfo.InvariantCulture) ?? string.Empty, StringComparison.Ordinal);

    private void WriteOne(WindowReport report)
    {
        if (_toOutput)
            Print(report);
        if (_path is null)
            return;
        using Output output = Output.Open(Named(report.Start), "--report");
        report.Report.Write(output.Writer, _format, _language);
        output.Commit();
    }

    private void Print(WindowReport report)
    {
        using Output output = Output.OpenStandard();
        report.Report.Write(output.Writer, _format, _language);
        output.Commit();
    }
}
