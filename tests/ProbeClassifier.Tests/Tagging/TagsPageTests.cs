using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Tagging;

/// <summary>docs/tags.md is made of the rule set, so that it cannot drift.</summary>
public sealed class TagsPageTests
{
    [Fact]
    public void ThePageIsTheRuleSet()
    {
        RuleSet rules = RuleSet.Default;
        var page = new StringBuilder();
        page.Append("# Tags\n\nThe tags of `jpcert-2000-q2`, in the order of the source. Made of the rule set by `eng/approve.sh`; do not edit.\n\n");
        page.Append("*Printed* is the service as the source report prints it, *registered* its name in IANA's registry: where they differ, the port's\nname said little about what was probed.\n\n");
        page.Append("| tag | printed | registered | section | what stood behind it in 2000 | references |\n|---|---|---|---|---|---|\n");
        foreach (ProbeTag tag in rules.Tags)
        {
            string title = tag.Origin is null ? tag.Title! : $"{tag.Title} (ours, not the source's)";
            page.Append(CultureInfo.InvariantCulture, $"| `{tag.Id}` | {tag.Service ?? "–"} | {tag.Registered ?? "–"} | {tag.Section.ToRoman()} | {title} | {string.Join(' ', tag.References)} |\n");
        }

        page.Append("\nTCP 31337, 12345, 1243 and 2140 are in the list; UDP 31337 (Back Orifice), UDP 2140 (Deep Throat) and TCP 27374 (later SubSeven)\nare not, and stay in the remainder.\n\n## References\n\n");
        foreach (RuleReference reference in rules.References)
            page.Append(CultureInfo.InvariantCulture, $"- {reference.Id} {reference.Title}, <{reference.Url}>\n");
        page.Append("\nWhat stood behind the ports is told by these advisories, by CERT Summary CS-98.08 (NetBus, Back Orifice), CERT IN-2000-02 (network\nshares, port 137), and the port list of nmap.\n");
        RepositoryFiles.Approve(page.ToString(), "docs", "tags.md");
    }

    [Fact]
    public void TheDefaultRulesKeepToTheSchema()
    {
        using JsonDocument schema = JsonDocument.Parse(System.IO.File.ReadAllText(RepositoryFiles.At("docs", "schemas", "rules.schema.json")));
        using JsonDocument rules = JsonDocument.Parse(System.IO.File.ReadAllText(RepositoryFiles.At("src", "ProbeClassifier", "Tagging", "jpcert-2000-q2.json")));
        AssertKnown(rules.RootElement, schema.RootElement, schema.RootElement);
    }

    /// <summary>Every property of a value is one that the schema names, at its place.</summary>
    private static void AssertKnown(JsonElement value, JsonElement schema, JsonElement root)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            AssertKnown(value, root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]), root);
            return;
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            foreach (JsonElement item in value.EnumerateArray())
                AssertKnown(item, items, root);
        }

        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out JsonElement properties))
            return;
        foreach (JsonProperty property in value.EnumerateObject())
        {
            Assert.True(properties.TryGetProperty(property.Name, out JsonElement known), $"{property.Name} is not in the schema");
            AssertKnown(property.Value, known, root);
        }

        if (schema.TryGetProperty("required", out JsonElement required))
            Assert.All(required.EnumerateArray().Select(r => r.GetString()!), name => Assert.True(value.TryGetProperty(name, out _), name));
    }
}
