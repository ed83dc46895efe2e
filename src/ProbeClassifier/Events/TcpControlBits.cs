using System;

namespace ProbeClassifier.Events;

/// <summary>The control bits of a TCP segment, with their bits of RFC 9293 and RFC 3168.</summary>
[Flags]
public enum TcpControlBits : byte
{
    /// <summary>None at all, as no honest sender sends it.</summary>
    None = 0,

    /// <summary>No more data.</summary>
    Fin = 1,

    /// <summary>Synchronise.</summary>
    Syn = 2,

    /// <summary>Reset.</summary>
    Rst = 4,

    /// <summary>Push.</summary>
    Psh = 8,

    /// <summary>Acknowledgement.</summary>
    Ack = 16,

    /// <summary>Urgent.</summary>
    Urg = 32,

    /// <summary>ECN echo.</summary>
    Ece = 64,

    /// <summary>Congestion window reduced.</summary>
    Cwr = 128,
}
