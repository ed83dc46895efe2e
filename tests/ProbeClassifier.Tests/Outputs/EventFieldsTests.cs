using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using ProbeClassifier.Live;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Outputs;

public sealed class EventFieldsTests
{
    [Theory]
    [InlineData(EventFormat.Ndjson, """{"time":"2026-11-24T11:00:00Z","tags":["tcp/23"]}""", "tags", "time")]
    [InlineData(EventFormat.Ecs, """{"source":{"ip":"203.0.113.7"},"rule":{"id":"tcp/23"}}""", "rule.id", "source.ip")]
    [InlineData(EventFormat.Ecs, """{"source":{"ip":"203.0.113.7","port":1024,"mac":"02-00-00-11-22-33"}}""", "source")]
    [InlineData(EventFormat.Ecs, """{"source":{"ip":"203.0.113.7","port":1024,"mac":"02-00-00-11-22-33"}}""", "source", "source.ip")]
    [InlineData(EventFormat.Ecs, """{"observer":{"ingress":{"interface":{"name":"eth0"}}}}""", "observer.ingress.interface.name", "observer.egress")]
    [InlineData(EventFormat.Ecs, """{"probeclassifier":{"tcp":{"flags":["SYN"]}}}""", "probeclassifier.tcp.flags", "url.path")]
    [InlineData(EventFormat.Ocsf, """{"metadata":{"product":{"name":"probeclassifier"}},"observables":[{"value":"203.0.113.7"},{"value":"192.0.2.1"}]}""", "observables.value", "metadata.product.name")]
    [InlineData(EventFormat.Ndjson, "{}", "url")]
    public void Chosen_fields_come_in_their_own_order_and_nothing_empty_is_left(EventFormat format, string expected, params string[] fields) =>
        Assert.Equal(expected + "\n", Write(format, Encoding.Latin1.GetBytes(WrittenEvents.Samples.Split('\n')[0] + "\n"), fields));

    [Theory]
    [InlineData(EventFormat.Ndjson)]
    [InlineData(EventFormat.Ecs)]
    [InlineData(EventFormat.Ocsf)]
    public void Each_field_alone_is_what_it_is_among_all(EventFormat format)
    {
        byte[] corpus = Encoding.Latin1.GetBytes(WrittenEvents.Samples);
        foreach (string field in EventFields.Of(format))
            HoldFor(format, corpus, [field]);
    }

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 50)]
    internal void Whatever_the_log_holds_a_choice_is_a_part_of_the_whole(LogText text, int seed)
    {
        var random = new Random(seed);
        foreach (EventFormat format in (EventFormat[])[EventFormat.Ndjson, EventFormat.Ecs, EventFormat.Ocsf])
        {
            string[] all = [.. EventFields.Of(format)];
            HoldFor(format, text.Bytes, [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => all[random.Next(all.Length)]).Select(f => random.Next(3) == 0 ? f.Split('.')[0] : f)]);
        }
    }

    [Theory]
    [InlineData(EventFormat.Ecs, "source.adress", "\"source.adress\" is no field; the nearest are source.")]
    [InlineData(EventFormat.Ecs, "source.", "\"source.\" is no field")]
    [InlineData(EventFormat.Ecs, "", "\"\" is no field")]
    [InlineData(EventFormat.Ecs, "sourc", "\"sourc\" is no field")]
    [InlineData(EventFormat.Ecs, "Source", "\"Source\" is no field")]
    [InlineData(EventFormat.Ecs, "event.original", "written only when the original line is asked for")]
    [InlineData(EventFormat.Ocsf, "raw_data", "written only when the original line is asked for")]
    [InlineData(EventFormat.Ndjson, "srcip", "the nearest are source_ip")]
    [InlineData(EventFormat.Ndjson, "id", "\"id\" is no field")]
    [InlineData(EventFormat.Cef, "src", "CEF has keys of its own")]
    public void A_name_that_is_none_is_refused_with_the_nearest(EventFormat format, string field, string expected)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new EventWriter(format, new EventWriterOptions { Fields = [field] }));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_field_at_all_is_refused() =>
        Assert.Throws<ArgumentException>(() => new EventWriter(EventFormat.Ecs, new EventWriterOptions { Fields = [] }));

    private static void HoldFor(EventFormat format, byte[] lines, string[] fields)
    {
        string[] whole = Write(format, lines, null).Split('\n');
        string[] chosen = Write(format, lines, fields).Split('\n');
        Assert.Equal(whole.Length, chosen.Length);
        for (int i = 0; i < whole.Length - 1; i++)
            Assert.Equal(Leaves(whole[i]).Where(leaf => fields.Any(f => EventFields.IsOrHolds(f, leaf.Name))), Leaves(chosen[i]));
    }

    private static IEnumerable<(string Name, string Value)> Leaves(string line) =>
        FieldList.Leaves(JsonDocument.Parse(line).RootElement).Select(leaf => (leaf.Name, leaf.Value.GetRawText()));

    private static string Write(EventFormat format, byte[] lines, string[]? fields)
    {
        var output = new MemoryStream();
        var options = new EventWriterOptions { Original = format != EventFormat.Ndjson, Fields = fields, TimeProvider = new ManualTime(DateTimeOffset.UnixEpoch) };
        using (var sink = new StreamEventSink(output, new EventWriter(format, options)))
            new ProbeCollector(new ProbeCollectorOptions { Parser = Parse.Options, Sink = sink }).OpenInput().ParseLines(lines, isFinal: true);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
