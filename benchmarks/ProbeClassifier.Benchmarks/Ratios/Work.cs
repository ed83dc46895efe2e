using System;
using ProbeClassifier.Benchmarks.Contenders;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>What is timed against counting newlines.</summary>
internal abstract class Work
{
    /// <summary>Not timed; before each round.</summary>
    /// <param name="lead">What the stream brought before the part that is timed; often empty.</param>
    public virtual void Prepare(ReadOnlySpan<byte> lead)
    {
    }

    /// <summary>Timed.</summary>
    public abstract void Run(ReadOnlySpan<byte> log);
}

/// <summary>Parse, tag and count. One state and one handler for all rounds: the steady state of a long stream.</summary>
internal sealed class TagWork(KernelKind kernel) : Work
{
    private ProbeParserState _state = ParserContender.StateFor(kernel);
    private TagCounter _counter = new(RuleSet.Default);

    public override void Run(ReadOnlySpan<byte> log) => ParserContender.Parse(log, ref _state, ref _counter);
}

/// <summary>A contender that starts over each time and wants the whole log in an array.</summary>
internal sealed class WholeLogWork(byte[] whole, Func<byte[], Tally> run) : Work
{
    public override void Run(ReadOnlySpan<byte> log)
    {
        // The warm-up passes a piece; the rounds pass all of it.
        byte[] array = log.Length == whole.Length ? whole : log.ToArray();
        run(array);
    }
}
