using System.Collections.Generic;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Parquet;

/// <summary>How events become Parquet files. Immutable.</summary>
public sealed record ParquetEventOptions
{
    /// <summary>The names of all columns, in their order: the fields of docs/schemas/event.schema.json, and <c>events</c>.</summary>
    public static IReadOnlyList<string> AllColumns => EventColumns.Names;

    /// <summary>The columns that a file has; null, the default, for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The rules that the tags are of; their name stands in the file. Default <see cref="RuleSet.Default"/>.</summary>
    public RuleSet Rules { get; init; } = RuleSet.Default;

    /// <summary>The most rows of a row group, 1 to 1,048,576. Default 122,880, what DuckDB gives one thread to read.</summary>
    public int RowsPerGroup { get; init; } = 122_880;

    /// <summary>The most bytes of a row group before encoding and compression, 65,536 to 1 GiB. Default 16 MiB. Writing takes a few times as much memory.</summary>
    public int BytesPerGroup { get; init; } = 16 << 20;
}
