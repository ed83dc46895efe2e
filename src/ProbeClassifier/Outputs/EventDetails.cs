using System;
using ProbeClassifier.Dialects;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;

namespace ProbeClassifier.Outputs;

/// <summary>What a format reads again from the line: the envelope, and what an event does not hold. Ranges are of the event's frame.</summary>
internal struct EventDetails
{
    public EnvelopeFields Envelope;
    public PacketDetails Packet;
    public RequestDetails Request;
    public EventNature Nature;

    public static EventDetails Read(in ProbeEvent probe)
    {
        EventDetails details = default;
        SyslogParser.Parse(probe.Frame, out details.Envelope);
        details.Packet = PacketDetails.Read(probe, details.Envelope);
        details.Request = RequestDetails.Read(probe);
        details.Nature = EventNatures.Of(probe);
        return details;
    }

    /// <summary>The program that speaks: what a dialect took for it, or the envelope's app-name.</summary>
    public readonly ReadOnlySpan<byte> AppName(scoped in ProbeEvent probe) =>
        probe.AppName.IsEmpty ? Envelope.AppName.Of(probe.Frame) : probe.AppName;

    /// <summary>Whether what was wanted came about: false for what was stopped or failed, null where the log does not say.</summary>
    public readonly bool? Succeeded(in ProbeEvent probe) => Nature switch
    {
        EventNature.Login => false,
        EventNature.Request => probe.HttpStatus is { } status ? status < 400 : null,
        EventNature.Host or EventNature.File => null,
        _ => probe.Action switch
        {
            ProbeAction.Allowed => true,
            ProbeAction.Blocked => false,
            _ => null,
        },
    };

    /// <summary>What the device did or the program says, in one word: <c>blocked</c>, <c>allowed</c>, <c>logged</c>, or an activity.</summary>
    public static string Verb(in ProbeEvent probe) => probe switch
    {
        { Activity: not ProbeActivity.None } => probe.Activity.ToName(),
        { Action: ProbeAction.Other } => "logged",
        _ => probe.Action.ToName(),
    };
}
