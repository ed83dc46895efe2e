namespace ProbeClassifier.Events;

/// <summary>
/// Why a frame that a dialect recognised could not be understood. The numeric values are part of the snapshot format.
/// </summary>
public enum UnparsedReason : byte
{
    /// <summary>Not unparsed.</summary>
    None = 0,

    /// <summary>The line ends before a needed field is complete.</summary>
    Truncated = 1,

    /// <summary>Fields of a packet, but no source address: the head of the line is missing.</summary>
    NoSource = 2,

    /// <summary>No destination address where the grammar wants one.</summary>
    NoDestination = 3,

    /// <summary>No <c>PROTO=</c> field.</summary>
    NoProtocol = 4,

    /// <summary>An address that is neither IPv4 nor IPv6.</summary>
    BadAddress = 5,

    /// <summary>A port outside 0–65535, or not a number.</summary>
    BadPort = 6,

    /// <summary>A protocol name that is unknown, or a number outside 0–255.</summary>
    BadProtocol = 7,

    /// <summary>An ICMP type or code outside 0–255, or not a number.</summary>
    BadIcmp = 8,

    /// <summary>A field of the dialect is malformed in another way.</summary>
    BadField = 9,
}
