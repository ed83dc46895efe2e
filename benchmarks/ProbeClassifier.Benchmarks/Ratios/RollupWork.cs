using System;
using ProbeClassifier.Benchmarks.Contenders;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>
/// Parse, tag and add up everything a report needs: sources, incidents, hours. Each round has a rollup of its own, because
/// the same log a second time would go back in time.
/// </summary>
internal sealed class RollupWork : Work
{
    private static readonly ProbeRollupOptions Options = new();
    private ProbeParserState _state = ParserContender.StateFor(BlockKernel.Chosen);
    private RollupHandler _handler = new(new ProbeRollup(Options));

    public override void Prepare(ReadOnlySpan<byte> lead)
    {
        _handler = new RollupHandler(new ProbeRollup(Options));
        Run(lead);
    }

    public override void Run(ReadOnlySpan<byte> log) => ParserContender.Parse(log, ref _state, ref _handler);
}
