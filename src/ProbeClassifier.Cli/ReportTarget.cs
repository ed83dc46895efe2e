using System;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using ProbeClassifier.Following;
using ProbeClassifier.Reports;

namespace ProbeClassifier.Cli;

/// <summary>Where the reports of a run go: a file that is replaced whole each time, or standard output once, at the end.</summary>
internal sealed class ReportTarget(string? path, ReportFormOptions form, ParseResult parsed)
{
    private bool _failed;

    /// <summary>Tells at once of a name that cannot be written.</summary>
    public void Check()
    {
        if (path is not null)
            Output.Open(path, "--report").Dispose();
    }

    /// <summary>Writes the report now and then, when lines came, until the run ends.</summary>
    public async Task KeepAsync(LogFollower follower, TimeSpan every, Task run)
    {
        long lines = -1;
        while (path is not null && await Task.WhenAny(run, Task.Delay(every)) != run)
        {
            if (follower.Status.Lines == lines)
                continue;
            lines = follower.Status.Lines;
            TryWrite(await follower.ReportAsync(form.TopSources(parsed)));
        }
    }

    public void Write(ProbeReport report)
    {
        using Output output = Output.Open(path, "--report");
        report.Write(output.Writer, form.Format(parsed), form.Language(parsed));
        output.Commit();
    }

    /// <summary>A full disk is no reason to stop counting: it is told once, and the next one is tried.</summary>
    private void TryWrite(ProbeReport report)
    {
        try
        {
            Write(report);
            _failed = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UsageException)
        {
            if (!_failed)
                Message.Error($"{path}: the report cannot be written: {e.Message}. Counting goes on, and it is tried again");
            _failed = true;
        }
    }
}
