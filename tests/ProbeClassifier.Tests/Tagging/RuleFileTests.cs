using System.IO;
using System.Linq;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Tagging;

public sealed class RuleFileTests
{
    private const string Site = """
        // Comments and trailing commas are for people.
        {
          "$schema": "rules.schema.json", "name": "example-site", "description": "Ours.", "extends": "jpcert-2000-q2", POSITION
          "references": [{ "id": "x", "title": "T", "url": "https://www.example.com/x" }],
          "sections": { "I": "x", "VI": ["x"] },
          "tags": [
            { "id": "tcp/2222", "section": "I", "service": "ssh-alt", "references": ["[7]", "x", "https://www.example.com/y"] },
            { "id": "own", "section": null, "service": "s" },
          ],
          "rules": [
            { "tag": "tcp/2222", "match": { "transport": "tcp", "destinationPort": 2222 } },
            { "tag": "own", "description": "Ours.", "match": { "source": "192.0.2.0/24" } }, /* more to come */
            { "tag": "tcp/22", "match": { "transport": "sctp", "destinationPort": 22 } },
          ],
        }
        """;

    [Fact]
    public void Extends_with_its_rules_after()
    {
        RuleSet rules = RuleFixture.Parse(Site.Replace("POSITION", "", System.StringComparison.Ordinal));
        Assert.Equal("example-site", rules.Name);
        Assert.Equal(65, rules.Tags.Count);
        Assert.Equal(RuleSet.Default.Tags[0], rules.Tags[0]);
        Assert.Equal(["[7]", "x", "https://www.example.com/y"], rules.Tags.Single(t => t.Id == "tcp/2222").References);
        Assert.Equal("tcp/2222", TestEvent.To(Transport.Tcp, 2222).TagsBy(rules));
        Assert.Equal("tcp/22", TestEvent.To(Transport.Sctp, 22).TagsBy(rules));
        TestEvent own = TestEvent.To(Transport.Tcp, 22).From("192.0.2.9");
        Assert.Equal("tcp/22 own", own.TagsBy(rules));
        Assert.Equal(ReportSection.Probes, rules.GetTagSet(rules.Classify(own.View)).Section);
        Assert.Equal(["jpcert-2000-q2#34", "example-site#2"], rules.FindRules(own.View).Select(r => $"{r.Origin}#{r.Number}"));
        Assert.Equal("x", rules.GetSectionReferences(ReportSection.Probes)[^1]);
        Assert.Equal(7, rules.GetSectionReferences(ReportSection.Probes).Count);
        Assert.Equal("x", Assert.Single(rules.GetSectionReferences(ReportSection.Malware)));
    }

    [Fact]
    public void Extends_with_its_rules_before()
    {
        RuleSet rules = RuleFixture.Parse(Site.Replace("POSITION", "\"position\": \"before\",", System.StringComparison.Ordinal));
        Assert.Equal(["tcp/2222", "tcp/22", "tcp/21"], rules.Tags.Take(3).Select(t => t.Id));
        Assert.Equal("tcp/22", TestEvent.To(Transport.Tcp, 22).TagsBy(rules));
        TestEvent own = TestEvent.To(Transport.Tcp, 22).From("192.0.2.9");
        Assert.Equal("own tcp/22", own.TagsBy(rules));
        Assert.Equal(ReportSection.None, rules.GetTagSet(rules.Classify(own.View)).Section);
    }

    [Fact]
    public void Replaces_without_extends()
    {
        RuleSet rules = RuleFixture.Match("\"transport\": \"udp\", \"destinationPort\": 161");
        Assert.Equal("custom", rules.Name);
        Assert.Equal("t", Assert.Single(rules.Tags).Id);
        Assert.Equal(TagOrigin.Added, rules.Tags[0].Origin);
        Assert.Empty(rules.References);
        Assert.Equal("", TestEvent.To(Transport.Tcp, 22).TagsBy(rules));
        Assert.Equal("t", TestEvent.To(Transport.Udp, 161).TagsBy(rules));
    }

    [Fact]
    public void Extending_without_rules_changes_only_what_is_said()
    {
        RuleSet rules = RuleFixture.Parse("""{ "extends": "jpcert-2000-q2", "name": "mine" }""");
        Assert.Equal("mine", rules.Name);
        Assert.Equal(RuleSet.Default.Hash, rules.Hash);
    }

    [Fact]
    public void A_tag_comes_once_however_many_rules_give_it()
    {
        RuleSet rules = RuleFixture.Parse("""
            { "tags": [{ "id": "a", "section": "V" }, { "id": "b", "section": "I" }],
              "rules": [
                { "tag": "b", "match": { "transport": "tcp", "destinationPort": "1-10" } },
                { "tag": "a", "match": { "transport": "tcp", "destinationPort": "5-20" } },
                { "tag": "b", "match": { "transport": "tcp", "destinationPort": "10-15" } } ] }
            """);
        Assert.Equal("b", TestEvent.To(Transport.Tcp, 4).TagsBy(rules));
        Assert.Equal("b a", TestEvent.To(Transport.Tcp, 5).TagsBy(rules));
        Assert.Equal("b a", TestEvent.To(Transport.Tcp, 10).TagsBy(rules));
        Assert.Equal("a b", TestEvent.To(Transport.Tcp, 11).TagsBy(rules));
        Assert.Equal("a", TestEvent.To(Transport.Tcp, 16).TagsBy(rules));
        Assert.Equal(["b", "a"], rules.Tags.Select(t => t.Id));
    }

    [Fact]
    public void A_file_on_disk_with_a_byte_order_mark()
    {
        string folder = Directory.CreateTempSubdirectory("rules").FullName;
        try
        {
            string path = Path.Combine(folder, "Büro.v1.json");
            File.WriteAllText(path, """{ "extends": "jpcert-2000-q2" }""", new UTF8Encoding(true));
            Assert.Equal(RuleSet.Default.Hash, RuleSet.Load(path).Hash);
            File.WriteAllText(path, "{ \"extends\": \"other\" }", new UTF8Encoding(true));
            RuleSetException e = Assert.Throws<RuleSetException>(() => RuleSet.Load(path));
            Assert.Equal($"{path}:1:14: found rule set \"other\", expected \"jpcert-2000-q2\" or \"extended\"", e.Message);
            Assert.Throws<FileNotFoundException>(() => RuleSet.Load(Path.Combine(folder, "none.json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_example_of_the_manual_works()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "rules.md")).ReplaceLineEndings("\n");
        string json = page.Split("```jsonc\n")[1].Split("```")[0];
        RuleSet rules = RuleFixture.Parse(json);
        Assert.Equal("example-site", rules.Name);
        Assert.Equal("tcp/2222 own-scanner", TestEvent.To(Transport.Tcp, 2222).From("2001:db8:5::9").TagsBy(rules));
        Assert.Equal("x11", TestEvent.To(Transport.Tcp, 6063).With(ProbeAction.Blocked).TagsBy(rules));
        Assert.Equal("", TestEvent.To(Transport.Tcp, 6063).TagsBy(rules));
    }
}
