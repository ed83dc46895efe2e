using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProbeClassifier.Events;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Documentation;

/// <summary>Every C# example of the documents, line for line: <see cref="DocumentTests"/> compares.</summary>
internal static class Examples
{
    public static async Task OneShot()
    {
        ProbeReport report = await ProbeReport.ReadFilesAsync(["/var/log/kern.log"]);
        report.Write(Console.Out, ReportFormat.Text);
    }

    public static async Task<RollupSummary> Streaming(Stream stream, CancellationToken cancellationToken)
    {
        var rollup = new ProbeRollup(new ProbeRollupOptions());
        var pipeline = new ProbePipeline<ProbeRollup>(rollup);
        await pipeline.ReadAsync(PipeReader.Create(stream), cancellationToken);
        RollupSummary summary = rollup.Summarize(topSources: 10);
        return summary;
    }

    public static RollupSummary Merging(IEnumerable<byte[]> snapshots)
    {
        var options = new ProbeRollupOptions { IncidentGap = TimeSpan.FromMinutes(30) };
        ProbeRollup whole = ProbeRollup.Merge(snapshots.Select(bytes => ProbeRollup.FromSnapshot(bytes, options)));
        return whole.Summarize(0);
    }

    public static RuleSet OwnRules()
    {
        RuleSet rules = RuleSet.Default.ToBuilder().AddPort(Transport.Tcp, 2222, "tcp/2222", service: "ssh-alt").Build();
        return rules;
    }
}
