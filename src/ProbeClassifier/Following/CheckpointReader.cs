using ProbeClassifier.Checkpoints;
using ProbeClassifier.Parsing;
using ProbeClassifier.Reading;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Following;

/// <summary>Bytes to counts and positions; see <see cref="SealedReader"/> for what damage is.</summary>
internal static class CheckpointReader
{
    public static FollowerState Read(System.ReadOnlySpan<byte> file, ProbeParserOptions parser, ProbeRollupOptions rollup)
    {
        SealedReader reader = SealedReader.Open(file, CheckpointWriter.Magic, CheckpointWriter.Version);
        ReadingChecks.Check(ref reader, parser);
        long bytes = reader.Int64();
        long files = reader.Int64();
        KnownLogs known = ReadLogs(ref reader);
        var counts = new FollowerCounts(ReadingChecks.Rollup(ref reader, rollup)) { Bytes = bytes, Files = files };
        reader.End();
        return new FollowerState(counts, known);
    }

    private static KnownLogs ReadLogs(ref SealedReader reader)
    {
        var known = new KnownLogs();
        for (long left = reader.Int64(); left > 0; left--)
        {
            var log = new Incarnation
            {
                Place = reader.Text(),
                Device = reader.UInt64(),
                Inode = reader.UInt64(),
                LastWrite = reader.Int64(),
                Position = reader.Int64(),
            };
            SealedReader.Require(log.Position >= 0, "a position is negative");
            long flags = reader.Int64();
            (log.InOversizeLine, log.IsCounted, log.IsFinished) = ((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
            log.Head = Mark(ref reader);
            log.Tail = Mark(ref reader);
            known.All.Add(log);
        }

        for (long left = reader.Int64(); left > 0; left--)
        {
            var stamp = new FileStamp(reader.UInt64(), reader.UInt64(), reader.Int64(), reader.Int64(), IsRegular: true);
            string path = reader.Text();
            long number = reader.Int64();
            SealedReader.Require(number < known.All.Count, "a settled file has no log");
            known.Settled[new SettledFile(stamp, path)] = new SettledState(number < 0 ? null : known.All[(int)number]);
        }

        for (long left = reader.Int64(); left > 0; left--)
            known.Origins[reader.Text()] = reader.Int64();
        return known;
    }

    private static Fingerprint Mark(ref SealedReader reader) => new(reader.UInt64(), reader.UInt64());
}
