using System;

namespace ProbeClassifier.Events;

/// <summary>
/// One frame that a dialect understood: a view, good only during the callback that hands it out. Reading a property costs
/// nothing and allocates nothing. <see cref="ProbeEventRecord.From"/> makes an owned copy.
/// </summary>
public readonly ref struct ProbeEvent
{
    private readonly ref readonly EventFields _fields;

    internal ProbeEvent(ReadOnlySpan<byte> frame, ref readonly EventFields fields)
    {
        Frame = frame;
        _fields = ref fields;
    }

    /// <summary>
    /// The bytes of the line without its line end. For a repeat, the line that is repeated. For an alert of several lines, all of
    /// them with the LFs between; those before the last were delivered as other lines.
    /// </summary>
    public ReadOnlySpan<byte> Frame { get; }

    /// <summary>The grammar that understood the frame; never <see cref="ProbeDialect.None"/>.</summary>
    public ProbeDialect Dialect => _fields.Dialect;

    /// <summary>What the device did.</summary>
    public ProbeAction Action => _fields.Action;

    /// <summary>Where the packet was going.</summary>
    public TrafficDirection Direction => _fields.Direction;

    /// <summary>How many events this stands for: 1, or the N of "repeated N times"; at least 1.</summary>
    public uint Count => _fields.Count;

    /// <summary>Whether a "repeated N times" line gave this event.</summary>
    public bool IsRepeat => (_fields.Present & PresentFields.Repeat) != 0;

    /// <summary>Seconds since 1970-01-01T00:00:00Z, rounded down; null when the line bears no usable time.</summary>
    public long? UnixSeconds => (_fields.Present & PresentFields.Time) != 0 ? _fields.UnixSeconds : null;

    /// <summary>When, in UTC, to 100 ns; null when the line bears no usable time. For a repeat, when the repeat was written.</summary>
    public DateTimeOffset? Time => (_fields.Present & PresentFields.Time) != 0
        ? DateTimeOffset.FromUnixTimeSeconds(_fields.UnixSeconds).AddTicks(_fields.Nanoseconds / 100)
        : null;

    /// <summary>The sender's address; null when the log gives none (an access log with resolved host names).</summary>
    public ProbeAddress? Source => (_fields.Present & PresentFields.Source) != 0 ? _fields.Source : null;

    /// <summary>The address aimed at; null when the log gives none.</summary>
    public ProbeAddress? Destination => (_fields.Present & PresentFields.Destination) != 0 ? _fields.Destination : null;

    /// <summary>The IP protocol; null when the log gives none.</summary>
    public Transport? Transport => (_fields.Present & PresentFields.Transport) != 0 ? _fields.Transport : null;

    /// <summary>0–65535; null where there is none: a fragment, ICMP, a protocol without ports.</summary>
    public ushort? SourcePort => (_fields.Present & PresentFields.SourcePort) != 0 ? _fields.SourcePort : null;

    /// <summary>0–65535; null where there is none: a fragment, ICMP, a protocol without ports.</summary>
    public ushort? DestinationPort => (_fields.Present & PresentFields.DestinationPort) != 0 ? _fields.DestinationPort : null;

    /// <summary>0–255; null when not ICMP or ICMPv6, or a fragment.</summary>
    public byte? IcmpType => (_fields.Present & PresentFields.IcmpType) != 0 ? _fields.IcmpType : null;

    /// <summary>0–255; null when absent.</summary>
    public byte? IcmpCode => (_fields.Present & PresentFields.IcmpCode) != 0 ? _fields.IcmpCode : null;

    /// <summary>Whether the packet was a fragment other than the first, which has no ports.</summary>
    public bool IsFragment => (_fields.Present & PresentFields.Fragment) != 0;

    /// <summary>Access logs: the request target as the client sent it; empty otherwise. Hostile text: never print it raw.</summary>
    public ReadOnlySpan<byte> RequestTarget => _fields.RequestTarget.Of(Frame);

    /// <summary>Access logs: the HTTP status; null otherwise.</summary>
    public ushort? HttpStatus => _fields.HttpStatus != 0 ? _fields.HttpStatus : null;

    /// <summary>What a program says happened; <see cref="ProbeActivity.None"/> for packet filters and access logs.</summary>
    public ProbeActivity Activity => HasEvidence ? _fields.Activity : ProbeActivity.None;

    /// <summary>The program's name in the envelope; empty for packet filters, access logs, and where there is none. Hostile text.</summary>
    public ReadOnlySpan<byte> AppName => HasEvidence ? _fields.AppName.Of(Frame) : default;

    /// <summary>The text that says what happened: an IDS signature's message, or what the program wrote; else empty. Hostile text.</summary>
    public ReadOnlySpan<byte> Message => HasEvidence ? _fields.Message.Of(Frame) : default;

    /// <summary>The class of attack that an IDS gives; else empty. Hostile text.</summary>
    public ReadOnlySpan<byte> Classification => HasEvidence ? _fields.Classification.Of(Frame) : default;

    /// <summary>An IDS's priority, 1 for the gravest; null when the log gives none.</summary>
    public byte? Priority => HasEvidence && _fields.Priority != 0 ? _fields.Priority : null;

    /// <summary>An IDS's signature; null when the log gives none.</summary>
    public ProbeSignature? Signature => (_fields.Present & PresentFields.Signature) != 0 ? _fields.Signature : null;

    private bool HasEvidence => (_fields.Present & PresentFields.Evidence) != 0;

    /// <summary>The raw fields, for the hot paths of this library.</summary>
    internal ref readonly EventFields Fields => ref _fields;
}
