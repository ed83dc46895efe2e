using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>How a rule stands to all events that share what a table is indexed by.</summary>
internal enum CellFit : byte
{
    /// <summary>It matches none of them.</summary>
    Never = 0,

    /// <summary>It matches every one.</summary>
    Always = 1,

    /// <summary>It depends on something else in the event.</summary>
    Depends = 2,
}

/// <summary>
/// Conditions in the form that answers fast; equal conditions compile to equal forms. <see cref="Matches"/> is the
/// definition; the fits only say where it need not be asked.
/// </summary>
internal sealed class CompiledRule
{
    private readonly bool[]? _transports;
    private readonly TextSet _classes;
    private readonly byte[][] _programs;
    private readonly bool _hasFurtherConditions;

    public CompiledRule(RuleMatch match)
    {
        Transports = [.. match.Transports.Distinct().Order()];
        DestinationPorts = new RangeList(match.DestinationPorts);
        SourcePorts = new RangeList(match.SourcePorts);
        IcmpTypes = new RangeList(match.IcmpTypes);
        IcmpCodes = new RangeList(match.IcmpCodes);
        Sources = Blocks(match.Sources);
        Destinations = Blocks(match.Destinations);
        Paths = [.. match.PathPrefixes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(p => new PathPattern(p))];
        Dialects = [.. match.Dialects.Distinct().Order()];
        Actions = [.. match.Actions.Distinct().Order()];
        Directions = [.. match.Directions.Distinct().Order()];
        Activities = [.. match.Activities.Distinct().Order()];
        Signatures = [.. match.Signatures.Distinct().OrderBy(s => s.Generator ?? 0).ThenBy(s => s.First).ThenBy(s => s.Last)];
        Classifications = Texts(match.Classifications, StringComparer.OrdinalIgnoreCase);
        Messages = Texts(match.Messages, StringComparer.OrdinalIgnoreCase);
        AppNames = Texts(match.AppNames, StringComparer.Ordinal);
        ControlBits = [.. match.ControlBits.Distinct().Order()];
        SourceIsHome = match.SourceIsHome;
        DestinationIsHome = match.DestinationIsHome;
        SameAddress = match.SameAddress;
        DestinationIsBroadcast = match.DestinationIsBroadcast;
        _classes = new TextSet(Classifications);
        _programs = [.. AppNames.Select(Encoding.UTF8.GetBytes)];
        if (Transports.Length > 0)
        {
            _transports = new bool[256];
            foreach (Transport transport in Transports)
                _transports[(byte)transport] = true;
        }

        _hasFurtherConditions = !SourcePorts.IsEmpty || !IcmpCodes.IsEmpty || Sources.Length > 0 || Destinations.Length > 0
            || Dialects.Length > 0 || Actions.Length > 0 || Directions.Length > 0 || DestinationIsHome is not null;
    }

    public Transport[] Transports { get; }

    public RangeList DestinationPorts { get; }

    public RangeList SourcePorts { get; }

    public RangeList IcmpTypes { get; }

    public RangeList IcmpCodes { get; }

    public AddressBlock[] Sources { get; }

    public AddressBlock[] Destinations { get; }

    public PathPattern[] Paths { get; }

    public ProbeDialect[] Dialects { get; }

    public ProbeAction[] Actions { get; }

    public TrafficDirection[] Directions { get; }

    public ProbeActivity[] Activities { get; }

    public SignatureRange[] Signatures { get; }

    public string[] Classifications { get; }

    public string[] Messages { get; }

    public string[] AppNames { get; }

    public TcpControlBits[] ControlBits { get; }

    public bool? SourceIsHome { get; }

    public bool? DestinationIsHome { get; }

    public bool SameAddress { get; }

    public bool DestinationIsBroadcast { get; }

    /// <summary>Only what a program says can meet it: never a packet filter's event or an access log's.</summary>
    public bool NeedsEvidence => Activities.Length > 0 || Signatures.Length > 0 || Classifications.Length > 0 || Messages.Length > 0 || AppNames.Length > 0;

