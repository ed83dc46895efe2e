using System;
using System.Collections.Concurrent;
using ProbeClassifier.Benchmarks.Corpora;

namespace ProbeClassifier.Benchmarks.Ladder;

/// <summary>The size of a ladder's log, for figures per byte and per line.</summary>
internal sealed record CorpusFacts(long Bytes, long Lines)
{
    /// <summary>Small enough that a short job over every step and log ends within minutes.</summary>
    public const int LadderBytes = 16_000_000;

    private static readonly ConcurrentDictionary<string, CorpusFacts> Known = new(StringComparer.Ordinal);

    public static CorpusFacts Of(string kind) => Known.GetOrAdd(kind, static name =>
    {
        byte[] log = Corpus.Create(name, LadderBytes);
        return new CorpusFacts(log.Length, log.AsSpan().Count((byte)'\n'));
    });
}
