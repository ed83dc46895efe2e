using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Events;
using ProbeClassifier.Kernels;
using ProbeClassifier.Parsing;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Ids;

/// <summary>What holds of every alert.</summary>
public sealed class IdsPropertyTests
{
    private static readonly string[] Addresses = ["192.0.2.1", "198.51.100.200", "203.0.113.9", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::2", "2001:db8:1:2:3:4:5:6"];
    private static readonly string[] Protocols = ["TCP", "UDP", "ICMP", "IPv6-ICMP", "SCTP", "IGMP", "041"];
    private static readonly string[] Messages = ["GPL ICMP_INFO PING *NIX", "ET SCAN a -> b", "x [**] y", "[Priority: 1] {TCP}", "WEB (phf), 100%", "a: b"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EVE_and_fast_log_say_the_same_of_one_alert(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++)
        {
            string protocol = random.From<string>(Protocols);
            string source = random.From<string>(Addresses);
            string destination = random.From<string>(Addresses);
            string message = random.From<string>(Messages);
            bool isIcmp = protocol.EndsWith("ICMP", StringComparison.Ordinal);
            int a = random.Next(isIcmp ? 256 : 65536);
            int b = random.Next(isIcmp ? 256 : 65536);
            int second = random.Next(60);
            int number = random.Next();
            string written = char.IsDigit(protocol[0]) ? "PROTO:" + protocol : protocol;
            string fast = string.Create(CultureInfo.InvariantCulture, $"11/24/2026-11:00:{second:00}.123456  [Drop] [**] [1:{number}:4] {message} [**] [Classification: Leak] [Priority: 2] {{{written}}} {source}:{a} -> {destination}:{b}");
            List<string> members =
            [
                string.Create(CultureInfo.InvariantCulture, $"\"timestamp\":\"2026-11-24T11:00:{second:00}.123456+0000\""),
                "\"event_type\":\"alert\"",
                $"\"src_ip\":\"{source}\"",
                $"\"dest_ip\": \"{destination}\"",
                $"\"proto\":\"{protocol}\"",
                string.Create(CultureInfo.InvariantCulture, $"\"alert\":{{\"action\":\"blocked\",\"gid\":1,\"signature_id\":{number},\"rev\":4,\"signature\":\"{message}\",\"category\":\"Leak\",\"severity\":2}}"),
                string.Create(CultureInfo.InvariantCulture, $"\"{(isIcmp ? "icmp_type" : "src_port")}\":{a}"),
                string.Create(CultureInfo.InvariantCulture, $"\"{(isIcmp ? "icmp_code" : "dest_port")}\":{b}"),
                "\"flow\":{\"src_ip\":\"203.0.113.77\",\"x\":[1,{}]}",
            ];
            string[] shuffled = [.. members];
            random.Shuffle(shuffled);
            string eve = "{" + string.Join(',', shuffled) + "}";
            ProbeEventRecord? plain = Parse.Line(fast);
            ProbeEventRecord? json = Parse.Line(eve);
            Assert.True(plain is not null && json is not null, fast + "\n" + eve);
            Assert.Equal(IdsLine.Of(plain), IdsLine.Of(json));
            Assert.Equal(plain.Time, json.Time);
        }
    }

    /// <summary>
    /// Half of a port is a port, and half of a last group is one: what is left of those cannot be told from a whole. Otherwise a cut line
    /// has the addresses of the whole, or none.
    /// </summary>
    [Fact]
    public void A_line_cut_anywhere_never_throws_nor_gives_a_wrong_address()
    {
        foreach (string line in EvidenceCorpus.IdsEvents)
        {
            ProbeEventRecord whole = Parse.Line(line)!;
            for (int cut = 0; cut < line.Length; cut++)
            {
                if (Parse.Line(line[..cut]) is not { } e)
                    continue;
                Assert.Equal((whole.Source, whole.Transport, whole.Activity, whole.Signature), (e.Source, e.Transport, e.Activity, e.Signature));
                bool isWhole = e.Destination == whole.Destination;
                bool isInLastGroup = whole.DestinationPort is null && e.DestinationPort is null && line.LastIndexOfAny([':', '.']) < cut;
                Assert.True(isWhole || isInLastGroup, line[..cut]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Spoilt_lines_never_throw_and_every_range_is_inside_the_frame(int seed)
    {
        var lines = new LogLines(seed);
        for (int i = 0; i < 4000; i++)
        {
            byte[] spoilt = lines.Mutate(Encoding.Latin1.GetBytes(lines.Random.From<string>(EvidenceCorpus.IdsEvents)));
            List<string> scalar = Parse.Whole(spoilt, KernelKind.Scalar);
            foreach (KernelKind kernel in BlockKernel.Available)
                Assert.Equal(scalar, Parse.Whole(spoilt, kernel));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whatever_JSON_stands_around_an_alert_it_is_read(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++)
        {
            string line = AlertAmong(random, 3);
            Assert.Equal("Alert 1:7:0 'x' '' p  192.0.2.1  >   icmp / Other", IdsLine.Of(line));
            string cut = line[..random.Next(line.Length)];
            Assert.Null(Parse.Line(cut));
        }
    }

    [Fact]
    public void Deep_nesting_is_passed_over()
    {
        string deep = new string('[', 20_000) + new string(']', 20_000);
        Assert.NotNull(Parse.Line("{\"a\":" + deep + ",\"event_type\":\"alert\",\"alert\":{}}"));
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        byte[] input = Encoding.Latin1.GetBytes(string.Join('\n', EvidenceCorpus.IdsEvents.Concat(EvidenceCorpus.IdsOthers)) + "\n");
        foreach (KernelKind kernel in BlockKernel.Available)
        {
            ProbeParserState state = Parse.NewState(kernel, Parse.Options);
            var handler = new IdsCount();
            Assert.Equal(0, Allocations.Least(() => ProbeParser.Parse(input, Parse.Options, ref state, ref handler, isFinalBlock: false)));
            Assert.Equal(0, handler.Events % EvidenceCorpus.IdsEvents.Length);
        }
    }

    [SkippableFact]
    public void Real_lines_are_understood()
    {
        Skip.If(RepositoryFiles.SharedCorpus is null, "no real lines beside the repository");
        string[] lines = [.. RepositoryFiles.SharedLines("*.log").Select(l => l.Line).Where(l => l.Contains("[**]", StringComparison.Ordinal) || l.Contains("\"event_type\"", StringComparison.Ordinal))];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.NotNull(Parse.Line(line)));
    }

    /// <summary>An alert with random members between its own, as the framework writes them.</summary>
    private static string AlertAmong(Random random, int depth)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = false }))
        {
            json.WriteStartObject();
            Noise(json, random, depth, "a");
            json.WriteString("event_type", "alert");
            Noise(json, random, depth, "b");
            json.WriteString("src_ip", "192.0.2.1");
            json.WriteStartObject("alert");
            json.WriteNumber("gid", 1);
            Noise(json, random, depth, "c");
            json.WriteNumber("signature_id", 7);
            json.WriteString("signature", "x");
            json.WriteEndObject();
            Noise(json, random, depth, "d");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Noise(Utf8JsonWriter json, Random random, int depth, string name)
    {
        switch (random.Next(depth > 0 ? 7 : 5))
        {
            case 0:
                json.WriteNumber(name, random.NextDouble() * 1e30);
                break;
            case 1:
                json.WriteNull(name);
                break;
            case 2:
                json.WriteBoolean(name, random.Next(2) == 0);
                break;
            case 3:
                json.WriteString(name, random.From<string>("}", "]\"", "\\", "\\\"{", "\"event_type\":\"flow\"", "ä\n", ""));
                break;
            case 4:
                json.WriteNumber(name, random.Next());
                break;
            case 5:
                json.WriteStartObject(name);
                Noise(json, random, depth - 1, "event_type");
                Noise(json, random, depth - 1, "src_ip");
                json.WriteEndObject();
                break;
            default:
                json.WriteStartArray(name);
                json.WriteStartObject();
                Noise(json, random, depth - 1, "x");
                json.WriteEndObject();
                json.WriteEndArray();
                break;
        }
    }
}
