using System;
using System.Globalization;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Rollups;

/// <summary>One thing that is told to a rollup.</summary>
internal abstract record RollupStep
{
    public abstract void Tell(ProbeRollup rollup);
}

/// <summary>An event; absent fields are null.</summary>
internal sealed record EventStep : RollupStep
{
    public ProbeAddress? Source { get; init; } = ProbeAddress.FromIPv4(0xC0000201);

    public long? Seconds { get; init; } = 1_000_000_000;

    public int Nanoseconds { get; init; }

    public Transport Transport { get; init; } = Transport.Tcp;

    public ushort Port { get; init; } = 21;

    public ProbeDialect Dialect { get; init; } = ProbeDialect.Netfilter;

    public ProbeAction Action { get; init; } = ProbeAction.Blocked;

    public TrafficDirection Direction { get; init; } = TrafficDirection.Inbound;

    /// <summary>N of a repeat; null for a line of its own.</summary>
    public uint? Repeats { get; init; }

    public ProbeAddress? Destination { get; init; }

    public ushort? SourcePort { get; init; }

    /// <summary>What a daemon says of its host's log.</summary>
    public LogNote Note { get; init; }

    public LogDaemon Daemon { get; init; } = LogDaemon.Rsyslogd;

    public uint Lost { get; init; }

    public string Host { get; init; } = "gw";

    public long Count => Repeats ?? 1;

    /// <summary>What it aims at.</summary>
    public TargetMark MarkBy(ulong selectionKey)
    {
        EventFields fields = Fields();
        return TargetMark.Of(in fields, TargetMark.SeedOf(selectionKey));
    }

    public override void Tell(ProbeRollup rollup)
    {
        EventFields fields = Fields();
        rollup.Add(new ProbeEvent(Encoding.Latin1.GetBytes("x" + Host), in fields));
    }

    public TagSet TagsBy(RuleSet rules)
    {
        EventFields fields = Fields();
        return rules.GetTagSet(rules.Classify(new ProbeEvent([], in fields)));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Source}:{SourcePort} at {Seconds} to {Destination} {Transport} {Port}, {Dialect} {Action} {Direction} x{Repeats} {Host} {Daemon} {Note} {Lost}");

    private EventFields Fields() => new()
    {
        Present = PresentFields.Transport | PresentFields.DestinationPort
            | (Source is null ? 0 : PresentFields.Source)
            | (Destination is null ? 0 : PresentFields.Destination)
            | (SourcePort is null ? 0 : PresentFields.SourcePort)
            | (Seconds is null ? 0 : PresentFields.Time)
            | (Repeats is null ? 0 : PresentFields.Repeat)
            | (Note == LogNote.None ? 0 : PresentFields.Evidence),
        Dialect = Dialect,
        Action = Action,
        Direction = Direction,
        Transport = Transport,
        DestinationPort = Port,
        Count = Repeats ?? 1,
        Host = new ByteRange(1, Host.Length),
        Activity = Note switch
        {
            LogNote.None => ProbeActivity.None,
            LogNote.Lost => ProbeActivity.MessagesLost,
            _ => ProbeActivity.LoggingRestarted,
        },
        Note = Note == LogNote.None ? LogNote.Stopped : Note,
        Daemon = Daemon,
        Lost = Lost,

        // What an absent field holds must not matter: parsers reuse the fields of the line before.
        UnixSeconds = Seconds ?? 12_345,
        Nanoseconds = Nanoseconds,
        Destination = Destination ?? ProbeAddress.FromIPv4(0xCB007102),
        SourcePort = SourcePort ?? 7,
        Source = Source ?? ProbeAddress.FromIPv4(0xCB007101),
    };
}

internal sealed record OtherStep(int Lines) : RollupStep
{
    public override void Tell(ProbeRollup rollup) => rollup.AddOther(Lines);
}

internal sealed record UnparsedStep(UnparsedReason Reason) : RollupStep
{
    public override void Tell(ProbeRollup rollup) => rollup.AddUnparsed(Reason);
}

internal sealed record OversizeStep : RollupStep
{
    public override void Tell(ProbeRollup rollup) => rollup.AddOversize();
}

internal sealed record UnresolvedStep : RollupStep
{
    public override void Tell(ProbeRollup rollup) => rollup.AddUnresolvedRepeat();
}
