using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using ProbeClassifier.Benchmarks.Contenders;
using ProbeClassifier.Benchmarks.Corpora;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Benchmarks.Ladder;

/// <summary>Parse, tag and count with every kernel that this machine runs.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class KernelBenchmarks
{
    private byte[] _log = [];
    private ProbeParserState _state;
    private TagCounter _tags;

    /// <summary>The kind of log.</summary>
    [Params("netfilter", "netfilter-many", "ipchains", "other")]
    public string Log { get; set; } = string.Empty;

    /// <summary>The kernel's name.</summary>
    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = string.Empty;

    public static IEnumerable<string> Kernels => BlockKernel.Available.Select(static kernel => kernel.ToString());

    [GlobalSetup]
    public void Setup()
    {
        _log = Corpus.Create(Log, CorpusFacts.LadderBytes);
        _state = ParserContender.StateFor(Enum.Parse<KernelKind>(Kernel));
        _tags = new TagCounter(RuleSet.Default);
    }

    [Benchmark(Baseline = true, Description = "count newlines")]
    public int CountNewlines() => _log.AsSpan().Count((byte)'\n');

    [Benchmark(Description = "parse + tag + count")]
    public void Tag() => ParserContender.Parse(_log, ref _state, ref _tags);
}
