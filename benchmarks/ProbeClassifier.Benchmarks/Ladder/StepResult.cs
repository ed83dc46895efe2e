using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ProbeClassifier.Benchmarks.Ladder;

/// <summary>What BenchmarkDotNet found for one step: mean time and allocation of one pass over the log.</summary>
internal sealed record StepResult(double Nanoseconds, long AllocatedBytes, CorpusFacts Facts)
{
    /// <summary>Null when the benchmark did not run.</summary>
    public static StepResult? Of(Summary summary, BenchmarkCase benchmarkCase)
    {
        BenchmarkReport? report = summary[benchmarkCase];
        if (report?.ResultStatistics is not { } statistics)
            return null;
        long allocated = report.GcStats.GetBytesAllocatedPerOperation(benchmarkCase) ?? 0;
        return new StepResult(statistics.Mean, allocated, CorpusFacts.Of((string)benchmarkCase.Parameters[nameof(StepBenchmarks.Log)]));
    }
}
