using System;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Distributed;
using ProbeClassifier.Outputs;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Outputs;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Distributed;

public sealed class EventBatchTests
{
    private const string NoTime = "kernel: DROP IN=eth0 OUT= SRC=203.0.113.7 DST=192.0.2.1 LEN=60 TTL=50 PROTO=TCP SPT=1 DPT=23 SYN\n";

    private static readonly DateTimeOffset Taken = DateTimeOffset.Parse("2026-11-24T12:00:00.5Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(EventFormat.Ndjson, "id")]
    [InlineData(EventFormat.Ecs, "event.id")]
    [InlineData(EventFormat.Ocsf, "metadata.uid")]
    [InlineData(EventFormat.Cef, "externalId")]
    public void Each_format_has_a_field_for_the_id(EventFormat format, string field)
    {
        string[] lines = BatchHandler.Write(format, WrittenEvents.Samples, 4711, Taken).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 10);
        for (int i = 0; i < lines.Length; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"probes/3/0000001a/4711/{i}");
            if (format == EventFormat.Cef)
            {
                Assert.Contains($"|{field}={id} ", lines[i], StringComparison.Ordinal);
                continue;
            }

            JsonElement element = JsonDocument.Parse(lines[i]).RootElement;
            foreach (string part in field.Split('.'))
                element = element.GetProperty(part);
            Assert.Equal(id, element.GetString());
        }
    }

    [Theory]
    [InlineData(EventFormat.Ecs, "2026-11-24T12:00:00.5000000Z")]
    [InlineData(EventFormat.Ocsf, "1795521600500")]
    public void An_event_without_a_time_bears_that_of_its_record_and_no_clock_gets_in(EventFormat format, string expected)
    {
        string first = BatchHandler.Write(format, NoTime, 1, Taken);
        Assert.Contains(expected, first, StringComparison.Ordinal);
        Assert.Equal(first, BatchHandler.Write(format, NoTime, 1, Taken));
        Assert.NotEqual(first, BatchHandler.Write(format, NoTime, 1, Taken.AddMinutes(1)));
    }

    [Fact]
    public void Whatever_gives_a_line_another_event_gives_it_another_id()
    {
        PartitionOptions options = FakeEngine.Options;
        uint[] marks =
        [
            options.MarkOf(EventFormat.Ndjson, null),
            options.MarkOf(EventFormat.Ecs, null),
            options.MarkOf(EventFormat.Ndjson, "made then"),
            options.MarkOf(EventFormat.Ndjson, "made later"),
            (options with { Parser = options.Parser with { Year = 2025 } }).MarkOf(EventFormat.Ndjson, null),
        ];
        Assert.Distinct(marks);
        Assert.Equal(marks[0], (options with { RepeatWindowBytes = options.RepeatWindowBytes }).MarkOf(EventFormat.Ndjson, null));
    }

    [Fact]
    public void A_name_that_json_cannot_hold_as_it_is_comes_back_as_it_was()
    {
        string written = BatchHandler.Write(EventFormat.Ndjson, WrittenEvents.Samples.Split('\n')[0], 7, Taken, "log \"a\"\n\u202e.log");
        Assert.DoesNotContain("\u202e", written, StringComparison.Ordinal);
        Assert.Equal("probes/log \"a\"\n\u202e.log/0000001a/7/0", JsonDocument.Parse(written).RootElement.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(EventFormat.Ndjson)]
    [InlineData(EventFormat.Ecs)]
    [InlineData(EventFormat.Ocsf)]
    [InlineData(EventFormat.Cef)]
    public void Nothing_is_allocated_per_event_once_warm(EventFormat format)
    {
        using var batch = new EventBatch("probes", "3", mark: 0x1A, onlyTagged: false, format, RuleSet.Default);
        byte[] lines = Encoding.Latin1.GetBytes(string.Concat(WrittenEvents.Samples, new LogLines(5).Netfilter(), "\n"));
        ProbeParserState state = default;
        int events = 0;
        long taken = 0;
        long allocated = Allocations.Least(() =>
        {
            for (int round = 0; round < 20; round++)
            {
                batch.Begin(default, Taken);
                var handler = new BatchHandler(batch, long.MaxValue - 1);
                ProbeParser.Parse(lines, Parse.Options, ref state, ref handler, isFinalBlock: false);
                events = batch.Count;
                for (int i = 0; i < batch.Count; i++)
                    taken += batch[i].Length;
            }
        });
        Assert.True(allocated == 0, $"{allocated} bytes");
        Assert.True(events > 10 && taken > 1000);
    }
}
