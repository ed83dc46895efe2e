using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProbeClassifier.Hosting;
using ProbeClassifier.Live;
using ProbeClassifier.Reports;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddProbeClassifier(probes => probes
    .AddSyslogListener()
    .AddReportSink<ReportFile>(every: TimeSpan.FromMinutes(1)));
await builder.Build().RunAsync();

/// <summary>Replaces a file as a whole, so that who reads it never sees half a report.</summary>
internal sealed class ReportFile : IProbeReportSink
{
    public async ValueTask WriteAsync(WindowReport report, CancellationToken cancellationToken)
    {
        var text = new StringWriter { NewLine = "\n" };
        report.Report.Write(text, ReportFormat.Json);
        await File.WriteAllTextAsync("report.json.partial", text.ToString(), cancellationToken);
        File.Move("report.json.partial", "report.json", overwrite: true);
    }
}
