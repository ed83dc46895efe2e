using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Distributed;

/// <summary>The positions that a merge covers.</summary>
internal static class PositionsJson
{
    public static void Write(MergedPartitions merged, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("family", merged.Family);
        json.WriteNumber("missing", merged.Partitions.Sum(p => p.Missing));
        json.WriteStartArray("partitions");
        foreach (PartitionSnapshot partition in merged.Partitions)
            WritePartition(partition, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePartition(PartitionSnapshot partition, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("engine", partition.Engine);
        json.WriteString("topic", partition.Topic);
        json.WriteString("partition", partition.Partition);
        json.WriteNumber("first", partition.First);
        json.WriteNumber("next", partition.Position);
        json.WriteNumber("records", partition.Records);
        json.WriteNumber("bytes", partition.Bytes);
        json.WriteNumber("missing", partition.Missing);
        json.WriteStartArray("gaps");
        foreach (PartitionGap gap in partition.Gaps)
        {
            json.WriteStartObject();
            json.WriteNumber("from", gap.From);
            json.WriteNumber("to", gap.To);
            json.WriteNumber("records", gap.Records);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
