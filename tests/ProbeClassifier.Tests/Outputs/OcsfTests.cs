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

public sealed class OcsfTests
{
    private static readonly FieldList Fields = new("ocsf-attributes.json");

    [Fact]
    public void Events_are_as_approved() =>
        RepositoryFiles.Approve(string.Join('\n', WrittenEvents.Write(EventFormat.Ocsf, WrittenEvents.Samples)) + "\n", "tests", "corpus", "outputs", "samples.ocsf.ndjson");

    [Fact]
    public void Events_of_all_dialects_have_what_their_class_demands() => HoldFor(WrittenEvents.Corpus());

    [Property(Arbitrary = [typeof(LogArbitraries)], MaxTest = 100)]
    internal void Whatever_the_log_holds_each_event_is_valid(LogText text) => HoldFor(text.Bytes);

    [Fact]
    public void Every_listed_attribute_is_documented_and_comes_from_some_line()
    {
        string page = File.ReadAllText(RepositoryFiles.At("docs", "outputs.md"));
        string corpus = Encoding.Latin1.GetString(WrittenEvents.Corpus()) + "kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=198.51.100.2 LEN=60 PROTO=TCP SPT=4000 DPT=22 SYN\n"
            + "[**] [122:1:0] (portscan) TCP Portscan [**] [Classification: Attempted Information Leak] [Priority: 2] {PROTO:255} 192.0.2.1 -> 192.0.2.2\n";
        string[] seen = [.. WrittenEvents.Write(EventFormat.Ocsf, corpus, original: true)
            .Append(BatchHandler.Write(EventFormat.Ocsf, corpus.Split('\n')[0], 1, DateTimeOffset.UnixEpoch))
            .SelectMany(line => FieldList.Leaves(JsonDocument.Parse(line).RootElement)).Select(leaf => leaf.Name).Distinct(StringComparer.Ordinal)];
        Assert.Empty(Fields.Types.Keys.Except(seen, StringComparer.Ordinal));
        Assert.All(Fields.Types.Keys, name => Assert.True(page.Contains(name.Split('.')[^1], StringComparison.Ordinal), name));
        Assert.Contains($"OCSF {Fields.Root.GetProperty("version").GetString()}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_has_the_same_name_each_time_and_another_one_another()
    {
        const string Login = "Nov 24 11:00:00 host sshd[12]: Failed password for root from 203.0.113.4 port 4022 ssh2\n";
        string first = Uid(Login);
        Assert.Equal(first, Uid(Login));
        Assert.NotEqual(first, Uid(Login.Replace("4022", "4023", StringComparison.Ordinal)));
        List<string> repeated = WrittenEvents.Write(EventFormat.Ocsf, Login + "Nov 24 11:00:09 host last message repeated 2 times\n");
        Assert.Equal(2, repeated.Select(UidOf).Distinct(StringComparer.Ordinal).Count());

        static string Uid(string line) => UidOf(Assert.Single(WrittenEvents.Write(EventFormat.Ocsf, line)));

        static string UidOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("finding_info").GetProperty("uid").GetString()!;
    }

    private static void HoldFor(byte[] lines)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WrittenEvents.Write(EventFormat.Ocsf, lines, original: true));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement document = JsonDocument.Parse(line).RootElement;
            Assert.Empty(Fields.Errors(document));
            CheckClass(document, line);
        }
    }

    private static void CheckClass(JsonElement document, string line)
    {
        string kind = document.GetProperty("class_uid").ToString();
        string[] names = [.. FieldList.Leaves(document).Select(leaf => leaf.Name)];
        Assert.All(Fields.Root.GetProperty("required").GetProperty(kind).EnumerateArray(), r => Assert.Contains(r.GetString()!, names));
        int activity = document.GetProperty("activity_id").GetInt32();
        Assert.Contains(activity.ToString(System.Globalization.CultureInfo.InvariantCulture), Fields.Root.GetProperty("activities").GetProperty(kind).EnumerateArray().Select(a => a.GetString()));
        Assert.Equal((document.GetProperty("class_uid").GetInt32() * 100) + activity, document.GetProperty("type_uid").GetInt32());
        Assert.Equal(document.GetProperty("class_uid").GetInt32() / 1000, document.GetProperty("category_uid").GetInt32());

        // "At least one" of OCSF's constraints.
        if (!kind.StartsWith('2'))
            Assert.True(document.TryGetProperty("src_endpoint", out _) || document.TryGetProperty("dst_endpoint", out _), line);
        if (string.Equals(kind, "4002", StringComparison.Ordinal))
            Assert.True(document.TryGetProperty("http_request", out _) || document.TryGetProperty("http_response", out _), line);

        // An observable points at an attribute that is there.
        if (document.TryGetProperty("observables", out JsonElement observables))
            Assert.All(observables.EnumerateArray(), o => Assert.Contains(o.GetProperty("name").GetString()!, names));
    }
}
