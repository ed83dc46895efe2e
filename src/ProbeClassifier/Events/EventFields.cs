using System;

namespace ProbeClassifier.Events;

/// <summary>Which of an event's optional fields the log gave. Absent is not zero.</summary>
[Flags]
internal enum PresentFields : ushort
{
    None = 0,
    Time = 1,
    Source = 2,
    Destination = 4,
    Transport = 8,
    SourcePort = 16,
    DestinationPort = 32,
    IcmpType = 64,
    IcmpCode = 128,
    Fragment = 256,
    Repeat = 512,
    Signature = 1024,

    /// <summary>The fields from <see cref="EventFields.Activity"/> on are set.</summary>
    Evidence = 2048,

    /// <summary>A packet of a kind that is rare (whose reader says which): rules outside of the tables may match it.</summary>
    Odd = 4096,
}

/// <summary>
/// What a dialect reads out of a frame. One instance is reused from line to line, so a writer sets every field that its
/// <see cref="Present"/> bits claim, and readers look at <see cref="Present"/> first.
/// </summary>
internal struct EventFields
{
    public PresentFields Present;
    public ProbeDialect Dialect;
    public ProbeAction Action;
    public TrafficDirection Direction;
    public Transport Transport;
    public byte IcmpType;
    public byte IcmpCode;
    public ushort SourcePort;
    public ushort DestinationPort;

    /// <summary>Events this stands for: 1, or N of a "repeated N times" line.</summary>
    public uint Count;

    /// <summary>Seconds since 1970-01-01T00:00:00Z.</summary>
    public long UnixSeconds;

    /// <summary>0–999,999,999, to add to <see cref="UnixSeconds"/>.</summary>
    public int Nanoseconds;

    public ProbeAddress Source;
    public ProbeAddress Destination;

    /// <summary>Access logs: the request target as the client sent it, bytes of the frame.</summary>
    public ByteRange RequestTarget;

    /// <summary>Access logs: the HTTP status; 0 when absent.</summary>
    public ushort HttpStatus;

    /// <summary>What a program says happened.</summary>
    public ProbeActivity Activity;

    /// <summary>1 for the gravest; 0 when the log gives none.</summary>
    public byte Priority;

    /// <summary>The envelope's app-name, bytes of the frame.</summary>
    public ByteRange AppName;

    /// <summary>The text that says what happened, bytes of the frame: a signature's message, or the program's.</summary>
    public ByteRange Message;

    /// <summary>An IDS's class of attack, bytes of the frame.</summary>
    public ByteRange Classification;

    public ProbeSignature Signature;

    /// <summary>The envelope's host, bytes of the frame.</summary>
    public ByteRange Host;

    /// <summary>What a daemon says about the log itself.</summary>
    public LogNote Note;

    /// <summary>Who says it; meaningful with a <see cref="Note"/> only.</summary>
    public LogDaemon Daemon;

    /// <summary>How many messages were lost; 0 when it does not say.</summary>
    public uint Lost;
}
