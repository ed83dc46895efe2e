using System.Text;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

/// <summary>Rule files in short.</summary>
internal static class RuleFixture
{
    public static RuleSet Parse(string json) => RuleSet.Parse(Encoding.UTF8.GetBytes(json), "test.json");

    /// <summary>One rule, tag <c>t</c>, section I.</summary>
    public static RuleSet Match(string match) =>
        Parse($$"""{ "tags": [{ "id": "t", "section": "I" }], "rules": [{ "tag": "t", "match": {{{match}}} }] }""");
}