    /// <summary>Nothing meets it where no home networks are known.</summary>
    public bool NeedsHome => SourceIsHome is not null || DestinationIsHome is not null;

    /// <summary>So few packets can meet it that no table is asked: <see cref="PacketScreen"/> finds them.</summary>
    public bool IsScreened => ControlBits.Length > 0 || SourceIsHome is not null || SameAddress || DestinationIsBroadcast;

    public bool Admits(Transport transport) => _transports is null || _transports[(byte)transport];

    /// <summary>Whether the event meets every condition.</summary>
    /// <param name="subject">The event.</param>
    public bool Matches(in RuleSubject subject)
    {
        ref readonly EventFields fields = ref subject.Fields;
        PresentFields present = fields.Present;
        return (_transports is null || ((present & PresentFields.Transport) != 0 && _transports[(byte)fields.Transport]))
            && Holds(DestinationPorts, present & PresentFields.DestinationPort, fields.DestinationPort)
            && Holds(SourcePorts, present & PresentFields.SourcePort, fields.SourcePort)
            && Holds(IcmpTypes, present & PresentFields.IcmpType, fields.IcmpType)
            && Holds(IcmpCodes, present & PresentFields.IcmpCode, fields.IcmpCode)
            && Holds(Sources, present & PresentFields.Source, fields.Source)
            && Holds(Destinations, present & PresentFields.Destination, fields.Destination)
            && (Dialects.Length == 0 || Dialects.AsSpan().Contains(fields.Dialect))
            && (Actions.Length == 0 || Actions.AsSpan().Contains(fields.Action))
            && (Directions.Length == 0 || Directions.AsSpan().Contains(fields.Direction))
            && HoldsPath(subject.Path)
            && (!NeedsEvidence || HoldsEvidence(in subject))
            && (SourceIsHome is not { } home || subject.Home.Holds(present & PresentFields.Source, fields.Source, home))
            && (DestinationIsHome is not { } target || subject.Home.Holds(present & PresentFields.Destination, fields.Destination, target))
            && (!SameAddress || HoldsSameAddress(in subject))
            && (!DestinationIsBroadcast || ((present & PresentFields.Destination) != 0 && IsBroadcast(fields.Destination)))
            && (ControlBits.Length == 0 || HoldsControlBits(in subject));
    }

    /// <summary>Events that are not of an access log, with this protocol and destination port.</summary>
    public CellFit FitPort(Transport transport, ushort port)
    {
        if (!Admits(transport) || IsOutOfTables || (!DestinationPorts.IsEmpty && !DestinationPorts.Contains(port)))
            return CellFit.Never;
        return _hasFurtherConditions || !IcmpTypes.IsEmpty ? CellFit.Depends : CellFit.Always;
    }

    /// <summary>Events that are not of an access log, with this protocol and ICMP type, without a destination port.</summary>
    public CellFit FitIcmp(Transport transport, byte type)
    {
        if (!Admits(transport) || IsOutOfTables || !DestinationPorts.IsEmpty || (!IcmpTypes.IsEmpty && !IcmpTypes.Contains(type)))
            return CellFit.Never;
        return _hasFurtherConditions ? CellFit.Depends : CellFit.Always;
    }

    /// <summary>Events that are not of an access log, with this protocol or (null) none, without destination port and ICMP type.</summary>
    public CellFit FitBare(Transport? transport)
    {
        bool admitted = transport is { } known ? Admits(known) : _transports is null;
        if (!admitted || IsOutOfTables || !DestinationPorts.IsEmpty || !IcmpTypes.IsEmpty)
            return CellFit.Never;
        return _hasFurtherConditions ? CellFit.Depends : CellFit.Always;
    }

    /// <summary>False when no event of an access log can match: those have neither destination port nor ICMP type.</summary>
    public bool CanMatchAccessLog() =>
        !NeedsEvidence && ControlBits.Length == 0 && DestinationPorts.IsEmpty && IcmpTypes.IsEmpty && (Dialects.Length == 0 || Dialects.AsSpan().Contains(ProbeDialect.AccessLog));

