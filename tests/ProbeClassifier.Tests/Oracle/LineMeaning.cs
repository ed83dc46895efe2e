using System;
using System.Collections.Generic;
using System.Globalization;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tests.Oracle;

/// <summary>What a line is, as far as the oracle says.</summary>
internal enum MeaningKind
{
    Other,
    Event,
    Unparsed,

    /// <summary>The line speaks of another one: "last message repeated N times", or rsyslog's form with the message in it.</summary>
    Repeat,

    /// <summary>Other or unparsed, the text does not say which; certainly no event.</summary>
    NotEvent,

    /// <summary>The text that the oracle is written from does not say.</summary>
    Silent,
}

/// <summary>The oracle's answer for one line.</summary>
internal sealed record LineMeaning
{
    public required MeaningKind Kind { get; init; }

    public ProbeDialect Dialect { get; init; }

    public long? UnixSeconds { get; init; }

    public int Nanoseconds { get; init; }

    public string Host { get; init; } = "";

    public string App { get; init; } = "";

    public ProbeAction Action { get; init; }

    public TrafficDirection Direction { get; init; }

    /// <summary>Canonical text; null when the line gives none.</summary>
    public string? Source { get; init; }

    public string? Destination { get; init; }

    public int? Transport { get; init; }

    public int? SourcePort { get; init; }

    public int? DestinationPort { get; init; }

    public int? IcmpType { get; init; }

    public int? IcmpCode { get; init; }

    public bool IsFragment { get; init; }

    public int? HttpStatus { get; init; }

    public string Target { get; init; } = "";

    /// <summary>Unparsed: the reasons that the text allows; more than one where it does not choose.</summary>
    public IReadOnlyList<UnparsedReason> Reasons { get; init; } = [];

    /// <summary>Repeat: how often.</summary>
    public uint Times { get; init; }

    /// <summary>Repeat: what the quoted message means; null for "last message".</summary>
    public LineMeaning? Quoted { get; init; }

    public static LineMeaning Unparsed(params UnparsedReason[] reasons) => new() { Kind = MeaningKind.Unparsed, Reasons = reasons };

    /// <summary>The fields of an event, in a form that <see cref="Described(in ProbeEvent)"/> gives for the library's.</summary>
    public string Describe(uint count, bool isRepeat) => string.Create(
        CultureInfo.InvariantCulture,
        $"event {Dialect} time={UnixSeconds}+{(UnixSeconds is null ? 0 : Nanoseconds)} x{count}{(isRepeat ? " repeat" : "")} {Action} {Direction} {Source}:{SourcePort} > {Destination}:{DestinationPort} proto={Transport} icmp={IcmpType}/{IcmpCode} frag={IsFragment} http={HttpStatus} '{Target}'");

    public static string Described(in ProbeEvent e) => string.Create(
        CultureInfo.InvariantCulture,
        $"event {e.Dialect} time={e.UnixSeconds}+{(e.UnixSeconds is null ? 0 : e.Fields.Nanoseconds)} x{e.Count}{(e.IsRepeat ? " repeat" : "")} {e.Action} {e.Direction} {e.Source}:{e.SourcePort} > {e.Destination}:{e.DestinationPort} proto={(byte?)e.Transport} icmp={e.IcmpType}/{e.IcmpCode} frag={e.IsFragment} http={e.HttpStatus} '{System.Text.Encoding.Latin1.GetString(e.RequestTarget)}'");
}
