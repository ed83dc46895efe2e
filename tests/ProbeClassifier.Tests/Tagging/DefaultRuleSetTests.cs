using System;
using System.Linq;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

public sealed class DefaultRuleSetTests
{
    // Typed off the source report, not off the rule file.
    private static readonly (string Id, string? Service)[] Printed =
    [
        ("tcp/21", "ftp"), ("tcp/22", "ssh"), ("tcp/23", "telnet"), ("tcp/53", "domain"), ("tcp/109", "pop2"),
        ("tcp/25", "smtp"), ("tcp/110", "pop3"), ("tcp/111", "sunrpc"), ("tcp/143", "imap"), ("tcp/514", "shell"),
        ("tcp/12345", null), ("tcp/1080", "socks"), ("tcp/3128", null), ("tcp/80", "http"), ("tcp/8080", "http-alt"),
        ("tcp/1114", "mini-sql"), ("tcp/513", "login"), ("tcp/79", "finger"), ("tcp/2425", "fjitsuappmgr"), ("tcp/1243", null),
        ("tcp/2140", "qencp"), ("tcp/98", null), ("tcp/31337", null), ("udp/111", "sunrpc"), ("udp/137", "netbios-ns"),
        ("icmp/8", "echo"), ("http/cgi-bin", null),
    ];

    private static readonly int[] TcpPorts =
    [
        21, 22, 23, 25, 53, 79, 80, 98, 109, 110, 111, 143, 513, 514, 1080, 1114, 1243, 2140, 2425, 3128, 8080, 12345, 31337,
    ];

    private static readonly int[] DdosTcpPorts = [6723, 12754, 15104, 16660, 20432, 27665];

    private static readonly int[] DdosUdpPorts = [6838, 7983, 9325, 10498, 18753, 20433, 27444, 31335];

    [Fact]
    public void The_source_s_own_tags_are_its_list_in_its_order()
    {
        Assert.Equal("jpcert-2000-q2", RuleSet.Default.Name);
        ProbeTag[] own = [.. RuleSet.Default.Tags.Where(t => t.Origin == TagOrigin.Source)];
        Assert.Equal(Printed, own.Select(t => (t.Id, t.Service)));
        Assert.All(own, t => Assert.Equal(ReportSection.Probes, t.Section));
    }

    [Fact]
    public void Every_tag_says_what_it_is_in_both_languages_and_why() =>
        Assert.All(RuleSet.Extended.Tags, t => Assert.False(string.IsNullOrEmpty(t.Title) || string.IsNullOrEmpty(t.TitleJa) || string.IsNullOrEmpty(t.Note)));

    [Fact]
    public void Every_section_has_a_tag() =>
        Assert.Equal(Enum.GetValues<ReportSection>(), RuleSet.Default.Tags.Select(t => t.Section).Distinct().Order());

    [Fact]
    public void Every_TCP_port_of_the_list_and_no_other()
    {
        for (int port = 0; port <= ushort.MaxValue; port++)
        {
            string expected = TcpPorts.Contains(port) ? $"tcp/{port}" : DdosTcpPorts.Contains(port) ? "dos/ddos-tool" : "";
            Assert.Equal(expected, TestEvent.To(Transport.Tcp, (ushort)port).TagsBy(RuleSet.Default));
        }
    }

    [Fact]
    public void Every_UDP_port_of_the_list_and_no_other()
    {
        for (int port = 0; port <= ushort.MaxValue; port++)
        {
            string expected = port is 111 or 137 ? $"udp/{port}" : DdosUdpPorts.Contains(port) ? "dos/ddos-tool" : "";
            Assert.Equal(expected, TestEvent.To(Transport.Udp, (ushort)port).TagsBy(RuleSet.Default));
        }
    }

    [Fact]
    public void Echo_requests_and_no_other_ICMP()
    {
        for (int type = 0; type <= byte.MaxValue; type++)
        {
            Assert.Equal(type == 8 ? "icmp/8" : "", TestEvent.Icmp(Transport.Icmp, (byte)type).TagsBy(RuleSet.Default));
            Assert.Equal(type == 128 ? "icmp6/128" : "", TestEvent.Icmp(Transport.Icmp6, (byte)type).TagsBy(RuleSet.Default));
            Assert.Equal("", TestEvent.Icmp(Transport.Igmp, (byte)type).TagsBy(RuleSet.Default));
        }
    }

    [Theory]
    [InlineData("/cgi-bin/phf")]
    [InlineData("/CGI-BIN/phf?Qalias=x")]
    [InlineData("/%63gi-bin/test-cgi")]
    [InlineData("//cgi-bin//phf")]
    [InlineData("/a/../cgi-bin/phf")]
    [InlineData("/cgi-bin/")]
    [InlineData("http://www.example.com/cgi-bin/phf")]
    [InlineData("/~user/cgi-bin/count.cgi")]
    [InlineData("/%7EUser/./cgi-bin/count.cgi")]
    public void Requests_for_CGI(string target) => Assert.Equal("http/cgi-bin", TestEvent.Request(target).TagsBy(RuleSet.Default));

    [Theory]
    [InlineData("/")]
    [InlineData("/cgi-bin")]
    [InlineData("/cgi-binx/phf")]
    [InlineData("/x/cgi-bin/phf")]
    [InlineData("/index.html?/cgi-bin/phf")]
    [InlineData("/~/cgi-bin/phf")]
    [InlineData("/~user/x/cgi-bin/phf")]
    [InlineData("/user/cgi-bin/phf")]
    [InlineData("/cgi-bin/../index.html")]
    [InlineData("*")]
    [InlineData("www.example.com:80")]
    [InlineData("")]
    public void Not_requests_for_CGI(string target) => Assert.Equal("", TestEvent.Request(target).TagsBy(RuleSet.Default));

