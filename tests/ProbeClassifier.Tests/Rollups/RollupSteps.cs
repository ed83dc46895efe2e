using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>What properties are told: steps that meet each other often, and how they are shared out.</summary>
internal static class RollupSteps
{
    public const int Start = 1_000_000_000;

    /// <summary>Rules that give one, two and no tags, of several sections and of none.</summary>
    public static RuleSet Rules { get; } = RuleSet.Default.ToBuilder()
        .AddSource(IPNetwork.Parse("198.51.100.0/24"), "net/malware", ReportSection.Malware)
        .AddSource(IPNetwork.Parse("2001:db8::/64"), "net/unsorted", ReportSection.None)
        .Build();

    public static ProbeRollupOptions Options { get; } = new() { Rules = Rules, IncidentGap = TimeSpan.FromSeconds(60), Scans = new() { Hosts = 3, Ports = 3, FloodEvents = 4, FloodRate = 1 } };

    private static readonly ProbeAddress?[] Sources =
    [
        null,
        Address("192.0.2.1"), Address("192.0.2.2"), Address("192.0.2.255"), Address("198.51.100.7"), Address("198.51.100.8"),
        Address("203.0.113.9"), Address("0.0.0.0"), Address("255.255.255.255"), Address("::ffff:192.0.2.1"),
        Address("2001:db8::1"), Address("2001:db8::2"), Address("2001:db8:1::1"), Address("::"), Address("::1"), Address("::192.0.2.1"),
        Address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ];

    private static readonly long?[] OddTimes =
    [
        null, -1, 0, 1, 59, 60, 61, int.MaxValue, 1L + int.MaxValue, uint.MaxValue - 61, uint.MaxValue - 1, uint.MaxValue, 1L + uint.MaxValue,
        long.MinValue, long.MaxValue,
    ];

    /// <summary>An input of up to some hundred steps, so that batches are crossed.</summary>
    public static Arbitrary<List<RollupStep>> Inputs() =>
        Gen.Choose(0, 200).SelectMany(n => Step().ListOf(n)).Select(steps => steps.ToList()).ToArbitrary();

    /// <summary>An input with a part for each step, from 0 to 3.</summary>
    public static Arbitrary<SharedInput> SharedInputs() =>
        Inputs().Generator
            .SelectMany(steps => Gen.Choose(0, 3).ListOf(steps.Count), (steps, parts) => new SharedInput(steps, [.. parts]))
            .ToArbitrary();

    public static ProbeAddress Address(string text) => ProbeAddress.From(IPAddress.Parse(text));

    public static ProbeRollup Rollup(IEnumerable<RollupStep> steps, ProbeRollupOptions? options = null)
    {
        var rollup = new ProbeRollup(options ?? Options);
        foreach (RollupStep step in steps)
            step.Tell(rollup);
        return rollup;
    }

    private static Gen<RollupStep> Step() => Gen.Frequency(
        (20, Event().Select(e => (RollupStep)e)),
        (5, Note().Select(e => (RollupStep)e)),
        (1, Gen.Choose(0, 3).Select(n => (RollupStep)new OtherStep(n))),
        (1, Gen.Elements(Enum.GetValues<UnparsedReason>()).Select(r => (RollupStep)new UnparsedStep(r))),
        (1, Gen.Elements<RollupStep>(new OversizeStep(), new UnresolvedStep())));

    private static Gen<EventStep> Note() =>
        from note in Gen.Elements(LogNote.Stopped, LogNote.Stopped, LogNote.Started, LogNote.Started, LogNote.Restarted, LogNote.Lost, LogNote.Lost)
        from daemon in Gen.Elements(LogDaemon.Rsyslogd, LogDaemon.Rsyslogd, LogDaemon.Syslogd, LogDaemon.Journald, LogDaemon.Klogd)
        from host in Gen.Elements("gw", "gw", "gw2", "", "h\u00E9", new string('n', 300), new string('n', 301))
        from time in Gen.Frequency((9, Gen.Choose(0, 20).Select(t => (long?)(Start + (t * 7)))), (3, Gen.Choose(0, 20).Select(t => (long?)(Start + (t * 900)))), (1, Gen.Elements(OddTimes)))
        from lost in Gen.Elements(0U, 1U, 7U, uint.MaxValue)
        from repeats in Gen.Frequency<uint?>((8, Gen.Constant<uint?>(null)), (1, Gen.Elements<uint?>(2, uint.MaxValue)))
        select new EventStep { Source = null, Dialect = ProbeDialect.Syslogd, Note = note, Daemon = daemon, Host = host, Seconds = time, Lost = lost, Repeats = repeats };

    private static Gen<EventStep> Event() =>
        from source in Gen.Elements(Sources)
        from time in Gen.Frequency((12, Gen.Choose(0, 1500).Select(t => (long?)(Start + t))), (1, Gen.Elements(OddTimes)))
        from port in Gen.Elements<ushort>(21, 21, 22, 111, 53, 3389)
        from transport in Gen.Elements(Transport.Tcp, Transport.Tcp, Transport.Udp)
        from action in Gen.Elements(Enum.GetValues<ProbeAction>())
        from direction in Gen.Elements(TrafficDirection.Inbound, TrafficDirection.Inbound, TrafficDirection.Forwarded, TrafficDirection.Unknown)
        from dialect in Gen.Elements(ProbeDialect.Netfilter, ProbeDialect.Netfilter, ProbeDialect.Ipchains)
        from target in Gen.Elements<ProbeAddress?>(null, Address("198.51.100.1"), Address("198.51.100.2"), Address("198.51.100.3"), Address("2001:db8::9"))
        from sourcePort in Gen.Elements<ushort?>(null, 53, 40_000, 40_000, 40_001)
        from repeats in Gen.Frequency<uint?>((8, Gen.Constant<uint?>(null)), (1, Gen.Choose(1, 5).Select(n => (uint?)n)), (1, Gen.Constant<uint?>(uint.MaxValue)))
        select new EventStep
        {
            Source = source,
            Seconds = time,
            Port = port,
            Transport = transport,
            Action = action,
            Direction = direction,
            Dialect = dialect,
            Destination = target,
            SourcePort = sourcePort,
            Repeats = repeats,
        };
}

/// <summary>Steps, each with the part that it goes to.</summary>
internal sealed record SharedInput(List<RollupStep> Steps, List<int> PartOf)
{
    public List<RollupStep> Part(int part) => [.. Steps.Where((_, i) => PartOf[i] == part)];

    public override string ToString() => string.Join('\n', Steps.Zip(PartOf, (step, part) => $"{part}: {step}"));
}
