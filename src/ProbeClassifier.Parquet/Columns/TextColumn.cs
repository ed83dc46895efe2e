using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Parquet;
using Parquet.Schema;

namespace ProbeClassifier.Parquet.Columns;

/// <summary>A text, or none.</summary>
internal sealed class TextColumn(string name) : EventColumn(name)
{
    private readonly DataField _field = new(name, typeof(string), isNullable: true);
    private readonly TextPool _texts = new();
    private Growing<int> _definitions;

    public override Field Field => _field;

    public override int Add(ref Utf8JsonReader reader)
    {
        _definitions.Add(1);
        return sizeof(int) + _texts.Add(ref reader);
    }

    public override void AddNone() => _definitions.Add(0);

    public override async Task WriteAsync(ParquetRowGroupWriter group)
    {
        await group.WriteAllPartsAsync(_field, _texts.Texts(), _definitions.Memory, null, CancellationToken.None).ConfigureAwait(false);
        _texts.Clear();
        _definitions.Clear();
    }
}
