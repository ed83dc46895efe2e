using System;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Reading;

/// <summary>How files are read. Immutable.</summary>
public sealed record ProbeReaderOptions
{
    /// <summary>The most threads: 256.</summary>
    public const int MaxThreads = 256;

    /// <summary>How lines are read. A file's own last write stands in for a null reference time. Default: all defaults.</summary>
    public ProbeParserOptions Parser { get; init; } = new();

    /// <summary>How events are added up. Default: all defaults.</summary>
    public ProbeRollupOptions Rollup { get; init; } = new();

    /// <summary>
    /// How many threads read, 1–256. Default: one for each processor. The result does not depend on it. A compressed file, and
    /// standard input, are read by one.
    /// </summary>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, MaxThreads);

    /// <summary>Told now and then, from the reading threads, how far they are. Default null: nobody.</summary>
    public IProgress<ReadProgress>? Progress { get; init; }
}

/// <summary>How far a reader is.</summary>
/// <param name="Bytes">Bytes read from files so far, compressed where they are.</param>
/// <param name="TotalBytes">Bytes of all files; 0 when a pipe is among them and nobody knows.</param>
/// <param name="Lines">Lines read so far.</param>
public readonly record struct ReadProgress(long Bytes, long TotalBytes, long Lines);

/// <summary>An input that could not be read, or not to its end. What was read of it is counted.</summary>
/// <param name="Path">The path as given; <c>-</c> for standard input.</param>
/// <param name="Message">What happened, and what to do.</param>
public sealed record InputFailure(string Path, string Message);

/// <summary>What a reader found.</summary>
public sealed record ProbeReadResult
{
    /// <summary>The counts.</summary>
    public required ProbeRollup Rollup { get; init; }

    /// <summary>Inputs that were opened.</summary>
    public required long Files { get; init; }

    /// <summary>Bytes of text, after decompression.</summary>
    public required long Bytes { get; init; }

    /// <summary>What could not be read, in the order of the paths.</summary>
    public required System.Collections.Generic.IReadOnlyList<InputFailure> Failures { get; init; }

    /// <summary>Whether the read was cancelled before the end.</summary>
    public required bool IsPartial { get; init; }
}
