using System;
using System.Globalization;
using System.Linq;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ProbeClassifier.Benchmarks.Ladder;

/// <summary>A column computed from a result, its baseline and the size of its log.</summary>
/// <param name="name">The header.</param>
/// <param name="legend">What it means.</param>
/// <param name="priority">Columns stand in this order.</param>
/// <param name="format">How the number is printed.</param>
/// <param name="compute">From this result and the baseline's.</param>
internal sealed class CorpusColumn(string name, string legend, int priority, string format, Func<StepResult, StepResult, double> compute) : IColumn
{
    public static IColumn[] All { get; } =
    [
        new CorpusColumn("GB/s", "10⁹ bytes of log a second", 0, "F2", static (step, _) => step.Facts.Bytes / step.Nanoseconds),
        new CorpusColumn("ns/line", "Mean time a line", 1, "F1", static (step, _) => step.Nanoseconds / step.Facts.Lines),
        new CorpusColumn("T(newlines)/T", "Time to count the newlines of the same buffer over the time of this", 2, "F3", static (step, count) => count.Nanoseconds / step.Nanoseconds),
        new CorpusColumn("bytes/line", "Bytes allocated a line", 3, "0.###", static (step, _) => (double)step.AllocatedBytes / step.Facts.Lines),
    ];

    public string Id => nameof(CorpusColumn) + "." + name;

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => priority;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        BenchmarkCase baseline = summary.BenchmarksCases.First(other =>
            other.Descriptor.Baseline && string.Equals(other.Parameters.DisplayInfo, benchmarkCase.Parameters.DisplayInfo, StringComparison.Ordinal));
        return StepResult.Of(summary, benchmarkCase) is { } step && StepResult.Of(summary, baseline) is { } count
            ? compute(step, count).ToString(format, CultureInfo.InvariantCulture)
            : "NA";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}
