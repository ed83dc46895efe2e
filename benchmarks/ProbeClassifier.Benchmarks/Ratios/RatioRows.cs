using System.Collections.Generic;
using ProbeClassifier.Benchmarks.Contenders;
using ProbeClassifier.Kernels;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>The rows of the table, in its order.</summary>
internal static class RatioRows
{
    /// <summary>Each of these takes seconds a round.</summary>
    private const int FewRounds = 7;

    /// <summary>Those with a bar, and what explains them.</summary>
    public static IEnumerable<RatioRow> Bars()
    {
        yield return Tag("netfilter", 0.22);
        yield return Tag("netfilter-many", 0.17);
        yield return Tag("ipchains", 0.12);
        yield return Tag("other", 0.50);
        yield return Tag("host", null);
        yield return Tag("mixed", null);
        yield return Tag("sources20k", null);
        yield return new RatioRow("collector without meters", "netfilter", null, static _ => new CollectorWork(MeterUse.None));
        yield return new RatioRow("collector with meters, nobody listens", "netfilter", null, static _ => new CollectorWork(MeterUse.Unheard));
        yield return new RatioRow("collector with meters, read once", "netfilter", null, static _ => new CollectorWork(MeterUse.Read));
        yield return new RatioRow("full rollup, from empty", "sources20k", 0.12, static _ => new RollupWork());
        yield return new RatioRow("full rollup, second half", "sources20k", null, static _ => new RollupWork(), LeadPercent: 50);
        yield return new RatioRow("full rollup, again: nothing new", "sources20k", 0.12, static _ => new RollupWork(), Again: true);
    }

    /// <summary>The netfilter corpus by every kernel, and as one would do it without this library.</summary>
    public static IEnumerable<RatioRow> Contenders()
    {
        foreach (KernelKind kernel in BlockKernel.Available)
            yield return new RatioRow($"parse + tag + count, kernel {kernel}", "netfilter", null, _ => new TagWork(kernel));
        yield return new RatioRow("ReadLine + Split", "netfilter", null, static log => new WholeLogWork(log, SplitContender.Run), Rounds: FewRounds);
        yield return new RatioRow("ReadLine + [GeneratedRegex]", "netfilter", null, static log => new WholeLogWork(log, RegexContender.Run), Rounds: FewRounds);
    }

    private static RatioRow Tag(string corpus, double? bar) =>
        new("parse + tag + count", corpus, bar, static _ => new TagWork(BlockKernel.Chosen));
}
