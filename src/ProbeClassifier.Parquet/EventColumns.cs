using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Parquet;
using Parquet.Schema;
using ProbeClassifier.Outputs;
using ProbeClassifier.Parquet.Columns;

namespace ProbeClassifier.Parquet;

/// <summary>
/// The columns of a file of events: the fields of the flat schema by its names, typed, and <c>events</c>, how many events a row stands for,
/// whose sum is a report's count.
/// </summary>
internal sealed class EventColumns
{
    /// <summary>Levels and small values of a row, beside its texts.</summary>
    private const int BytesOfRow = 64;

    private static readonly DataField Count = new("events", typeof(long), isNullable: false);

    private readonly (byte[] Name, EventColumn? Column)[] _fields;
    private readonly EventColumn[] _columns;
    private readonly bool[] _isSet;
    private readonly bool _hasCount;
    private Growing<long> _counts;

    /// <param name="chosen">Names of columns; null for all.</param>
    public EventColumns(IReadOnlyList<string>? chosen)
    {
        _fields = [.. EventFields.Of(EventFormat.Ndjson).Select(name => (Encoding.UTF8.GetBytes(name), IsChosen(name) ? Make(name) : null))];
        _columns = [.. _fields.Where(f => f.Column is not null).Select(f => f.Column!)];
        _isSet = new bool[_columns.Length];
        _hasCount = IsChosen(Count.Name);
        Schema = new ParquetSchema([.. _columns.Select(c => c.Field), .. _hasCount ? (Field[])[Count] : []]);

        bool IsChosen(string name) => chosen is null || chosen.Contains(name, StringComparer.Ordinal);
    }

    /// <summary>All names, in the order of the columns.</summary>
    public static ReadOnlyCollection<string> Names { get; } = ((string[])[.. EventFields.Of(EventFormat.Ndjson), Count.Name]).AsReadOnly();

    public ParquetSchema Schema { get; }

    /// <summary>Rows since the last group.</summary>
    public int Rows { get; private set; }

    /// <summary>About how many bytes they take, before encoding and compression, which make less of them.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds an event, from its line in the flat schema.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        Array.Clear(_isSet);
        long count = 1;
        int field = 0;
        int bytes = BytesOfRow;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Fields come in the order of the list, some left out.
            while (!reader.ValueTextEquals(_fields[field].Name))
                field++;
            bool isCount = reader.ValueTextEquals("repeated"u8);
            reader.Read();
            if (isCount)
                count = reader.GetInt64();
            bytes += AddTo(_fields[field].Column, ref reader);
        }

        for (int i = 0; i < _columns.Length; i++)
        {
            if (!_isSet[i])
                _columns[i].AddNone();
        }

        _counts.Add(count);
        Rows++;
        Bytes += bytes;
    }

    /// <summary>Writes the rows as a group, and forgets them.</summary>
    public async Task WriteAsync(ParquetWriter writer)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach (EventColumn column in _columns)
            await column.WriteAsync(group).ConfigureAwait(false);
        if (_hasCount)
            await group.WriteAsync<long>(Count, _counts.Memory).ConfigureAwait(false);
        group.CompleteValidate();
        _counts.Clear();
        Rows = 0;
        Bytes = 0;
    }

    private int AddTo(EventColumn? column, ref Utf8JsonReader reader)
    {
        if (column is null)
        {
            reader.Skip();
            return 0;
        }

        _isSet[Array.IndexOf(_columns, column)] = true;
        return column.Add(ref reader);
    }

    private static EventColumn Make(string name) => name switch
    {
        // Parquet.Net 6.1.0 gives columns of finer times bounds in milliseconds all the same: readers would pass over rows (its issue 769).
        "time" => new ValueColumn<DateTime>(
            new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, isNullable: true),
            static (ref reader) => reader.GetDateTime()),
        "source_port" or "destination_port" or "icmp_type" or "icmp_code" or "status" or "priority" => new ValueColumn<int>(
            new DataField(name, typeof(int), isNullable: true), static (ref reader) => reader.GetInt32()),
        "repeated" => new ValueColumn<long>(new DataField(name, typeof(long), isNullable: true), static (ref reader) => reader.GetInt64()),
        "fragment" => new ValueColumn<bool>(new DataField(name, typeof(bool), isNullable: true), static (ref reader) => reader.GetBoolean()),
        "tags" => new TextListColumn(name),
        _ => new TextColumn(name),
    };
}
