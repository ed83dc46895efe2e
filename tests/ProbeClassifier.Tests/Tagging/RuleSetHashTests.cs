using System;
using System.Globalization;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

public sealed class RuleSetHashTests
{
    [Fact]
    public void The_default_set_s_never_changes() =>
        Assert.Equal("6530f8455988d4fe", RuleSet.Default.Hash.ToString("x16", CultureInfo.InvariantCulture));

    [Fact]
    public void Is_that_of_the_form_that_is_documented()
    {
        byte[] form = System.Text.Encoding.UTF8.GetBytes(
            "probeclassifier-rules/1\ntag=t section=1 transport=6,17 destinationPort=20-22,80 source=192.0.2.0/24,2001:db8::/32\n");
        string expected = System.Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(form).AsSpan(0, 8));
        RuleSet rules = RuleFixture.Match("""
            "source": ["2001:db8::/32", "192.0.2.0/24"], "destinationPort": [80, 22, "20-21"], "transport": ["udp", 6]
            """);
        Assert.Equal(expected, rules.Hash.ToString("x16", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("\"transport\": \"tcp\", \"destinationPort\": [1, 2, 3]", "\"destinationPort\": \"1-3\", \"transport\": 6", true)]
    [InlineData("\"source\": \"192.0.2.1\"", "\"source\": \"192.0.2.1/32\"", true)]
    [InlineData("\"source\": \"::ffff:192.0.2.0/120\"", "\"source\": \"192.0.2.0/24\"", true)]
    [InlineData("\"destinationPort\": 1", "\"destinationPort\": 2", false)]
    [InlineData("\"destinationPort\": 1", "\"sourcePort\": 1", false)]
    [InlineData("\"source\": \"192.0.2.1\"", "\"destination\": \"192.0.2.1\"", false)]
    [InlineData("\"source\": \"192.0.2.0/24\"", "\"source\": \"192.0.2.0/25\"", false)]
    [InlineData("\"path\": \"/a,/b\"", "\"path\": [\"/a\", \"/b\"]", false)]
    [InlineData("\"path\": \"/ä\"", "\"path\": \"/a\"", false)]
    [InlineData("\"action\": \"other\"", "\"direction\": \"unknown\"", false)]
    public void Equal_for_equal_conditions_only(string one, string other, bool equal) =>
        Assert.Equal(equal, RuleFixture.Match(one).Hash == RuleFixture.Match(other).Hash);

    [Fact]
    public void Sections_and_order_count_and_texts_do_not()
    {
        ulong hash = Hash("I", "", "1", "2");
        Assert.Equal(hash, Hash("I", ", \"title\": \"T\", \"service\": \"s\"", "1", "2"));
        Assert.NotEqual(hash, Hash("II", "", "1", "2"));
        Assert.NotEqual(hash, Hash("I", "", "2", "1"));

        static ulong Hash(string section, string more, string first, string second) => RuleFixture.Parse($$"""
            { "tags": [{ "id": "t", "section": "{{section}}"{{more}} }],
              "rules": [{ "tag": "t", "match": { "sourcePort": {{first}} } }, { "tag": "t", "match": { "sourcePort": {{second}} } }] }
            """).Hash;
    }
}
