using System;
using System.Collections.Generic;
using ProbeClassifier.Checkpoints;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Live;

/// <summary>
/// The open windows of a collector as the bytes of a checkpoint, and back. The content: how lines are read, the length of windows, the
/// newest event and the first open window, then each window's number, accounting and rollup.
/// </summary>
internal sealed record CollectorSnapshot(long Newest, long OldestOpen, IReadOnlyList<KeyValuePair<long, WindowCounts>> Windows)
{
    /// <summary>"PRBLIVE" and a zero.</summary>
    private const ulong Magic = 0x0045_5649_4C42_5250;
    private const uint Version = 1;

    public byte[] Write(ProbeCollectorOptions options)
    {
        var writer = new SealedWriter(64 * 1024);
        ReadingChecks.Write(writer, options.Parser);
        writer.Int64(LengthOf(options));
        writer.Int64(Newest);
        writer.Int64(OldestOpen);
        writer.Int64(Windows.Count);
        foreach ((long number, WindowCounts counts) in Windows)
        {
            writer.Int64(number);
            writer.Int64(counts.Bytes);
            writer.Int64(counts.Streams);
            writer.Bytes(counts.Rollup.ToSnapshot());
        }

        return writer.Seal(Magic, Version);
    }

    public static CollectorSnapshot Read(ReadOnlySpan<byte> file, ProbeCollectorOptions options)
    {
        SealedReader reader = SealedReader.Open(file, Magic, Version);
        ReadingChecks.Check(ref reader, options.Parser);
        SealedReader.CheckSame("windows (in seconds, 0 for none) of", reader.Int64(), LengthOf(options));
        long newest = reader.Int64();
        long oldestOpen = reader.Int64();
        List<KeyValuePair<long, WindowCounts>> windows = [];
        for (long left = reader.Int64(); left > 0; left--)
        {
            long number = reader.Int64();
            long bytes = reader.Int64();
            long streams = reader.Int64();
            ProbeRollup rollup = ReadingChecks.Rollup(ref reader, options.Rollup);
            windows.Add(new(number, new WindowCounts(rollup) { Bytes = bytes, Streams = streams }));
        }

        reader.End();
        return new CollectorSnapshot(newest, oldestOpen, windows);
    }

    private static long LengthOf(ProbeCollectorOptions options) => (long)(options.Window?.TotalSeconds ?? 0);
}
