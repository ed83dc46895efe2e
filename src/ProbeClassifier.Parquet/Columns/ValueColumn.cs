using System;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Parquet;
using Parquet.Schema;

namespace ProbeClassifier.Parquet.Columns;

/// <summary>A number, a time or a truth value, or none.</summary>
/// <param name="data">What the schema says of it.</param>
/// <param name="read">Reads the value that the reader stands at.</param>
internal sealed class ValueColumn<T>(DataField data, ValueColumn<T>.Reader read) : EventColumn(data.Name)
    where T : struct
{
    private Growing<T> _values;
    private Growing<int> _definitions;

    public delegate T Reader(ref Utf8JsonReader reader);

    public override Field Field => data;

    public override int Add(ref Utf8JsonReader reader)
    {
        _values.Add(read(ref reader));
        _definitions.Add(1);
        return Unsafe.SizeOf<T>();
    }

    public override void AddNone() => _definitions.Add(0);

    public override async Task WriteAsync(ParquetRowGroupWriter group)
    {
        await group.WriteAllPartsAsync(data, _values.Memory, _definitions.Memory, null, CancellationToken.None).ConfigureAwait(false);
        _values.Clear();
        _definitions.Clear();
    }
}
