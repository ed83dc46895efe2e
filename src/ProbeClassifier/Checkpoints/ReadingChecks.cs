using System.Globalization;
using ProbeClassifier.Parsing;
using ProbeClassifier.Rollups;

namespace ProbeClassifier.Checkpoints;

/// <summary>What a checkpoint says of how its lines were read and counted: going on with something else would make a mixture.</summary>
internal static class ReadingChecks
{
    public static void Write(SealedWriter writer, ProbeParserOptions parser)
    {
        writer.Int64(parser.MaxFrameBytes);
        writer.Int64(parser.Year ?? 0);
        writer.Text(parser.TimeZone.Id);
    }

    public static void Check(ref SealedReader reader, ProbeParserOptions parser)
    {
        SealedReader.CheckSame("a line limit of", reader.Int64(), parser.MaxFrameBytes);
        SealedReader.CheckSame("the year", YearText(reader.Int64()), YearText(parser.Year ?? 0));
        SealedReader.CheckSame("the time zone", reader.Text(), parser.TimeZone.Id);
    }

    /// <summary>The rollup of a snapshot within a checkpoint.</summary>
    /// <exception cref="CheckpointException">It was made with other rules or options.</exception>
    public static ProbeRollup Rollup(ref SealedReader reader, ProbeRollupOptions options)
    {
        try
        {
            return ProbeRollup.FromSnapshot(reader.Bytes(), options);
        }
        catch (SnapshotException e)
        {
            throw new CheckpointException($"cannot be gone on with: {e.Message}. Start with the same options as before, or with another checkpoint file");
        }
    }

    private static string YearText(long year) => year == 0 ? "none" : year.ToString(CultureInfo.InvariantCulture);
}
