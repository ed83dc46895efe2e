using System;
using BenchmarkDotNet.Attributes;
using ProbeClassifier.Benchmarks.Contenders;
using ProbeClassifier.Benchmarks.Corpora;

namespace ProbeClassifier.Benchmarks.Ladder;

/// <summary>The same counts without this library, on logs where they come out right.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class NaiveBenchmarks
{
    private byte[] _log = [];

    /// <summary>The kind of log.</summary>
    [Params("netfilter", "netfilter-many")]
    public string Log { get; set; } = string.Empty;

    [GlobalSetup]
    public void Setup() => _log = Corpus.Create(Log, CorpusFacts.LadderBytes);

    [Benchmark(Baseline = true, Description = "count newlines")]
    public int CountNewlines() => _log.AsSpan().Count((byte)'\n');

    [Benchmark(Description = "ReadLine + Split")]
    public long Split() => SplitContender.Run(_log).Events;

    [Benchmark(Description = "ReadLine + [GeneratedRegex]")]
    public long Regex() => RegexContender.Run(_log).Events;
}
