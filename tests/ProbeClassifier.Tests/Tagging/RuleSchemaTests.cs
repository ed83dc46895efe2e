using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Tagging;

public sealed class RuleSchemaTests
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static string SchemaPath => Path.Combine(RepositoryFiles.Root, "docs", "schemas", "rules.schema.json");

    [Theory]
    [InlineData(RuleSet.DefaultName)]
    [InlineData(RuleSet.ExtendedName)]
    public void The_rules_that_come_along_are_valid(string name) =>
        Assert.Empty(Validate(Encoding.UTF8.GetString(BuiltInRuleSets.Read(name))));

    [Theory]
    [InlineData("""{ "extends": "jpcert-2000-q2", "position": "before" }""")]
    [InlineData("""{ "tags": [{ "id": "t", "section": null }], "rules": [{ "tag": "t", "match": { "destinationPort": [1, "2-3"], "transport": [6, "udp"], "source": "::/0" } }] }""")]
    [InlineData("""{ "tags": [{ "id": "t", "section": "VI" }], "rules": [{ "tag": "t", "match": { "path": ["/a"], "action": "blocked", "direction": ["inbound"], "dialect": "access-log" } }] }""")]
    [InlineData("""{ "extends": "extended", "rules": [{ "tag": "tcp/22", "match": { "activity": ["refused", "alert"], "signature": [1, "2-3", "122:1-7"], "message": "x", "classification": ["y"], "appName": "z" } }] }""")]
    [InlineData("""{ "extends": "extended", "rules": [{ "tag": "tcp/22", "match": { "transport": "tcp", "controlBits": ["none", "FIN+PSH+URG"], "sourceIsHome": true, "destinationIsHome": false, "sameAddress": true, "destinationIsBroadcast": true } }] }""")]
    public void What_is_read_is_valid(string json)
    {
        RuleFixture.Parse(json);
        Assert.Empty(Validate(json));
    }

    [Theory]
    [InlineData("""{ "rulez": [], "extends": "jpcert-2000-q2" }""")]
    [InlineData("""{ "extends": "other" }""")]
    [InlineData("{}")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": {} }] }""")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": { "destinationPort": 65536 } }] }""")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": { "transport": "TCP" } }] }""")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": { "action": "DROP" } }] }""")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "tags": [{ "id": "t", "section": "VII" }] }""")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "tags": [{ "id": "T", "section": "I" }] }""")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": { "signature": "1:2:3" } }] }""")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": { "transport": "tcp", "controlBits": "SYN,FIN" } }] }""")]
    [InlineData("""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": { "sameAddress": false } }] }""")]
    public void What_is_refused_is_not(string json)
    {
        Assert.Throws<RuleSetException>(() => RuleFixture.Parse(json));
        Assert.NotEmpty(Validate(json));
    }

    [Theory]
    [InlineData("", """{ "?": 1, "extends": "jpcert-2000-q2" }""")]
    [InlineData("tag", """{ "extends": "jpcert-2000-q2", "tags": [{ "?": 1 }] }""")]
    [InlineData("rule", """{ "extends": "jpcert-2000-q2", "rules": [{ "?": 1 }] }""")]
    [InlineData("match", """{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": { "?": 1 } }] }""")]
    [InlineData("reference", """{ "extends": "jpcert-2000-q2", "references": [{ "?": 1 }] }""")]
    public void Schema_and_reader_know_the_same_properties(string definition, string json)
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(SchemaPath));
        JsonElement node = definition.Length == 0 ? schema.RootElement : schema.RootElement.GetProperty("$defs").GetProperty(definition);
        RuleSetError unknown = Assert.Throws<RuleSetException>(() => RuleFixture.Parse(json)).Errors.Single(e => e.Found == "property \"?\"");
        Assert.Equal(
            node.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(),
            unknown.Expected["one of ".Length..].Split(", ").Order());
    }

    [Theory]
    [InlineData("dialect", """{ "dialect": "?" }""")]
    [InlineData("action", """{ "action": "?" }""")]
    [InlineData("direction", """{ "direction": "?" }""")]
    [InlineData("transport", """{ "transport": "?" }""")]
    public void Schema_and_reader_know_the_same_words(string definition, string match)
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(SchemaPath));
        JsonElement node = schema.RootElement.GetProperty("$defs").GetProperty(definition);
        JsonElement words = node.TryGetProperty("oneOf", out JsonElement alternatives) ? alternatives[0].GetProperty("enum") : node.GetProperty("enum");
        string json = $$"""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": {{match}} }] }""";
        RuleSetError error = Assert.Single(Assert.Throws<RuleSetException>(() => RuleFixture.Parse(json)).Errors);
        Assert.Equal(words.EnumerateArray().Select(w => w.GetString()).Order(), error.Expected["one of ".Length..].Split(", ").Order());
    }

    private static List<string> Validate(string json)
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(SchemaPath));
        using JsonDocument document = JsonDocument.Parse(json, Lenient);
        return new SchemaValidator(schema.RootElement).Validate(document.RootElement);
    }
}
