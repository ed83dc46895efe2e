using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ProbeClassifier.Benchmarks.Ladder;

/// <summary><c>ladder</c>: BenchmarkDotNet, with its own arguments.</summary>
internal static class LadderVerb
{
    public const string Usage = "ladder [BenchmarkDotNet's arguments: --filter '*', --job short, --artifacts DIRECTORY …]";

    /// <summary>0 when every benchmark ran.</summary>
    public static int Run(string[] args)
    {
        IConfig config = DefaultConfig.Instance
            .AddColumn(CorpusColumn.All)
            .HideColumns("Error", "StdDev", "Median", "RatioSD", "Ratio", "Alloc Ratio", "Allocated")
            .AddExporter(JsonExporter.Brief);
        Summary[] summaries = BenchmarkSwitcher.FromAssembly(typeof(LadderVerb).Assembly).Run(args, config).ToArray();
        return summaries.Length > 0 && summaries.All(static summary => summary.Reports.All(static report => report.Success)) ? 0 : 1;
    }
}
