using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using ProbeClassifier.Events;
using ProbeClassifier.Live;
using ProbeClassifier.Outputs;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Outputs;

public sealed class EventJsonTests
{
    private static readonly string Schema = File.ReadAllText(RepositoryFiles.At("docs", "schemas", "event.schema.json"));

    [Theory]
    [InlineData(
        "Nov 24 11:00:00 gw kernel: DROP IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN",
        """{"time":"2026-11-24T11:00:00Z","host":"gw","app":"kernel","dialect":"netfilter","action":"blocked","direction":"inbound","source_ip":"192.0.2.1","source_port":4000,"destination_ip":"198.51.100.2","destination_port":22,"transport":"tcp","section":"I","tags":["tcp/22"]}""")]
    [InlineData(
        "2026-11-24T11:00:00.25+09:00 gw kernel: IN=eth0 OUT= SRC=2001:db8:0:0::1 DST=2001:db8::2 LEN=60 PROTO=ICMPv6 TYPE=128 CODE=0",
        """{"time":"2026-11-24T02:00:00.2500000Z","host":"gw","app":"kernel","dialect":"netfilter","action":"other","direction":"inbound","source_ip":"2001:db8::1","destination_ip":"2001:db8::2","transport":"ipv6-icmp","icmp_type":128,"icmp_code":0,"section":"I","tags":["icmp6/128"]}""")]
    [InlineData(
        "192.0.2.9 - - [24/Nov/2026:10:00:00 +0000] \"GET /cgi-bin/phf?<x> HTTP/1.0\" 404 12",
        """{"time":"2026-11-24T10:00:00Z","dialect":"access-log","action":"other","direction":"inbound","source_ip":"192.0.2.9","transport":"tcp","url":"/cgi-bin/phf?\u003Cx\u003E","status":404,"section":"I","tags":["http/cgi-bin"]}""")]
    [InlineData(
        "11/24-10:00:00.000000  [**] [1:1226:4] X11 xopen [**] [Classification: Unknown Traffic] [Priority: 3] {TCP} 192.0.2.1:1024 -> 198.51.100.2:6000",
        """{"time":"2026-11-24T10:00:00Z","dialect":"snort","action":"other","direction":"unknown","source_ip":"192.0.2.1","source_port":1024,"destination_ip":"198.51.100.2","destination_port":6000,"transport":"tcp","activity":"alert","message":"X11 xopen","signature":"1:1226:4","classification":"Unknown Traffic","priority":3,"tags":["ids/alert"]}""")]
    public void An_event_is_a_line_of_flat_json(string line, string expected)
    {
        string written = Assert.Single(Write(line + "\n"));
        Assert.Equal(expected, written);
        Assert.Empty(SchemaCheck.Errors(Schema, written));
    }

    [Fact]
    public void A_repeat_says_how_many_it_stands_for()
    {
        List<string> written = Write("Nov 24 11:00:00 gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\nNov 24 11:00:09 gw last message repeated 3 times\n");
        Assert.Contains("\"repeated\":3", written[1], StringComparison.Ordinal);
        Assert.DoesNotContain("repeated", written[0], StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 100)]
    internal void Whatever_the_log_holds_each_line_is_valid_and_fits_the_schema(LogText text) => HoldFor(text.Bytes);

    [Fact]
    public void Lines_of_all_dialects_fit_the_schema() => HoldFor(Encoding.Latin1.GetBytes(string.Join('\n', EvidenceCorpus.Events) + "\n"));