    /// <summary>False when no event of this dialect, whose programs say what happened, can match that has this activity and a destination port or none.</summary>
    public bool CanMatchEvidence(ProbeDialect dialect, ProbeActivity activity, bool hasPort) =>
        ControlBits.Length == 0
        && (Dialects.Length == 0 || Dialects.AsSpan().Contains(dialect))
        && (Activities.Length == 0 || Activities.AsSpan().Contains(activity))
        && (hasPort || DestinationPorts.IsEmpty);

    /// <summary>No table speaks of it: it asks for a path or for what a program says, or <see cref="PacketScreen"/> finds its packets.</summary>
    public bool IsOutOfTables => Paths.Length > 0 || NeedsEvidence || IsScreened;

    private static string[] Texts(IReadOnlyList<string> texts, StringComparer comparer) =>
        [.. texts.Distinct(comparer).Order(StringComparer.Ordinal)];

    private static bool IsBroadcast(in ProbeAddress address) => address.IsIPv4 && (byte)address.Low is 0 or 255;

    private static bool HoldsSameAddress(in RuleSubject subject)
    {
        const PresentFields Both = PresentFields.Source | PresentFields.Destination;
        ref readonly EventFields fields = ref subject.Fields;
        return (fields.Present & Both) == Both && fields.Source == fields.Destination && !LoopbackPacket.Is(subject.Frame, in fields);
    }

    private bool HoldsEvidence(in RuleSubject subject)
    {
        ref readonly EventFields fields = ref subject.Fields;
        return (fields.Present & PresentFields.Evidence) != 0
            && (Activities.Length == 0 || Activities.AsSpan().Contains(fields.Activity))
            && (Signatures.Length == 0 || ((fields.Present & PresentFields.Signature) != 0 && HoldsSignature(in fields.Signature)))
            && (_programs.Length == 0 || HoldsAppName(fields.AppName.IsPresent ? fields.AppName.Of(subject.Frame) : UnnamedProgram.NameOf(fields.Dialect)))
            && (Classifications.Length == 0 || _classes.HoldsWhole(fields.Classification.Of(subject.Frame)))
            && (Messages.Length == 0 || HoldsMessage(subject.Message));
    }

    private bool HoldsSignature(in ProbeSignature signature)
    {
        foreach (SignatureRange range in Signatures)
        {
            if (range.Contains(signature))
                return true;
        }

        return false;
    }

    private bool HoldsAppName(ReadOnlySpan<byte> appName)
    {
        foreach (byte[] program in _programs)
        {
            if (appName.SequenceEqual(program))
                return true;
        }

        return false;
    }

    private bool HoldsMessage(ReadOnlySpan<char> message)
    {
        foreach (string text in Messages)
        {
            if (message.Contains(text, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private bool HoldsControlBits(in RuleSubject subject) =>
        subject.Fields.Dialect == ProbeDialect.Netfilter
        && ProbeClassifier.Dialects.Netfilter.ControlBits.TryRead(subject.Frame, out TcpControlBits bits)
        && ControlBits.AsSpan().Contains(bits & ControlBitText.Counted);

    private static AddressBlock[] Blocks(IReadOnlyList<System.Net.IPNetwork> networks) =>
        [.. networks.Select(AddressBlock.From).Distinct().OrderBy(b => b.ToString(), StringComparer.Ordinal)];

    private static bool Holds(RangeList condition, PresentFields present, ushort value) =>
        condition.IsEmpty || (present != 0 && condition.Contains(value));

    private static bool Holds(AddressBlock[] condition, PresentFields present, ProbeAddress value)
    {
        if (condition.Length == 0)
            return true;
        if (present == 0)
            return false;
        foreach (AddressBlock block in condition)
        {
            if (block.Contains(value))
                return true;
        }

        return false;
    }

    private bool HoldsPath(ReadOnlySpan<byte> path)
    {
        if (Paths.Length == 0)
            return true;
        if (path.IsEmpty)
            return false;
        foreach (PathPattern pattern in Paths)
        {
            if (pattern.Matches(path))
                return true;
        }

        return false;
    }
}
