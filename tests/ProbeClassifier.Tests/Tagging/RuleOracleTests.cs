using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

/// <summary>
/// Random rules and events, from small ranges so that they meet: what the tables say is what a matcher says that knows
/// only the words of docs/rules.md.
/// </summary>
public sealed class RuleOracleTests
{
    private static readonly Transport[] AllTransports = [Transport.Icmp, Transport.Tcp, Transport.Udp, Transport.Icmp6, Transport.Sctp, Transport.Gre];
    private static readonly string[] Addresses = ["192.0.2.1", "192.0.2.200", "198.51.100.7", "2001:db8::1", "2001:db8:8000::1"];
    private static readonly string[] NetworkTexts = ["192.0.2.0/24", "192.0.2.128/25", "0.0.0.0/0", "::/0", "2001:db8::/33", "198.51.100.7/32"];
    private static readonly string[] Targets = ["/a", "/a/b", "/ab", "/~u/a", "/A/../a/b", "/~/a", "*", ""];
    private static readonly string[] Prefixes = ["/a", "/a/", "/~*/a", "/"];

    [Property(MaxTest = 300)]
    public Property Tables_say_what_the_rules_say() => Prop.ForAll(Cases().ToArbitrary(), c =>
    {
        RuleSet rules = c.Build();
        foreach (TestEvent probe in c.Events)
        {
            string expected = string.Join(' ', c.Rules.Where(r => Oracle(r.Match, probe)).Select(r => r.Tag).Distinct());
            if (!string.Equals(expected, probe.TagsBy(rules), StringComparison.Ordinal))
                return false;
        }

        return true;
    });

