using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Tagging;

public sealed class RuleSetTests
{
    /// <summary>The source's list, written down once more by hand.</summary>
    private static readonly string[] Printed =
    [
        "tcp/21 ftp", "tcp/22 ssh", "tcp/23 telnet", "tcp/53 domain", "tcp/109 pop2", "tcp/25 smtp", "tcp/110 pop3", "tcp/111 sunrpc",
        "tcp/143 imap", "tcp/514 shell", "tcp/12345", "tcp/1080 socks", "tcp/3128", "tcp/80 http", "tcp/8080 http-alt", "tcp/1114 mini-sql",
        "tcp/513 login", "tcp/79 finger", "tcp/2425 fjitsuappmgr", "tcp/1243", "tcp/2140 qencp", "tcp/98", "tcp/31337", "udp/111 sunrpc",
        "udp/137 netbios-ns", "icmp/8 echo", "http/cgi-bin",
    ];

    [Fact]
    public void TheDefaultHasTheSourcesList()
    {
        Assert.Equal(Printed, RuleSet.Default.Tags.Where(t => t.Origin == TagOrigin.Source).Select(t => t.Service is null ? t.Id : $"{t.Id} {t.Service}"));
        Assert.All(RuleSet.Default.Tags, t => Assert.False(string.IsNullOrEmpty(t.Title) || string.IsNullOrEmpty(t.TitleJa)));
        Assert.Equal(32, RuleSet.Default.References.Count);
    }

    [Fact]
    public void EveryTcpAndUdpPortHasTheTagOfTheListOrNone()
    {
        HashSet<string> listed = [.. Printed.Select(p => p.Split(' ')[0])];
        int[] ddos = [6723, 12754, 15104, 16660, 20432, 27665, 6838, 7983, 9325, 10498, 18753, 20433, 27444, 31335];
        for (int port = 0; port <= 65535; port++)
        {
            if (ddos.Contains(port))
                continue;
            Assert.Equal(listed.Contains($"tcp/{port}") ? [$"tcp/{port}"] : [], Tags(RuleSet.Default, new EventFields { Transport = Transport.Tcp, DestinationPort = (ushort)port, Present = PresentFields.Transport | PresentFields.DestinationPort }));
            Assert.Equal(listed.Contains($"udp/{port}") ? [$"udp/{port}"] : [], Tags(RuleSet.Default, new EventFields { Transport = Transport.Udp, DestinationPort = (ushort)port, Present = PresentFields.Transport | PresentFields.DestinationPort }));
        }
    }

    [Theory]
    [InlineData("PROTO=ICMP TYPE=8 CODE=0 ID=1 SEQ=1", "icmp/8")]
    [InlineData("PROTO=ICMP TYPE=0 CODE=0 ID=1 SEQ=1", "")]
    [InlineData("PROTO=ICMPv6 TYPE=128 CODE=0 ", "icmp6/128")]
    [InlineData("PROTO=ICMPv6 TYPE=8 CODE=0 ", "")]
    [InlineData("PROTO=ICMP TYPE=128 CODE=0 ", "")]
    [InlineData("PROTO=SCTP SPT=1 DPT=21 ", "")]
    [InlineData("PROTO=UDP SPT=137 DPT=31337 LEN=9", "")]
    [InlineData("PROTO=TCP SPT=21 DPT=27374 WINDOW=1", "")]
    [InlineData("FRAG:8 PROTO=TCP ", "")]
    public void OnlyTheRightPacketsAreTagged(string packet, string tag)
    {
        string line = $"Nov 24 11:00:00 a kernel: IN=e OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=1 {packet}";
        Assert.Equal(tag, string.Join(' ', TagsOf(RuleSet.Default, line)));
    }

    [Theory]
    [InlineData("/cgi-bin/phf", true)]
    [InlineData("//CGI-BIN/./x/../phf?a=b", true)]
    [InlineData("/%63gi-bin/phf", true)]
    [InlineData("/~user/cgi-bin/x", true)]
    [InlineData("http://h/cgi-bin/x", true)]
    [InlineData("/x?u=/cgi-bin/phf", false)]
    [InlineData("/cgi-bin", false)]
    [InlineData("/cgi-binx/y", false)]
    [InlineData("/~a/b/cgi-bin/x", false)]
    [InlineData("/x/cgi-bin/y", false)]
    public void ACgiProbeIsAPath(string target, bool isCgi)
    {
        string line = $"192.0.2.1 - - [24/Nov/2026:11:00:00 +0000] \"GET {target} HTTP/1.0\" 404 1 \"/cgi-bin/\" \"/cgi-bin/\"";
        Assert.Equal(isCgi ? ["http/cgi-bin"] : [], TagsOf(RuleSet.Default, line));
    }

