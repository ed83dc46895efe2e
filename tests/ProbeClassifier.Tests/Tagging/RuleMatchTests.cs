using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

public sealed class RuleMatchTests
{
    [Theory]
    [InlineData("6000-6063", 5999, false)]
    [InlineData("6000-6063", 6000, true)]
    [InlineData("6000-6063", 6063, true)]
    [InlineData("6000-6063", 6064, false)]
    [InlineData("0-0", 0, true)]
    [InlineData("0-65535", 65535, true)]
    [InlineData("65535", 65535, true)]
    [InlineData("65535", 65534, false)]
    public void Ranges_of_ports(string range, int port, bool matches)
    {
        RuleSet rules = RuleFixture.Match($"\"transport\": \"tcp\", \"destinationPort\": \"{range}\"");
        Check(rules, TestEvent.To(Transport.Tcp, (ushort)port), matches);
        Check(rules, TestEvent.To(Transport.Udp, (ushort)port), false);
    }

    [Fact]
    public void Lists_are_alternatives_and_conditions_add_up()
    {
        RuleSet rules = RuleFixture.Match("""
            "transport": ["tcp", 132], "destinationPort": [22, "2200-2299"], "sourcePort": [20, 53], "action": "blocked",
            "direction": ["inbound", "forwarded"], "dialect": ["netfilter", "ipchains"]
            """);
        Check(rules, Good(), true);
        Check(rules, Good(2250), true);
        Check(rules, Good().FromPort(20), true);
        Check(rules, Good().With(ProbeAction.Blocked, TrafficDirection.Forwarded), true);
        Check(rules, Good().In(ProbeDialect.Ipchains), true);
        Check(rules, TestEvent.To(Transport.Sctp, 22).FromPort(53).With(ProbeAction.Blocked, TrafficDirection.Inbound), true);
        Check(rules, Good(23), false);
        Check(rules, Good().FromPort(54), false);
        Check(rules, Good().With(ProbeAction.Allowed, TrafficDirection.Inbound), false);
        Check(rules, Good().With(ProbeAction.Blocked, TrafficDirection.Outbound), false);
        Check(rules, Good().In(ProbeDialect.AccessLog), false);
        Check(rules, Good().WithoutTransport(), false);
        Check(rules, TestEvent.To(Transport.Udp, 22).FromPort(53).With(ProbeAction.Blocked, TrafficDirection.Inbound), false);
        Check(rules, TestEvent.To(Transport.Tcp, 22).With(ProbeAction.Blocked, TrafficDirection.Inbound), false);

        static TestEvent Good(ushort port = 22) =>
            TestEvent.To(Transport.Tcp, port).FromPort(53).With(ProbeAction.Blocked, TrafficDirection.Inbound);
    }

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.6", false)]
    [InlineData("192.0.2.7/32", "192.0.2.7", true)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "192.0.2.1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::", false)]
    [InlineData("2001:db8::1", "2001:db8::1", true)]
    [InlineData("2001:db8::1/128", "2001:db8::2", false)]
    [InlineData("2001:db8:0:8000::/49", "2001:db8:0:ffff::", true)]
    [InlineData("2001:db8:0:0:8000::/65", "2001:db8:0:0:7fff::", false)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.9", true)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.3.9", false)]
    public void Networks(string network, string address, bool matches)
    {
        RuleSet source = RuleFixture.Match($"\"source\": \"{network}\"");
        Check(source, TestEvent.To(Transport.Tcp, 1).From(address), matches);
        Check(source, TestEvent.Of(Transport.Gre).From(address), matches);
        Check(source, TestEvent.Icmp(Transport.Icmp, 3).From(address), matches);
        Check(source, TestEvent.Request("/x").From(address), matches);
        Check(source, TestEvent.To(Transport.Tcp, 1).Toward(address), false);
        RuleSet destination = RuleFixture.Match($"\"destination\": [\"198.51.100.1\", \"{network}\"]");
        Check(destination, TestEvent.To(Transport.Tcp, 1).Toward(address), matches);
        Check(destination, TestEvent.To(Transport.Tcp, 1).Toward("198.51.100.1"), true);
        Check(destination, TestEvent.To(Transport.Tcp, 1).From(address), false);
    }

    /// <summary>What one value of a list can meet is no contradiction.</summary>
    [Theory]
    [InlineData("\"source\": [\"2001:db8::/32\", \"192.0.2.1\"], \"destination\": \"192.0.2.0/24\"")]
    [InlineData("\"source\": \"192.0.2.0/24\", \"destination\": \"192.0.2.128/25\", \"sameAddress\": true")]
    [InlineData("\"source\": \"2001:db8::1\", \"destination\": \"2001:db8::/32\", \"sameAddress\": true")]
    [InlineData("\"source\": \"::ffff:192.0.2.0/120\", \"destination\": \"192.0.2.1\", \"sameAddress\": true")]
    [InlineData("\"dialect\": [\"netfilter\", \"snort\"], \"activity\": \"alert\"")]
    [InlineData("\"dialect\": [\"sshd\", \"psad\"], \"signature\": 469")]
    [InlineData("\"dialect\": [\"psad\", \"snort\"], \"classification\": \"x\"")]
    [InlineData("\"dialect\": [\"ipchains\", \"netfilter\"], \"transport\": \"tcp\", \"controlBits\": \"FIN\"")]
    [InlineData("\"dialect\": [\"access-log\", \"netfilter\"], \"transport\": \"icmp\"")]
    [InlineData("\"dialect\": \"access-log\", \"transport\": [\"icmp\", \"tcp\"], \"source\": \"192.0.2.1\"")]
    public void Conditions_that_may_hold_together_are_a_rule(string match) => Assert.Single(RuleFixture.Match(match).Rules);

    [Fact]
    public void Ports_without_a_transport_are_any_protocol_s()
    {
        RuleSet rules = RuleFixture.Match("\"destinationPort\": 53");
        Check(rules, TestEvent.To(Transport.Tcp, 53), true);
        Check(rules, TestEvent.To(Transport.Udp, 53), true);
        Check(rules, TestEvent.To((Transport)200, 53), true);
        Check(rules, TestEvent.To(Transport.Udp, 53).WithoutTransport(), true);
        Check(rules, TestEvent.Of(Transport.Udp), false);
        Check(rules, TestEvent.Icmp(Transport.Icmp, 53), false);
        Check(rules, TestEvent.Request("/"), false);
    }

    [Fact]
    public void A_transport_alone_takes_all_of_it()
    {
        RuleSet rules = RuleFixture.Match("\"transport\": [\"gre\", \"icmp\"]");
        Check(rules, TestEvent.Of(Transport.Gre), true);
        Check(rules, TestEvent.To(Transport.Gre, 5), true);
        Check(rules, TestEvent.Icmp(Transport.Icmp, 200), true);
        Check(rules, TestEvent.Of(Transport.Icmp).Fragment(), true);
        Check(rules, TestEvent.Icmp(Transport.Icmp6, 200), false);
        Check(rules, TestEvent.Of(Transport.Gre).WithoutTransport(), false);
    }

    [Fact]
    public void Codes_of_ICMP()
    {
        RuleSet rules = RuleFixture.Match("\"transport\": \"icmp\", \"icmpType\": [3, \"11-12\"], \"icmpCode\": \"9-10\"");
        Check(rules, TestEvent.Icmp(Transport.Icmp, 3, 9), true);
        Check(rules, TestEvent.Icmp(Transport.Icmp, 12, 10), true);
        Check(rules, TestEvent.Icmp(Transport.Icmp, 3, 11), false);
        Check(rules, TestEvent.Icmp(Transport.Icmp, 4, 9), false);
        Check(rules, TestEvent.Icmp(Transport.Icmp6, 3, 9), false);
    }

    [Theory]
    [InlineData("/", "/anything", true)]
    [InlineData("/admin", "/administrator", true)]
    [InlineData("/~*/x", "/~bob/x1", true)]
    [InlineData("/~*/x", "/~bob", false)]
    [InlineData("/~*/x", "/~/x", false)]
    [InlineData("/*/*/x", "/a/b/x", true)]
    [InlineData("/*/*/x", "/a/x", false)]
    [InlineData("/*", "/", false)]
    [InlineData("/*", "/a/b", true)]
    [InlineData("/日本", "/%e6%97%a5%e6%9c%ac%e8%aa%9e", true)]
    public void Paths(string prefix, string target, bool matches) =>
        Check(RuleFixture.Match($"\"path\": \"{prefix}\""), TestEvent.Request(target), matches);

    // Both ways of answering must agree, whatever the answer.
    private static void Check(RuleSet rules, TestEvent probe, bool matches)
    {
        Assert.Equal(matches ? "t" : "", probe.TagsBy(rules));
        Assert.Equal(matches ? "t" : "", probe.TagsByRules(rules));
    }
}