    [Fact]
    public void A_long_request_is_read_whole() =>
        Assert.Equal("http/cgi-bin", TestEvent.Request(string.Concat(Enumerable.Repeat("/./", 3000)) + "cgi-bin/phf").TagsBy(RuleSet.Default));

    [Fact]
    public void What_only_resembles_an_item_is_in_the_remainder()
    {
        TestEvent[] none =
        [
            TestEvent.To(Transport.Udp, 31337), // Back Orifice
            TestEvent.To(Transport.Udp, 2140), // Deep Throat
            TestEvent.To(Transport.Udp, 514), // syslog
            TestEvent.To(Transport.Udp, 22),
            TestEvent.To(Transport.Udp, 53),
            TestEvent.To(Transport.Tcp, 27374), // SubSeven 2.1
            TestEvent.To(Transport.Tcp, 139),
            TestEvent.To(Transport.Tcp, 137),
            TestEvent.To(Transport.Tcp, 2120), // qencp as registered
            TestEvent.To(Transport.Tcp, 8),
            TestEvent.To(Transport.Udp, 8),
            TestEvent.To(Transport.Sctp, 22),
            TestEvent.To(Transport.UdpLite, 137),
            TestEvent.To(Transport.Tcp, 40000).FromPort(22),
            TestEvent.Of(Transport.Tcp).FromPort(22).Fragment(),
            TestEvent.Of(Transport.Tcp).Fragment(),
            TestEvent.Of(Transport.Icmp).Fragment(),
            TestEvent.To(Transport.Tcp, 22).WithoutTransport(),
            TestEvent.Icmp(Transport.Icmp, 128),
            TestEvent.Icmp(Transport.Icmp6, 8),
            TestEvent.Of(Transport.Gre),
            TestEvent.Request("/cgi-bin/phf").In(ProbeDialect.Netfilter),
        ];
        Assert.All(none, probe => Assert.Equal("", probe.TagsBy(RuleSet.Default)));
    }

    [Fact]
    public void References_stand_where_the_source_puts_them()
    {
        RuleSet rules = RuleSet.Default;
        Assert.Equal(Enumerable.Range(1, 32).Select(n => $"[{n}]"), rules.References.Select(r => r.Id));
        foreach (ProbeTag tag in rules.Tags.Where(t => t.Origin == TagOrigin.Source || t.Id == "icmp6/128"))
        {
            int[] special = tag.Id switch
            {
                "tcp/111" or "udp/111" => [7],
                "http/cgi-bin" => [8, 9, 10, 11, 12, 13, 14],
                _ => [],
            };
            Assert.Equal(Enumerable.Range(1, 6).Concat(special).Select(n => $"[{n}]"), tag.References);
        }

        Assert.Equal(["[1]", "[2]", "[3]", "[4]", "[5]", "[6]"], Ids(ReportSection.Probes));
        Assert.Equal(["[15]"], Ids(ReportSection.MailRelay));
        Assert.Equal(["[16]"], Ids(ReportSection.ForgedMail));
        Assert.Equal(["[17]", "[18]", "[19]", "[20]", "[21]", "[22]"], Ids(ReportSection.Intrusion));
        Assert.Equal(Enumerable.Range(23, 10).Append(6).Select(n => $"[{n}]"), Ids(ReportSection.DenialOfService));
        Assert.Empty(rules.GetSectionReferences(ReportSection.Malware));
        Assert.Empty(rules.GetSectionReferences(ReportSection.None));
        Assert.Equal("http://www.cert.org/incident_notes/IN-98-05.html", rules.FindReference("[3]")?.Url);
        Assert.Equal(["[8]", "[9]", "[24]"], rules.References.Where(r => r.UrlJa is not null).Select(r => r.Id));
        Assert.Null(rules.FindReference("[33]"));

        static string[] Ids(ReportSection section) => [.. RuleSet.Default.GetSectionReferences(section)];
    }

    [Fact]
    public void The_first_tag_s_section_and_one_instance_for_each_list()
    {
        RuleSet rules = RuleSet.Default;
        TagSet set = rules.GetTagSet(rules.Classify(TestEvent.To(Transport.Tcp, 12345).View));
        Assert.Equal(ReportSection.Probes, set.Section);
        Assert.Same(set, rules.GetTagSet(set.Id));
        Assert.Empty(rules.GetTagSet(0).Tags);
        Assert.Equal(ReportSection.None, rules.GetTagSet(0).Section);
        Assert.Throws<System.ArgumentOutOfRangeException>(() => rules.GetTagSet(5_000));
    }

    [Fact]
    public void The_tables_leave_nothing_to_the_rules_but_echo_and_chargen()
    {
        Assert.Equal(65_536, RuleSet.Default.TcpTable.Length);
        Assert.Equal(65_536, RuleSet.Default.UdpTable.Length);
        Assert.False(RuleSet.Default.TcpTable.Contains(RuleSet.Conditional));
        Assert.Equal([7, 19], Enumerable.Range(0, 65_536).Where(port => RuleSet.Default.UdpTable[port] == RuleSet.Conditional));
    }

    [Fact]
    public void Rules_say_where_they_are_from()
    {
        ProbeRule rule = Assert.Single(RuleSet.Default.FindRules(TestEvent.To(Transport.Udp, 137).View));
        Assert.Equal("jpcert-2000-q2#57 udp/137: transport udp; destinationPort 137", rule.ToString());
    }
}
