using System;
using System.Buffers;
using BenchmarkDotNet.Attributes;
using ProbeClassifier.Benchmarks.Contenders;
using ProbeClassifier.Benchmarks.Corpora;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;
using ProbeClassifier.Syslog;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Benchmarks.Ladder;

/// <summary>Each step does what the one above does and one thing more: the difference is the price of that thing.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class StepBenchmarks
{
    private static readonly ProbeRollupOptions RollupOptions = new();

    private byte[] _log = [];
    private ProbeParserState _state;
    private ProbeParserState _scalarState;
    private TagCounter _tags;

    /// <summary>The kind of log.</summary>
    [Params("netfilter", "netfilter-many", "ipchains", "other", "mixed")]
    public string Log { get; set; } = string.Empty;

    [GlobalSetup]
    public void Setup()
    {
        _log = Corpus.Create(Log, CorpusFacts.LadderBytes);
        _state = ParserContender.StateFor(BlockKernel.Chosen);
        _scalarState = ParserContender.StateFor(KernelKind.Scalar);
        _tags = new TagCounter(RuleSet.Default);
    }

    [Benchmark(Baseline = true, Description = "count newlines")]
    public int CountNewlines() => _log.AsSpan().Count((byte)'\n');

    [Benchmark(Description = "frame")]
    public int Frame()
    {
        int longest = 0;
        ReadOnlySpan<byte> rest = _log;
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf((byte)'\n');
            longest = Math.Max(longest, length);
            rest = rest[(length + 1)..];
        }

        return longest;
    }

    [Benchmark(Description = "+ envelope")]
    public int Envelope()
    {
        int messages = 0;
        ReadOnlySpan<byte> rest = _log;
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf((byte)'\n');
            SyslogParser.Parse(rest[..length], out EnvelopeFields envelope);
            messages += envelope.MessageStart;
            rest = rest[(length + 1)..];
        }

        return messages;
    }

    [Benchmark(Description = "+ dialect (scalar)")]
    public long DialectScalar() => Parse(ref _scalarState);

    [Benchmark(Description = "+ tag (scalar)")]
    public void TagScalar() => ParserContender.Parse(_log, ref _scalarState, ref _tags);

    [Benchmark(Description = "frame to dialect")]
    public long Dialect() => Parse(ref _state);

    [Benchmark(Description = "+ tag")]
    public void Tag() => ParserContender.Parse(_log, ref _state, ref _tags);

    [Benchmark(Description = "+ rollup")]
    public long Rollup() => AddUp().Lines;

    [Benchmark(Description = "+ report")]
    public long Report()
    {
        ArrayBufferWriter<byte> json = new(64 * 1024);
        ProbeReport report = new() { Summary = AddUp().Summarize(ProbeReport.DefaultTopSources), Files = 1, Bytes = _log.Length };
        report.WriteJson(json);
        return json.WrittenCount;
    }

    private ProbeRollup AddUp()
    {
        ProbeRollup rollup = new(RollupOptions);
        RollupHandler handler = new(rollup);
        ParserContender.Parse(_log, ref _state, ref handler);
        return rollup;
    }

    private long Parse(ref ProbeParserState state)
    {
        EventCounter counter = default;
        ParserContender.Parse(_log, ref state, ref counter);
        return counter.Events;
    }
}
