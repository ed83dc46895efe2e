using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using ProbeClassifier.Outputs;
using ProbeClassifier.Tests.Distributed;
using ProbeClassifier.Tests.Generators;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Outputs;

public sealed class EcsTests
{
    private static readonly FieldList Fields = new("ecs-fields.json");

    [Fact]
    public void Documents_are_as_approved() =>
        RepositoryFiles.Approve(string.Join('\n', WrittenEvents.Write(EventFormat.Ecs, WrittenEvents.Samples)) + "\n", "tests", "corpus", "outputs", "samples.ecs.ndjson");

    [Fact]
    public void Fields_of_all_dialects_are_of_ecs_with_its_types() => HoldFor(WrittenEvents.Corpus());

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 100)]
    internal void Whatever_the_log_holds_each_document_is_valid(LogText text) => HoldFor(text.Bytes);

    [Fact]
    public void Every_listed_field_comes_from_some_line()
    {
        string[] seen = [.. WrittenEvents.Write(EventFormat.Ecs, Encoding.Latin1.GetString(WrittenEvents.Corpus()) + "11/24 no time\n" + NoTime, original: true)
            .Append(BatchHandler.Write(EventFormat.Ecs, NoTime, 1, DateTimeOffset.UnixEpoch))
            .SelectMany(line => FieldList.Leaves(JsonDocument.Parse(line).RootElement)).Select(leaf => leaf.Name).Distinct(StringComparer.Ordinal)];
        Assert.Empty(Fields.Types.Keys.Except(seen, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_field_is_documented()
    {
        string page = File.ReadAllText(RepositoryFiles.At("docs", "outputs.md"));
        Assert.All(Fields.Types.Keys, name => Assert.True(page.Contains($"`{name}`", StringComparison.Ordinal), name));
        Assert.Contains($"ECS {Fields.Root.GetProperty("version").GetString()}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_a_time_bears_the_time_of_reading_and_says_so()
    {
        JsonElement document = Assert.Single(Documents(NoTime));
        Assert.Equal("2026-11-24T12:00:00Z", document.GetProperty("@timestamp").GetString());
        Assert.True(document.GetProperty("probeclassifier").GetProperty("time_missing").GetBoolean());
    }

    [Fact]
    public void The_line_itself_comes_when_asked_for_whole()
    {
        string line = $"192.0.2.9 - - [24/Nov/2026:11:00:15 +0000] \"GET /{new string('a', 9000)}\" 404 12";
        Assert.False(Assert.Single(Documents(line + "\n")).GetProperty("event").TryGetProperty("original", out _));
        Assert.Equal(line, Assert.Single(Documents(line + "\n", original: true)).GetProperty("event").GetProperty("original").GetString());
    }

    [Fact]
    public void A_failed_login_is_no_scan_though_its_tag_is_that_of_the_port()
    {
        JsonElement login = Documents(WrittenEvents.Samples).Single(d => string.Equals(Text(d, "event", "action"), "login-failed", StringComparison.Ordinal));
        Assert.Equal("tcp/22", Text(login, "rule", "id"));
        Assert.False(login.TryGetProperty("threat", out _));
    }

    [Fact]
    public void A_quoted_repeat_has_the_details_of_the_quoted_packet()
    {
        JsonElement document = Assert.Single(Documents("Nov 24 11:00:00 fw kernel: message repeated 4 times: [ DROP IN=eth0 OUT= SRC=203.0.113.7 DST=192.0.2.1 LEN=60 TTL=50 PROTO=TCP SPT=1 DPT=23 RES=0x00 SYN URGP=0]\n"));
        Assert.Equal("DROP", Text(document, "probeclassifier", "log_prefix"));
        Assert.Equal("eth0", document.GetProperty("observer").GetProperty("ingress").GetProperty("interface").GetProperty("name").GetString());
        Assert.Equal(4, document.GetProperty("probeclassifier").GetProperty("repeated").GetInt32());
    }

    private const string NoTime = "kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n";

    private static void HoldFor(byte[] lines)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WrittenEvents.Write(EventFormat.Ecs, lines, original: true));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement document = JsonDocument.Parse(line).RootElement;
            Assert.Empty(Fields.Errors(document));
            CheckCategories(document.GetProperty("event"), line);
        }
    }

    /// <summary>Each type stands beside a category that ECS allows it with.</summary>
    private static void CheckCategories(JsonElement happened, string line)
    {
        HashSet<string> allowed = new(StringComparer.Ordinal);
        foreach (JsonElement category in happened.GetProperty("category").EnumerateArray())
        {
            Assert.True(Fields.Root.GetProperty("categories").TryGetProperty(category.GetString()!, out JsonElement types), line);
            allowed.UnionWith(types.EnumerateArray().Select(t => t.GetString()!));
        }

        Assert.All(happened.GetProperty("type").EnumerateArray(), type => Assert.True(allowed.Contains(type.GetString()!), line));
        Assert.NotEqual(0, happened.GetProperty("type").GetArrayLength());
    }

    private static IEnumerable<JsonElement> Documents(string lines, bool original = false) =>
        WrittenEvents.Write(EventFormat.Ecs, lines, original).Select(line => JsonDocument.Parse(line).RootElement);

    private static string? Text(JsonElement document, string set, string field) => document.GetProperty(set).GetProperty(field).GetString();
}
