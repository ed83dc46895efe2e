using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using ProbeClassifier.Events;
using ProbeClassifier.Live;
using ProbeClassifier.Outputs;
using ProbeClassifier.Parquet;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Outputs;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Parquet;

public sealed class ParquetEventWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Columns_have_the_names_of_the_flat_schema_and_types()
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        Write(WrittenEvents.Corpus());
        Assert.Equal(
            [
                "time TIMESTAMP WITH TIME ZONE", "host VARCHAR", "app VARCHAR", "dialect VARCHAR", "repeated BIGINT", "action VARCHAR", "direction VARCHAR",
                "source_ip VARCHAR", "source_port INTEGER", "destination_ip VARCHAR", "destination_port INTEGER", "transport VARCHAR", "icmp_type INTEGER",
                "icmp_code INTEGER", "fragment BOOLEAN", "url VARCHAR", "status INTEGER", "activity VARCHAR", "message VARCHAR", "signature VARCHAR",
                "classification VARCHAR", "priority INTEGER", "section VARCHAR", "tags VARCHAR[]", "events BIGINT",
            ],
            duck.Values("DESCRIBE SELECT * FROM 'events.parquet'").Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal(["probeclassifier.ruleset|jpcert-2000-q2", "probeclassifier.schema|urn:probeclassifier:event:1"], duck.Rows("SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata('events.parquet') ORDER BY 1"));
    }

    [SkippableFact]
    public void Every_value_of_all_dialects_is_that_of_the_flat_schema() => HoldFor(WrittenEvents.Corpus(), new ParquetEventOptions { RowsPerGroup = 77 });

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 25)]
    internal void Whatever_the_log_holds_every_value_is_that_of_the_flat_schema(LogText text) => HoldFor(text.Bytes, new ParquetEventOptions());

    [SkippableFact]
    public void A_group_is_bounded_in_rows_and_in_bytes()
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        Write(Requests(1_000, i => $"/{i}"), new ParquetEventOptions { RowsPerGroup = 300 });
        Assert.Equal(["300", "300", "300", "100"], Groups(duck));
        Write(Requests(1_000, i => "/" + new string('a', 2_000)), new ParquetEventOptions { BytesPerGroup = 1 << 16 });
        List<string> rows = Groups(duck);
        Assert.True(rows.Count > 30);
        Assert.All(rows, r => Assert.InRange(int.Parse(r, CultureInfo.InvariantCulture), 1, 33));
    }

    /// <summary>Bounds that a file gives of its columns let a reader pass over groups: a wrong one hides events.</summary>
    [SkippableTheory]
    [InlineData("url = '/\U0001F600'", 1)]
    [InlineData("url = '/\uFF08'", 1)]
    [InlineData("url >= '/\uFF08'", 2)]
    [InlineData("url < '/b'", 1)]
    [InlineData("time >= '2026-11-24 11:00:15Z'", 3)]
    [InlineData("time < '2026-11-24 11:00:16Z'", 3)]
    [InlineData("time = '2026-11-24 11:00:15Z'", 3)]
    [InlineData("time > '2026-11-24 11:00:15Z'", 0)]
    [InlineData("status = 404 AND source_port IS NULL", 3)]
    public void A_condition_finds_all_that_it_should(string condition, int expected)
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        string[] targets = ["/a", "/\uFF08", "/\U0001F600"];
        Write(Requests(3, i => targets[i]));
        Assert.Equal([expected.ToString(CultureInfo.InvariantCulture)], duck.Rows($"SELECT count(*) FROM 'events.parquet' WHERE {condition}"));
    }

    [SkippableFact]
    public void Only_the_columns_that_are_named_are_there_and_the_count_is_right_without_its_field()
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        Write(Encoding.Latin1.GetBytes(WrittenEvents.Samples), new ParquetEventOptions { Columns = ["events", "tags", "source_ip"] });
        Assert.Equal(["source_ip", "tags", "events"], duck.Values("DESCRIBE SELECT * FROM 'events.parquet'").Select(row => (string)row[0]!));
        Assert.Equal(["203.0.113.7|[tcp/23]|1", "203.0.113.7|[tcp/23]|3"], duck.Rows("SELECT source_ip, tags, events FROM 'events.parquet' WHERE list_contains(tags, 'tcp/23')"));
    }

    [SkippableFact]
    public void A_file_without_events_is_a_file()
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        Write([]);
        Assert.Equal(["0"], duck.Rows("SELECT count(*) FROM 'events.parquet'"));
    }

    [Fact]
    public void Nothing_is_allocated_per_event_once_warm()
    {
        using var writer = new ParquetEventWriter(Stream.Null, new ParquetEventOptions { RowsPerGroup = 20_000 });
        byte[] lines = WrittenEvents.Corpus();
        var handler = new WritingHandler(writer);
        ProbeParserState state = default;
        while (writer.Groups == 0)
            ProbeParser.Parse(lines, Support.Parse.Options, ref state, ref handler, isFinalBlock: false);
        Assert.Equal(0, Allocations.Least(() => ProbeParser.Parse(lines, Support.Parse.Options, ref state, ref handler, isFinalBlock: false)));
        Assert.Equal(1, writer.Groups);
    }

    [Theory]
    [InlineData("\"src_ip\" is no field; the nearest are source_ip", "src_ip")]
    [InlineData("\"source\" is no field", "source")]
    [InlineData("no column is named")]
    public void A_column_that_there_is_not_is_refused(string expected, params string[] columns) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new ParquetEventWriter(Stream.Null, new ParquetEventOptions { Columns = columns })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 1 << 20)]
    [InlineData((1 << 20) + 1, 1 << 20)]
    [InlineData(1, (1 << 16) - 1)]
    public void A_group_out_of_bounds_is_refused(int rows, int bytes) =>
        Assert.Throws<ArgumentException>(() => new ParquetEventWriter(Stream.Null, new ParquetEventOptions { RowsPerGroup = rows, BytesPerGroup = bytes }));

    private void HoldFor(byte[] lines, ParquetEventOptions options)
    {
        using DuckDb duck = DuckDb.OpenOrSkip(_folder.Path);
        Write(lines, options);
        JsonElement[] expected = [.. Encoding.UTF8.GetString(WrittenEvents.Write(EventFormat.Ndjson, lines)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        string[] names = [.. ParquetEventOptions.AllColumns];
        string columns = string.Join(", ", names.Select(n => n is "time" ? "epoch_ms(time)" : n));
        List<string> rows = duck.Rows($"SELECT {columns} FROM 'events.parquet' ORDER BY file_row_number");
        Assert.Equal(expected.Select(e => string.Join('|', names.Select(n => Value(e, n)))), rows);
    }

    private static string Value(JsonElement line, string name)
    {
        if (name is "events")
            return line.TryGetProperty("repeated", out JsonElement count) ? count.GetRawText() : "1";
        if (!line.TryGetProperty(name, out JsonElement value))
            return "";
        return value.ValueKind switch
        {
            JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray())}]",
            _ when name is "time" => value.GetDateTimeOffset().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
    }

    private static List<string> Groups(DuckDb duck) =>
        duck.Rows("SELECT DISTINCT ON (row_group_id) row_group_num_rows FROM parquet_metadata('events.parquet') ORDER BY row_group_id");

    private static byte[] Requests(int count, Func<int, string> target) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i =>
        $"192.0.2.9 - - [24/Nov/2026:11:00:15 +0000] \"GET {target(i)} HTTP/1.0\" 404 12\n")));

    private void Write(byte[] lines, ParquetEventOptions? options = null)
    {
        File.Delete(_folder.At("events.parquet"));
        using var sink = new ParquetEventSink(_folder.At("events.parquet"), options);
        new ProbeCollector(new ProbeCollectorOptions { Parser = Support.Parse.Options, Sink = sink }).OpenInput().ParseLines(lines, isFinal: true);
        sink.Finish();
        Assert.Null(sink.Failure);
    }

    private readonly struct WritingHandler(ParquetEventWriter writer) : IProbeHandler
    {
        public void OnEvent(in ProbeEvent probe) => writer.Write(probe, RuleSet.Default.GetTagSet(RuleSet.Default.Classify(probe)));

        public void OnOther(ReadOnlySpan<byte> frames, int count)
        {
        }

        public void OnUnparsed(ReadOnlySpan<byte> frame, UnparsedReason reason, int offset)
        {
        }

        public void OnOversize(int keptBytes)
        {
        }

        public void OnUnresolvedRepeat(uint times)
        {
        }
    }
}
