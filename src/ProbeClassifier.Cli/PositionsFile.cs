using System.Buffers;
using System.Text;
using ProbeClassifier.Distributed;

namespace ProbeClassifier.Cli;

/// <summary>The file of <c>--positions</c>: up to where each partition is in the report.</summary>
internal static class PositionsFile
{
    public static void Write(string? path, MergedPartitions merged)
    {
        if (path is null)
            return;
        var json = new ArrayBufferWriter<byte>();
        merged.WritePositions(json);
        using Output output = Output.Open(path, "--positions");
        output.Writer.Write(Encoding.UTF8.GetString(json.WrittenSpan));
        output.Commit();
    }
}
