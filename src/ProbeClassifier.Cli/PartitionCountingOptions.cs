using System.Collections.Generic;
using System.CommandLine;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Cli;

/// <summary>What workers and reports of one family must have in common.</summary>
internal sealed class PartitionCountingOptions
{
    private readonly CountingOptions _counting = new("Default: the one nearest to when the log took the line, for files to their last write when they were first seen.");

    public IReadOnlyList<Option> All => _counting.All;

    public PartitionOptions Read(ParseResult parsed) => new() { Parser = _counting.Parser(parsed), Rollup = _counting.Rollup(parsed) };
}