    [Theory]
    [InlineData("\u001b[31m")]
    [InlineData("\u202e")]
    [InlineData("\u061c")]
    [InlineData("\ufeff")]
    [InlineData("\u00ad")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u007f")]
    public void What_could_fool_a_terminal_is_escaped(string hostile)
    {
        byte[] line = Encoding.UTF8.GetBytes($"192.0.2.9 - - [24/Nov/2026:10:00:00 +0000] \"GET /a{hostile}b HTTP/1.0\" 404 12\n");
        string written = Encoding.UTF8.GetString(WriteBytes(line));
        Assert.DoesNotContain(hostile, written, StringComparison.Ordinal);
        Assert.Contains($"/a{hostile}b", JsonDocument.Parse(written).RootElement.GetProperty("url").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_become_the_replacement_character()
    {
        byte[] line = [.. "192.0.2.9 - - [24/Nov/2026:10:00:00 +0000] \"GET /a"u8, 0xFF, 0xC0, .. "b\u3042 HTTP/1.0\" 404 12\n"u8];
        string written = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WriteBytes(line));
        Assert.Equal("/a\uFFFD\uFFFDb\u3042", JsonDocument.Parse(written).RootElement.GetProperty("url").GetString());
    }

    [Fact]
    public void A_long_text_is_cut()
    {
        string line = $"192.0.2.9 - - [24/Nov/2026:10:00:00 +0000] \"GET /{new string('<', 20_000)} HTTP/1.0\" 404 12\n";
        Assert.True(Assert.Single(Write(line)).Length < 15_000);
    }

    [Fact]
    public void Only_tagged_events_are_written_when_asked_for()
    {
        const string Lines = "Nov 24 11:00:00 gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\nNov 24 11:00:00 gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=4444 SYN\n";
        Assert.Equal(2, Write(Lines).Count);
        Assert.Contains("\"tcp/22\"", Assert.Single(Write(Lines, onlyTagged: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_allocated_per_event_once_warm()
    {
        using var sink = new StreamEventSink(Stream.Null, new EventWriter(EventFormat.Ndjson));
        var logLines = new LogLines(7);
        ProbeParserState state = default;
        var handler = new SinkHandler(sink);
        foreach (string text in (string[])[.. EvidenceCorpus.Events, .. Enumerable.Range(0, 200).Select(_ => logLines.Next())])
        {
            byte[] line = Encoding.Latin1.GetBytes(text + "\n");
            long allocated = Allocations.Least(() => ProbeParser.Parse(line, Parse.Options, ref state, ref handler, isFinalBlock: false));
            Assert.True(allocated == 0, $"{allocated} bytes for {text}");
        }

        sink.Flush();
        Assert.True(sink.Written > 5 * 100);
    }

    [Fact]
    public void A_stream_that_fails_is_told_and_what_is_lost_is_counted()
    {
        using var sink = new StreamEventSink(new BrokenStream(), new EventWriter(EventFormat.Ndjson));
        var collector = new ProbeCollector(new ProbeCollectorOptions { Parser = Parse.Options, Sink = sink });
        CollectorInput input = collector.OpenInput();
        byte[] line = "Nov 24 11:00:00 gw kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n"u8.ToArray();
        input.ParseLines(line, isFinal: false);
        Assert.Null(sink.Failure);
        sink.Flush();
        Assert.Equal("no reader", sink.Failure?.Message);
        input.ParseLines(line, isFinal: false);
        Assert.Equal(2, sink.Lost);
        Assert.Equal(2, collector.ToRollup().Lines);
    }

    private static void HoldFor(byte[] lines)
    {
        byte[] written = WriteBytes(lines);
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(written);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Empty(SchemaCheck.Errors(Schema, line));
    }

    private static List<string> Write(string lines, bool onlyTagged = false) =>
        [.. Encoding.UTF8.GetString(WriteBytes(Encoding.Latin1.GetBytes(lines), onlyTagged)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static byte[] WriteBytes(byte[] lines, bool onlyTagged = false)
    {
        var output = new MemoryStream();
        using (var sink = new StreamEventSink(output, new EventWriter(EventFormat.Ndjson), onlyTagged))
            new ProbeCollector(new ProbeCollectorOptions { Parser = Parse.Options, Sink = sink }).OpenInput().ParseLines(lines, isFinal: true);
        return output.ToArray();
    }

    private readonly struct SinkHandler(StreamEventSink sink) : IProbeHandler
    {
        public void OnEvent(in ProbeEvent probe) => sink.OnEvent(probe, RuleSet.Default.GetTagSet(RuleSet.Default.Classify(probe)));

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

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no reader");
    }
}
