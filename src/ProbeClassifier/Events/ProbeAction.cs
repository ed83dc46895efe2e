namespace ProbeClassifier.Events;

/// <summary>What the device did, normalised from the log's own word. The numeric values are part of the snapshot format.</summary>
public enum ProbeAction : byte
{
    /// <summary>The log does not say, or says something else (LOG, AUDIT, a chain name).</summary>
    Other = 0,

    /// <summary>The access was let through (ACCEPT, ALLOW, PASS …; an HTTP status below 400).</summary>
    Allowed = 1,

    /// <summary>The access was stopped (DROP, DENY, REJECT, BLOCK …; an HTTP status that refuses).</summary>
    Blocked = 2,
}
