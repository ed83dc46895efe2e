using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck.Xunit;
using ProbeClassifier.Live;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Outputs;

public sealed class CefTests
{
    [Fact]
    public void Lines_are_as_approved() =>
        RepositoryFiles.Approve(string.Join('\n', WrittenEvents.Write(EventFormat.Cef, WrittenEvents.Samples)) + "\n", "tests", "corpus", "outputs", "samples.cef");

    [Fact]
    public void Lines_of_all_dialects_can_be_read_back() => HoldFor(WrittenEvents.Corpus());

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 100)]
    internal void Whatever_the_log_holds_each_line_can_be_read_back(LogText text) => HoldFor(text.Bytes);

    [Theory]
    [InlineData("/a=b")]
    [InlineData("/a\\b")]
    [InlineData("/a|b")]
    [InlineData("/a msg=forged act=allowed")]
    [InlineData("/a\\ msg=forged")]
    [InlineData("/\u3042")]
    public void A_request_comes_back_as_it_was(string target)
    {
        byte[] line = Encoding.UTF8.GetBytes($"192.0.2.9 - - [24/Nov/2026:11:00:15 +0000] \"GET {target} HTTP/1.0\" 404 12\n");
        CefLine read = CefLine.Parse(Encoding.UTF8.GetString(WrittenEvents.Write(EventFormat.Cef, line)).TrimEnd('\n'));
        Assert.Equal(target, read.Extension["request"]);
        Assert.Equal("logged", read.Extension["act"]);
        Assert.False(read.Extension.ContainsKey("msg"));
    }

    [Theory]
    [InlineData("\u001b[31m")]
    [InlineData("\u202e")]
    [InlineData("\u2028")]
    public void What_could_fool_a_terminal_is_replaced(string hostile)
    {
        byte[] line = Encoding.UTF8.GetBytes($"192.0.2.9 - - [24/Nov/2026:11:00:15 +0000] \"GET /a{hostile}b HTTP/1.0\" 404 12\n");
        CefLine read = CefLine.Parse(Encoding.UTF8.GetString(WrittenEvents.Write(EventFormat.Cef, line)).TrimEnd('\n'));
        Assert.Equal($"/a\uFFFD{hostile[1..]}b", read.Extension["request"]);
    }

    [Fact]
    public void A_line_of_several_lines_keeps_its_line_ends()
    {
        const string Alert = "[**] [1:1226:4] X11 xopen [**]\n[Classification: Unknown Traffic] [Priority: 3]\n11/24-11:00:18.500000 192.0.2.1:1024 -> 198.51.100.2:6000\nTCP TTL:64 TOS:0x0 ID:1 IpLen:20 DgmLen:60\n\n";
        string written = WrittenEvents.Write(EventFormat.Cef, Alert, original: true)[^1];
        Assert.Contains("\n", CefLine.Parse(written).Extension["rawEvent"], StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_and_backslashes_in_a_tag_title_stay_in_their_field()
    {
        RuleSet rules = RuleSet.Parse("""
            { "name": "own", "tags": [{ "id": "own/x", "section": "I", "title": "a|b\\c=d" }], "rules": [{ "tag": "own/x", "match": { "transport": "tcp" } }] }
            """u8, "test");
        var output = new MemoryStream();
        using (var sink = new StreamEventSink(output, new EventWriter(EventFormat.Cef, new EventWriterOptions { Rules = rules })))
        {
            var collector = new ProbeCollector(new ProbeCollectorOptions { Parser = Parse.Options, Rollup = new() { Rules = rules }, Sink = sink });
            collector.OpenInput().ParseLines(Encoding.Latin1.GetBytes(WrittenEvents.Samples.Split('\n')[0] + "\n"), isFinal: true);
        }

        CefLine read = CefLine.Parse(Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n'));
        Assert.Equal("a|b\\c=d", read.Header[5]);
        Assert.Equal("own/x", read.Header[4]);
    }

    [Fact]
    public void Every_key_is_documented()
    {
        string page = File.ReadAllText(RepositoryFiles.At("docs", "outputs.md"));
        IEnumerable<string> keys = WrittenEvents.Write(EventFormat.Cef, Encoding.Latin1.GetString(WrittenEvents.Corpus()), original: true).SelectMany(l => CefLine.Parse(l).Extension.Keys);
        Assert.All(keys.Where(k => !k.EndsWith("Label", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal), key => Assert.True(page.Contains($"`{key}`", StringComparison.Ordinal), key));
    }

    private static void HoldFor(byte[] lines)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WrittenEvents.Write(EventFormat.Cef, lines, original: true));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        int events = WrittenEvents.Write(EventFormat.Ndjson, lines).AsSpan().Count((byte)'\n');
        string[] written = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(events, written.Length);
        foreach (string line in written)
        {
            CefLine read = CefLine.Parse(line);
            Assert.Equal(["0", "ProbeClassifier", "probeclassifier"], read.Header[..3]);
            Assert.InRange(int.Parse(read.Header[6], CultureInfo.InvariantCulture), 0, 10);

            // A custom field is nothing without its label.
            Assert.All(read.Extension.Keys.Where(k => k.Length == 3 && k[0] == 'c' && char.IsAsciiDigit(k[2])), key => Assert.True(read.Extension.ContainsKey(key + "Label"), key));
        }
    }
}
