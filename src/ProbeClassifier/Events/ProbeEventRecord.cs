using System;

namespace ProbeClassifier.Events;

/// <summary>An owned copy of a <see cref="ProbeEvent"/>, for keeping past the callback. Immutable; safe to share.</summary>
public sealed record ProbeEventRecord
{
    /// <summary>The grammar that understood the frame.</summary>
    public required ProbeDialect Dialect { get; init; }

    /// <summary>The bytes of the line without its line end; of an alert of several lines, all of them with the LFs between.</summary>
    public required ReadOnlyMemory<byte> Frame { get; init; }

    /// <summary>How many events this stands for; at least 1.</summary>
    public required uint Count { get; init; }

    /// <summary>Whether a "repeated N times" line gave this event.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>When, in UTC; null when the line bears no usable time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>What the device did.</summary>
    public ProbeAction Action { get; init; }

    /// <summary>Where the packet was going.</summary>
    public TrafficDirection Direction { get; init; }

    /// <summary>The sender's address; null when the log gives none.</summary>
    public ProbeAddress? Source { get; init; }

    /// <summary>The address aimed at; null when the log gives none.</summary>
    public ProbeAddress? Destination { get; init; }

    /// <summary>The IP protocol; null when the log gives none.</summary>
    public Transport? Transport { get; init; }

    /// <summary>0–65535; null where there is none.</summary>
    public ushort? SourcePort { get; init; }

    /// <summary>0–65535; null where there is none.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>0–255; null when absent.</summary>
    public byte? IcmpType { get; init; }

    /// <summary>0–255; null when absent.</summary>
    public byte? IcmpCode { get; init; }

    /// <summary>Whether the packet was a fragment other than the first.</summary>
    public bool IsFragment { get; init; }

    /// <summary>Access logs: the request target as the client sent it; empty otherwise.</summary>
    public ReadOnlyMemory<byte> RequestTarget { get; init; }

    /// <summary>Access logs: the HTTP status; null otherwise.</summary>
    public ushort? HttpStatus { get; init; }

    /// <summary>What a program says happened.</summary>
    public ProbeActivity Activity { get; init; }

    /// <summary>The program's name in the envelope; empty without one.</summary>
    public ReadOnlyMemory<byte> AppName { get; init; }

    /// <summary>The text that says what happened; empty for packet filters and access logs.</summary>
    public ReadOnlyMemory<byte> Message { get; init; }

    /// <summary>The class of attack that an IDS gives; else empty.</summary>
    public ReadOnlyMemory<byte> Classification { get; init; }

    /// <summary>An IDS's priority, 1 for the gravest; null when the log gives none.</summary>
    public byte? Priority { get; init; }

    /// <summary>An IDS's signature; null when the log gives none.</summary>
    public ProbeSignature? Signature { get; init; }

    /// <summary>Copies an event and its frame. Allocates both.</summary>
    /// <param name="probe">The event.</param>
    public static ProbeEventRecord From(in ProbeEvent probe)
    {
        byte[] frame = probe.Frame.ToArray();
        ByteRange target = probe.Fields.RequestTarget;
        return new()
        {
            Dialect = probe.Dialect,
            Frame = frame,
            Count = probe.Count,
            IsRepeat = probe.IsRepeat,
            Time = probe.Time,
            Action = probe.Action,
            Direction = probe.Direction,
            Source = probe.Source,
            Destination = probe.Destination,
            Transport = probe.Transport,
            SourcePort = probe.SourcePort,
            DestinationPort = probe.DestinationPort,
            IcmpType = probe.IcmpType,
            IcmpCode = probe.IcmpCode,
            IsFragment = probe.IsFragment,
            RequestTarget = frame.AsMemory(target.Start, target.Length),
            HttpStatus = probe.HttpStatus,
            Activity = probe.Activity,
            AppName = Copy(probe.AppName),
            Message = Copy(probe.Message),
            Classification = Copy(probe.Classification),
            Priority = probe.Priority,
            Signature = probe.Signature,
        };
    }

    private static ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> text) => text.IsEmpty ? default : text.ToArray().AsMemory();
}
