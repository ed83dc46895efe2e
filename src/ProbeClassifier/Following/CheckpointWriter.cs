using System;
using ProbeClassifier.Checkpoints;
using ProbeClassifier.Parsing;

namespace ProbeClassifier.Following;

/// <summary>
/// Counts and positions as bytes (<see cref="SealedWriter"/>). The content: how lines are read, the accounting, the logs, the settled files,
/// the origins, the rollup's snapshot.
/// </summary>
internal static class CheckpointWriter
{
    /// <summary>"PRBCKPT" and a zero.</summary>
    public const ulong Magic = 0x0054_504B_4342_5250;
    public const uint Version = 1;

    public static ReadOnlyMemory<byte> Write(FollowerCounts counts, KnownLogs known, ProbeParserOptions parser)
    {
        byte[] snapshot = counts.Rollup.ToSnapshot();
        var writer = new SealedWriter(snapshot.Length + 4096 + (known.All.Count * 256) + (known.Settled.Count * 64));
        ReadingChecks.Write(writer, parser);
        writer.Int64(counts.Bytes);
        writer.Int64(counts.Files);
        WriteLogs(writer, known);
        writer.Bytes(snapshot);
        return writer.Seal(Magic, Version);
    }

    private static void WriteLogs(SealedWriter writer, KnownLogs known)
    {
        writer.Int64(known.All.Count);
        for (int i = 0; i < known.All.Count; i++)
        {
            Incarnation log = known.All[i];
            log.Number = i;
            writer.Text(log.Place);
            writer.UInt64(log.Device);
            writer.UInt64(log.Inode);
            writer.Int64(log.LastWrite);
            writer.Int64(log.Position);
            writer.Int64((log.InOversizeLine ? 1 : 0) | (log.IsCounted ? 2 : 0) | (log.IsFinished ? 4 : 0));
            Mark(writer, log.Head);
            Mark(writer, log.Tail);
        }

        writer.Int64(known.Settled.Count);
        foreach ((SettledFile file, SettledState state) in known.Settled)
        {
            writer.UInt64(file.Stamp.Device);
            writer.UInt64(file.Stamp.Inode);
            writer.Int64(file.Stamp.Length);
            writer.Int64(file.Stamp.LastWrite);
            writer.Text(file.Path);

            // One that was let go of holds nothing that is wanted.
            bool isKnown = state.Log is { } log && log.Number < known.All.Count && ReferenceEquals(known.All[log.Number], log);
            writer.Int64(isKnown ? state.Log!.Number : -1);
        }

        writer.Int64(known.Origins.Count);
        foreach ((string place, long since) in known.Origins)
        {
            writer.Text(place);
            writer.Int64(since);
        }
    }

    private static void Mark(SealedWriter writer, Fingerprint print)
    {
        writer.UInt64(print.First);
        writer.UInt64(print.Second);
    }
}
