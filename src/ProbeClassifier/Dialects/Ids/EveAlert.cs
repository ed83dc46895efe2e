using System;
using ProbeClassifier.Dialects.Netfilter;
using ProbeClassifier.Events;
using ProbeClassifier.Syslog;
using ProbeClassifier.Text;

namespace ProbeClassifier.Dialects.Ids;

/// <summary>
/// What was read of one EVE object, in whatever order it came. Of members with one name the first counts. A member whose value is wrong
/// is remembered as the fault; reading goes on, because only the whole object tells whether it is an alert.
/// </summary>
internal struct EveAlert
{
    private EveMembers _seen;
    private EveMembers _present;

    public SyslogStamp Stamp;
    public ByteRange Type;
    public ByteRange Target;
    public ByteRange Text;
    public ByteRange Category;
    public ProbeAction Action;
    public ProbeAddress Source;
    public ProbeAddress Destination;
    public uint SourcePort;
    public uint DestinationPort;
    public uint IcmpType;
    public uint IcmpCode;
    public uint Generator;
    public uint Number;
    public uint Revision;
    public uint Severity;
    public Transport Transport;

    /// <summary>Why the object cannot be understood; <see cref="UnparsedReason.None"/> when it can.</summary>
    public UnparsedReason Fault;

    /// <summary>Where in the frame.</summary>
    public int FaultAt;

    public readonly bool Has(EveMembers members) => (_present & members) == members;

    /// <summary>Whether this is the first member of its name, be its value null.</summary>
    public bool IsFirst(EveMembers member)
    {
        bool isFirst = (_seen & member) == 0;
        _seen |= member;
        return isFirst;
    }

    /// <summary>Says that a member has a value.</summary>
    public void Add(EveMembers member) => _present |= member;

    /// <summary>Says that a member's value is as good as none.</summary>
    public void Forget(EveMembers member) => _present &= ~member;

    /// <summary>Remembers the first fault.</summary>
    public void Fail(UnparsedReason reason, int at)
    {
        if (Fault != UnparsedReason.None)
            return;
        Fault = reason;
        FaultAt = at;
    }

    /// <summary>Gives what was read to the event. Ports and types are of the protocols that have them.</summary>
    public readonly void CopyTo(ref EventFields fields)
    {
        fields.Activity = ProbeActivity.Alert;
        fields.Action = Action;
        fields.Signature = new ProbeSignature(Generator, Number, Revision);
        fields.Priority = (byte)Math.Min(Severity, byte.MaxValue);
        fields.Classification = Category;
        fields.RequestTarget = Target;
        fields.Source = Source;
        fields.Destination = Destination;
        fields.Transport = Transport;
        if (Has(EveMembers.Text))
            fields.Message = Text;
        fields.Present = Present(EveMembers.Number, PresentFields.Signature) | Present(EveMembers.Source, PresentFields.Source)
            | Present(EveMembers.Destination, PresentFields.Destination) | Present(EveMembers.Transport, PresentFields.Transport);
        if (Has(EveMembers.Transport) && Transport is Transport.Icmp or Transport.Icmp6)
        {
            fields.IcmpType = (byte)IcmpType;
            fields.IcmpCode = (byte)IcmpCode;
            fields.Present |= Present(EveMembers.IcmpType, PresentFields.IcmpType) | Present(EveMembers.IcmpCode, PresentFields.IcmpCode);
        }
        else if (!Has(EveMembers.Transport) || ProtocolNames.HasPorts(Transport))
        {
            fields.SourcePort = (ushort)SourcePort;
            fields.DestinationPort = (ushort)DestinationPort;
            fields.Present |= Present(EveMembers.SourcePort, PresentFields.SourcePort) | Present(EveMembers.DestinationPort, PresentFields.DestinationPort);
        }
    }

    private readonly PresentFields Present(EveMembers member, PresentFields field) => Has(member) ? field : PresentFields.None;
}

/// <summary>Members of an EVE object that an event is made of.</summary>
[Flags]
internal enum EveMembers
{
    None = 0,
    Stamp = 1,
    Type = 1 << 1,
    Source = 1 << 2,
    SourcePort = 1 << 3,
    Destination = 1 << 4,
    DestinationPort = 1 << 5,
    Transport = 1 << 6,
    IcmpType = 1 << 7,
    IcmpCode = 1 << 8,
    Alert = 1 << 9,
    Http = 1 << 10,
    Action = 1 << 11,
    Generator = 1 << 12,
    Number = 1 << 13,
    Revision = 1 << 14,
    Text = 1 << 15,
    Category = 1 << 16,
    Severity = 1 << 17,
    Target = 1 << 18,
}