    [Fact]
    public void ABuilderExtends()
    {
        RuleSet rules = RuleSet.Default.ToBuilder().AddPort(Transport.Tcp, 2222, "tcp/2222", service: "ssh-alt").AddPath("/admin/", "http/admin").Build();
        Assert.Equal(["tcp/2222"], TagsOf(rules, Packet("PROTO=TCP SPT=1 DPT=2222 W")));
        Assert.Equal(["tcp/22"], TagsOf(rules, Packet("PROTO=TCP SPT=1 DPT=22 W")));
        Assert.Equal(["http/admin"], TagsOf(rules, "192.0.2.1 - - [24/Nov/2026:11:00:00 +0000] \"GET /ADMIN/x HTTP/1.0\" 404 1"));
        Assert.Equal("custom", rules.Name);
        Assert.NotEqual(RuleSet.Default.Hash, rules.Hash);
        Assert.Empty(TagsOf(RuleSet.Default, Packet("PROTO=TCP SPT=1 DPT=2222 W")));
    }

    [Fact]
    public void ConditionsMustAllHoldAndListsAreAlternatives()
    {
        RuleSet rules = Json("""
            {
              // comments and trailing commas are allowed
              "extends": "jpcert-2000-q2", "name": "site",
              "tags": [ { "id": "home", "section": null }, { "id": "odd", "section": "V", "title": "t" }, ],
              "rules": [
                { "tag": "home", "match": { "destination": ["198.51.100.0/24", "2001:db8:1::/48"], "action": "blocked" } },
                { "tag": "odd", "match": { "transport": ["tcp", 47], "destinationPort": ["6000-6063", 7], "sourcePort": "0-1023", "direction": "inbound", "dialect": "netfilter" } },
              ],
            }
            """);
        Assert.Equal("site", rules.Name);
        Assert.Equal(["tcp/22", "home"], TagsOf(rules, Packet("PROTO=TCP SPT=1 DPT=22 W", "198.51.100.9")));
        Assert.Equal(["home", "odd"], TagsOf(rules, Packet("PROTO=TCP SPT=1 DPT=6063 W", "198.51.100.9")));
        Assert.Equal(["odd"], TagsOf(rules, Packet("PROTO=TCP SPT=1023 DPT=7 W", "192.0.2.9")));
        Assert.Empty(TagsOf(rules, Packet("PROTO=TCP SPT=1024 DPT=7 W", "192.0.2.9")));
        Assert.Empty(TagsOf(rules, Packet("PROTO=UDP SPT=1 DPT=7 LEN=1", "192.0.2.9")));
        Assert.Equal(["home"], TagsOf(rules, Packet("FRAG:8 PROTO=UDP ", "198.51.100.9")));
        Assert.Equal(["home"], TagsOf(rules, Packet("PROTO=ESP SPI=0x1", "2001:db8:1::5")));
        Assert.Empty(TagsOf(rules, Packet("PROTO=ESP SPI=0x1", "2001:db8:2::5")));
    }

    [Fact]
    public void WithoutExtendsAFileReplaces()
    {
        RuleSet rules = Json("""{"tags":[{"id":"a","section":"I"}],"rules":[{"tag":"a","match":{"transport":"udp","destinationPort":9}}]}""");
        Assert.Equal(["a"], TagsOf(rules, Packet("PROTO=UDP SPT=1 DPT=9 LEN=1")));
        Assert.Empty(TagsOf(rules, Packet("PROTO=TCP SPT=1 DPT=21 W")));
    }

    [Theory]
    [InlineData("before", "mine tcp/22")]
    [InlineData("after", "tcp/22 mine")]
    public void APositionSaysWhoseRulesComeFirst(string position, string tags)
    {
        RuleSet rules = Json($$"""
            {"extends":"jpcert-2000-q2","position":"{{position}}","tags":[{"id":"mine","section":"V"}],"rules":[{"tag":"mine","match":{"destinationPort":22} } ] }
            """);
        Assert.Equal(tags, string.Join(' ', TagsOf(rules, Packet("PROTO=TCP SPT=1 DPT=22 W"))));
    }

    [Fact]
    public void ClassifyingAllocatesNothing()
    {
        RuleSet rules = RuleSet.Default.ToBuilder().AddSource(System.Net.IPNetwork.Parse("192.0.2.0/24"), "net").Build();
        var fields = new EventFields
        {
            Transport = Transport.Tcp,
            DestinationPort = 22,
            Source = ProbeAddress.FromIPv4(0xC0000201),
            Present = PresentFields.Transport | PresentFields.DestinationPort | PresentFields.Source,
        };
        ushort set = 0;
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
                set = rules.Classify(new ProbeEvent([], in fields));
        }));
        Assert.Equal(["tcp/22", "net"], rules.GetTagSet(set).Tags.Select(t => t.Id));
    }

    private static RuleSet Json(string json) => RuleSet.Parse(Encoding.UTF8.GetBytes(json), "test.json");

    private static string Packet(string packet, string destination = "192.0.2.2") =>
        $"Nov 24 11:00:00 a kernel: DROP IN=e OUT= SRC=192.0.2.1 DST={destination} LEN=1 {packet}";

    private static IEnumerable<string> Tags(RuleSet rules, EventFields fields) =>
        rules.GetTagSet(rules.Classify(new ProbeEvent([], in fields))).Tags.Select(t => t.Id);

    private static IEnumerable<string> TagsOf(RuleSet rules, string line) =>
        new ProbeClassifier.Reports.LineExplainer(rules, Parse.Options).Explain(Parse.Bytes(line)).Tags.Select(t => t.Id);
}
