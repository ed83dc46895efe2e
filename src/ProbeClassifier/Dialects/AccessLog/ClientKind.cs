namespace ProbeClassifier.Dialects.AccessLog;

/// <summary>What stands in the client field.</summary>
internal enum ClientKind : byte
{
    /// <summary>Nothing that can be a client.</summary>
    None = 0,

    /// <summary>One address.</summary>
    Address,

    /// <summary>A host name: the server looked it up, and the address is lost.</summary>
    Name,

    /// <summary>A <c>-</c>: a format that takes the client from a header which was not sent.</summary>
    Dash,

    /// <summary>
    /// A Unix socket, or a list from X-Forwarded-For, in which no entry is the server's own word: an access without a source.
    /// </summary>
    Unnamed,

    /// <summary>Something that means to be an address and is none.</summary>
    BadAddress,
}