    [Property(MaxTest = 100)]
    public Property Reading_a_rule_s_own_text_gives_the_same_tags() => Prop.ForAll(Cases().ToArbitrary(), c =>
    {
        RuleSet rules = c.Build();
        string tags = string.Join(',', rules.Tags.Select(t => $$"""{ "id": "{{t.Id}}", "section": "I" }"""));
        string list = string.Join(',', rules.Rules.DistinctBy(r => r.ToString()[r.ToString().IndexOf(' ', StringComparison.Ordinal)..])
            .Select(r => $$"""{ "tag": "{{r.Tag.Id}}", "match": {{{Json(r.ToString()[(r.ToString().IndexOf(':', StringComparison.Ordinal) + 2)..])}}} }"""));
        RuleSet again = RuleFixture.Parse($$"""{ "tags": [{{tags}}], "rules": [{{list}}] }""");
        return c.Events.All(e => string.Equals(e.TagsBy(rules), e.TagsBy(again), StringComparison.Ordinal));

        // "transport tcp,udp; destinationPort 1-3" to JSON.
        static string Json(string conditions) => string.Join(", ", conditions.Split("; ").Select(part =>
        {
            string[] words = part.Split(' ', 2);
            return $"\"{words[0]}\": [{string.Join(',', words[1].Split(',').Select(v => v.All(char.IsAsciiDigit) ? v : $"\"{v}\""))}]";
        }));
    });

    private static bool Oracle(RuleMatch match, TestEvent test)
    {
        ProbeEvent e = test.View;
        string target = System.Text.Encoding.UTF8.GetString(e.RequestTarget);
        bool path = e.Dialect == ProbeDialect.AccessLog && match.PathPrefixes.Any(p => OraclePath(p, target));
        return (match.Transports.Count == 0 || (e.Transport is { } t && match.Transports.Contains(t)))
            && In(match.DestinationPorts, e.DestinationPort)
            && In(match.SourcePorts, e.SourcePort)
            && In(match.IcmpTypes, e.IcmpType)
            && In(match.IcmpCodes, e.IcmpCode)
            && InNetworks(match.Sources, e.Source)
            && InNetworks(match.Destinations, e.Destination)
            && (match.PathPrefixes.Count == 0 || path)
            && (match.Dialects.Count == 0 || match.Dialects.Contains(e.Dialect))
            && (match.Actions.Count == 0 || match.Actions.Contains(e.Action))
            && (match.Directions.Count == 0 || match.Directions.Contains(e.Direction));

        static bool In(IReadOnlyList<ValueRange> ranges, int? value) =>
            ranges.Count == 0 || ranges.Any(r => value >= r.First && value <= r.Last);

        static bool InNetworks(IReadOnlyList<IPNetwork> networks, ProbeAddress? address) =>
            networks.Count == 0 || (address is { } a && networks.Any(n => n.Contains(a.ToIPAddress())));
    }

    // The few targets and prefixes above, by hand.
    private static bool OraclePath(string prefix, string target)
    {
        string path = target switch { "/A/../a/b" => "/a/b", "*" => "", _ => target };
        return prefix == "/~*/a" ? path == "/~u/a" : path.StartsWith(prefix, StringComparison.Ordinal);
    }

    private static Gen<Case> Cases() =>
        from rules in Rules().NonEmptyListOf()
        from events in Events().ListOf(40)
        select new Case([.. rules.Take(12)], [.. events]);

    private static Gen<(string Tag, RuleMatch Match)> Rules() =>
        from tag in Gen.Choose(0, 4)
        from transports in Some(AllTransports)
        from destination in Ranges(30)
        from source in Ranges(5)
        from types in Ranges(10)
        from codes in Ranges(3)
        from sources in Some(NetworkTexts)
        from destinations in Some(NetworkTexts)
        from paths in Some(Prefixes)
        from dialects in Some(ProbeDialect.Netfilter, ProbeDialect.Ipchains, ProbeDialect.AccessLog)
        from actions in Some(ProbeAction.Other, ProbeAction.Blocked)
        from directions in Some(TrafficDirection.Unknown, TrafficDirection.Inbound)
        from kind in Gen.Choose(0, 9)
        select (tag.ToString(CultureInfo.InvariantCulture), Mend(kind, new RuleMatch
        {
            Transports = transports,
            DestinationPorts = destination,
            SourcePorts = source,
            IcmpTypes = types,
            IcmpCodes = codes,
            Sources = [.. sources.Select(IPNetwork.Parse)],
            Destinations = [.. destinations.Select(IPNetwork.Parse)],
            PathPrefixes = paths,
            Dialects = dialects,
            Actions = actions,
            Directions = directions,
        }));

    // Most conditions dropped, so that rules match; then those that go together badly.
    private static RuleMatch Mend(int kind, RuleMatch m) => kind switch
    {
        0 or 1 or 2 => new RuleMatch { Transports = [.. m.Transports.Except([Transport.Icmp, Transport.Icmp6]).DefaultIfEmpty(Transport.Tcp)], DestinationPorts = m.DestinationPorts },
        3 => new RuleMatch { Transports = [Transport.Icmp], IcmpTypes = m.IcmpTypes, IcmpCodes = m.IcmpCodes },
        4 => new RuleMatch { Transports = [Transport.Icmp6, Transport.Icmp], IcmpTypes = m.IcmpTypes },
        5 => new RuleMatch { PathPrefixes = [.. m.PathPrefixes.DefaultIfEmpty("/a")], Sources = m.Sources, Actions = m.Actions },
        6 => new RuleMatch { Sources = [.. m.Sources.DefaultIfEmpty(IPNetwork.Parse("192.0.2.0/24"))], Transports = m.Transports, Dialects = m.Dialects is [ProbeDialect.AccessLog] && !m.Transports.Contains(Transport.Tcp) ? [] : m.Dialects },
        7 => new RuleMatch { Destinations = [.. m.Destinations.DefaultIfEmpty(IPNetwork.Parse("::/0"))], DestinationPorts = m.DestinationPorts },
        8 => new RuleMatch { Directions = [.. m.Directions.DefaultIfEmpty(TrafficDirection.Inbound)], SourcePorts = m.SourcePorts, Actions = m.Actions },
        _ => new RuleMatch { DestinationPorts = [.. m.DestinationPorts.DefaultIfEmpty(new ValueRange(5, 9))] },
    };

    private static Gen<TestEvent> Events() =>
        from kind in Gen.Choose(0, 5)
        from transport in Gen.Elements(AllTransports)
        from port in Gen.Choose(0, 31)
        from sourcePort in Gen.Choose(0, 6)
        from code in Gen.Choose(0, 4)
        from source in Gen.Elements(Addresses)
        from destination in Gen.Elements(Addresses)
        from target in Gen.Elements(Targets)
        from dialect in Gen.Elements(ProbeDialect.Netfilter, ProbeDialect.Ipchains)
        from action in Gen.Elements(ProbeAction.Other, ProbeAction.Blocked)
        from direction in Gen.Elements(TrafficDirection.Unknown, TrafficDirection.Inbound)
        from bare in Gen.Choose(0, 3)
        select Make(kind, transport, (ushort)port, (ushort)sourcePort, (byte)code, source, destination, target, dialect, bare).With(action, direction);

    private static TestEvent Make(
        int kind, Transport transport, ushort port, ushort sourcePort, byte code, string source, string destination, string target, ProbeDialect dialect, int bare)
    {
        TestEvent probe = kind switch
        {
            0 or 1 => TestEvent.To(transport, port).FromPort(sourcePort).In(dialect),
            2 => TestEvent.Icmp(transport, (byte)(port / 3), code).In(dialect),
            3 => TestEvent.Of(transport).In(dialect),
            4 => TestEvent.Request(target),
            _ => TestEvent.To(transport, port).WithoutTransport().In(dialect),
        };
        if (bare != 0)
            probe.From(source);
        return bare == 1 || kind == 4 ? probe : probe.Toward(destination);
    }

    private static Gen<T[]> Some<T>(params T[] values) =>
        from mask in Gen.Choose(0, (1 << values.Length) - 1)
        select values.Where((_, i) => (mask >> i & 1) != 0).ToArray();

    private static Gen<ValueRange[]> Ranges(int maximum) =>
        from pairs in (from first in Gen.Choose(0, maximum) from length in Gen.Choose(0, 3) select (first, length)).ListOf()
        select pairs.Take(3).Select(p => new ValueRange((ushort)p.first, (ushort)(p.first + p.length))).ToArray();

    private sealed record Case((string Tag, RuleMatch Match)[] Rules, TestEvent[] Events)
    {
        public RuleSet Build()
        {
            var builder = new RuleSetBuilder("random");
            foreach (string tag in Rules.Select(r => r.Tag).Distinct())
                builder.AddTag(new ProbeTag { Id = tag, Section = ReportSection.Probes });
            foreach ((string tag, RuleMatch match) in Rules)
                builder.AddRule(tag, match);
            return builder.Build();
        }
    }
}
