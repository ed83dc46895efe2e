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
        if (path is not null && !hasMark)
            Output.Open(path, "--report").Dispose();
    }

    /// <summary>Writes; what cannot be written is told, and tried again next time. Whether all is written.</summary>
    public bool TryWrite(IReadOnlyList<WindowReport> reports)
    {
        try
        {
            Write(reports);
            return true;
        }
        catch (Exception e) when ((e is IOException or UnauthorizedAccessException or UsageException) && _path is not null)
        {
            Message.Error($"the report could not be written: {e.Message}; it is tried again");
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

    private void WriteOne(WindowReport report)
    {
        if (_toOutput)
            Print(report);
        if (_path is null)
            return;
        string start = report.Start?.ToString("yyyy-MM-dd'T'HH-mm'Z'", CultureInfo.InvariantCulture) ?? string.Empty;
        using Output output = Output.Open(_path.Replace(WindowMark, start, StringComparison.Ordinal), "--report");
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
