using System;
using ProbeClassifier.Benchmarks.Corpora;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Benchmarks.Contenders;

/// <summary>This library over a whole buffer, with the kernel of one's choice.</summary>
internal static class ParserContender
{
    /// <summary>The corpora's stamps print no year; with one given, a result does not depend on the day it is taken.</summary>
    public static ProbeParserOptions Options { get; } = new() { Year = LogClock.Year };

    /// <summary>A state at the start of a stream.</summary>
    public static ProbeParserState StateFor(KernelKind kernel)
    {
        StampClock clock = new(LogClock.Year, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch);
        return new ProbeParserState { Context = new BlockContext(clock, Options.MaxFrameBytes) { Kernel = kernel } };
    }

    public static void Parse<THandler>(ReadOnlySpan<byte> log, ref ProbeParserState state, ref THandler handler)
        where THandler : IProbeHandler
    {
        int consumed = ProbeParser.Parse(log, Options, ref state, ref handler, isFinalBlock: true);
        if (consumed != log.Length)
            throw new InvalidOperationException($"consumed {consumed} of {log.Length} bytes");
    }

    public static Tally Run(byte[] log, KernelKind kernel)
    {
        ProbeParserState state = StateFor(kernel);
        TagCounter counter = new(Tagging.RuleSet.Default);
        Parse(log, ref state, ref counter);
        return counter.ToTally();
    }
}
