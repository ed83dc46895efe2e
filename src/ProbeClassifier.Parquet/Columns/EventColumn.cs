using System.Text.Json;
using System.Threading.Tasks;
using Parquet;
using Parquet.Schema;

namespace ProbeClassifier.Parquet.Columns;

/// <summary>
/// The values of one column in the row group that is being gathered. For each row a value is added, or none, in the order of the rows;
/// arrays are kept from group to group.
/// </summary>
internal abstract class EventColumn(string name)
{
    /// <summary>The name of docs/schemas/event.schema.json.</summary>
    public string Name { get; } = name;

    /// <summary>What the schema of the file says of it.</summary>
    public abstract Field Field { get; }

    /// <summary>Adds the value that the reader stands at.</summary>
    /// <returns>About how many bytes it takes, before encoding and compression.</returns>
    public abstract int Add(ref Utf8JsonReader reader);

    /// <summary>Adds that a row has no value.</summary>
    public abstract void AddNone();

    /// <summary>Writes what was added, as the next column of a row group, and forgets it.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group);
}
