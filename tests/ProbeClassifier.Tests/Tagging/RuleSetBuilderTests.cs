using System;
using System.Linq;
using System.Net;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

public sealed class RuleSetBuilderTests
{
    [Fact]
    public void Adds_a_port_to_the_default_set()
    {
        RuleSet rules = RuleSet.Default.ToBuilder().AddPort(Transport.Tcp, 2222, "tcp/2222", service: "ssh-alt").Build();
        Assert.Equal("tcp/2222", TestEvent.To(Transport.Tcp, 2222).TagsBy(rules));
        Assert.Equal("tcp/22", TestEvent.To(Transport.Tcp, 22).TagsBy(rules));
        Assert.Equal("", TestEvent.To(Transport.Udp, 2222).TagsBy(rules));
        ProbeTag tag = rules.Tags.Single(t => t.Id == "tcp/2222");
        Assert.Equal(("ssh-alt", ReportSection.Probes, TagOrigin.Added), (tag.Service, tag.Section, tag.Origin));
        Assert.Equal("", TestEvent.To(Transport.Tcp, 2222).TagsBy(RuleSet.Default));
        Assert.NotEqual(RuleSet.Default.Hash, rules.Hash);
        Assert.Equal(RuleSet.Default.References, rules.References);
    }

    [Fact]
    public void Starts_from_nothing()
    {
        RuleSetBuilder builder = new RuleSetBuilder("mine")
            .AddTag(new ProbeTag { Id = "net", Section = ReportSection.Intrusion })
            .AddRule("net", new RuleMatch { Sources = [IPNetwork.Parse("192.0.2.0/24")] });
        RuleSet first = builder.Build();
        RuleSet second = builder.AddPort(Transport.Udp, 53, "net").WithName("other").Build();
        Assert.Single(first.Rules);
        Assert.Equal(["mine#1 net: source 192.0.2.0/24", "mine#2 net: transport udp; destinationPort 53"], [.. Texts(second)]);
        Assert.Equal(("mine", "other"), (first.Name, second.Name));
        Assert.Equal("", TestEvent.To(Transport.Udp, 53).TagsBy(first));
        Assert.Equal("net", TestEvent.To(Transport.Udp, 53).TagsBy(second));
        Assert.Empty(new RuleSetBuilder("none").Build().Tags);

        static System.Collections.Generic.IEnumerable<string> Texts(RuleSet rules)
        {
            foreach (ProbeRule rule in rules.Rules)
                yield return rule.ToString();
        }
    }

    [Fact]
    public void Later_changes_to_the_caller_s_lists_change_nothing()
    {
        Transport[] transports = [Transport.Tcp];
        RuleSetBuilder builder = new RuleSetBuilder("x").AddTag(new ProbeTag { Id = "t", Section = ReportSection.None })
            .AddRule("t", new RuleMatch { Transports = transports });
        transports[0] = Transport.Udp;
        Assert.Equal("x#1 t: transport tcp", builder.Build().Rules[0].ToString());
    }

    [Fact]
    public void Refuses_what_a_file_would_not_be_allowed()
    {
        RuleSetBuilder builder = RuleSet.Default.ToBuilder();
        Assert.Throws<ArgumentException>(() => builder.AddPort(Transport.Icmp, 8, "icmp/9"));
        Assert.Throws<ArgumentException>(() => builder.AddPort(Transport.Tcp, 8, "Tcp"));
        Assert.Throws<ArgumentException>(() => builder.AddPort(Transport.Tcp, 8, "tcp/22", service: "other"));
        Assert.Throws<ArgumentException>(() => builder.AddTag(new ProbeTag { Id = "tcp/22", Section = ReportSection.None }));
        Assert.Throws<ArgumentException>(() => builder.AddTag(new ProbeTag { Id = "a", Section = (ReportSection)9 }));
        Assert.Throws<ArgumentException>(() => builder.AddTag(new ProbeTag { Id = "a", Section = ReportSection.None, Title = "\x1b" }));
        Assert.Throws<ArgumentException>(() => builder.AddTag(new ProbeTag { Id = "a", Section = ReportSection.None, References = ["[33]"] }));
        Assert.Throws<ArgumentException>(() => builder.AddRule("none", new RuleMatch { Transports = [Transport.Tcp] }));
        Assert.Throws<ArgumentException>(() => builder.AddRule("tcp/22", new RuleMatch()));
        Assert.Throws<ArgumentException>(() => builder.AddRule("tcp/22", new RuleMatch { SourcePorts = [new(2, 1)] }));
        Assert.Throws<ArgumentException>(() => builder.AddRule("tcp/22", new RuleMatch { IcmpTypes = [8] }));
        Assert.Throws<ArgumentException>(() => builder.AddRule("tcp/22", new RuleMatch { PathPrefixes = ["x"] }));
        Assert.Throws<ArgumentException>(() => new RuleSetBuilder(""));
        Assert.Equal(RuleSet.Default.Hash, builder.Build().Hash);
    }
}
