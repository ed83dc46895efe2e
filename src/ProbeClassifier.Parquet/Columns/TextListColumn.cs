using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Parquet;
using Parquet.Schema;

namespace ProbeClassifier.Parquet.Columns;

/// <summary>A list of texts, which may be empty. Definition level 1 is an empty list, 2 an element; repetition level 1 is one that is not the first.</summary>
internal sealed class TextListColumn : EventColumn
{
    private readonly DataField _element = new("element", typeof(string), isNullable: false);
    private readonly TextPool _texts = new();
    private Growing<int> _definitions;
    private Growing<int> _repetitions;

    public TextListColumn(string name)
        : base(name) => Field = new ListField(name, _element);

    public override Field Field { get; }

    public override int Add(ref Utf8JsonReader reader)
    {
        int bytes = 0;
        int repetition = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            _definitions.Add(2);
            _repetitions.Add(repetition);
            bytes += sizeof(int) + _texts.Add(ref reader);
            repetition = 1;
        }

        if (repetition == 0)
            AddNone();
        return bytes;
    }

    public override void AddNone()
    {
        _definitions.Add(1);
        _repetitions.Add(0);
    }

    public override async Task WriteAsync(ParquetRowGroupWriter group)
    {
        await group.WriteAllPartsAsync(_element, _texts.Texts(), _definitions.Memory, _repetitions.Memory, CancellationToken.None).ConfigureAwait(false);
        _texts.Clear();
        _definitions.Clear();
        _repetitions.Clear();
    }
}
