namespace ProbeClassifier.Events;

/// <summary>
/// What a program says happened, in words that all dialects share; rules turn it into tags. Packet filters and access logs say
/// nothing of the kind. The numeric values never change.
/// </summary>
public enum ProbeActivity : byte
{
    /// <summary>Nothing is said.</summary>
    None = 0,

    /// <summary>An IDS signature matched.</summary>
    Alert = 1,

    /// <summary>A scan detector found a scan.</summary>
    Scan = 2,

    /// <summary>A mail server refused to pass mail on for a stranger.</summary>
    RelayDenied = 10,

    /// <summary>An error mail (null sender) came for somebody who does not exist: our address was forged elsewhere.</summary>
    Backscatter = 11,

    /// <summary>A sender's domain or host name does not exist or does not belong to it.</summary>
    SenderForged = 12,

    /// <summary>SPF, DKIM or DMARC says that the sender is not who it claims to be.</summary>
    SenderCheckFailed = 13,

    /// <summary>A mail scanner found a virus, a worm or a trojan horse.</summary>
    Malware = 14,

    /// <summary>A service refused a connection because of where it came from.</summary>
    Refused = 20,

    /// <summary>A login failed.</summary>
    LoginFailed = 21,

    /// <summary>A login was tried for a user who does not exist.</summary>
    UnknownUser = 22,

    /// <summary>A client went away, or was sent away, before it had logged in.</summary>
    PreauthDisconnect = 23,

    /// <summary>What was sent is an attack on the service: an overlong command, a format string, a CRC-32 attack.</summary>
    ExploitAttempt = 24,

    /// <summary>A zone transfer was denied.</summary>
    TransferDenied = 25,

    /// <summary>A message could not be what an honest client sends.</summary>
    Malformed = 26,

    /// <summary>An interface began to take every packet.</summary>
    PromiscuousOn = 30,

    /// <summary>An interface stopped taking every packet.</summary>
    PromiscuousOff = 31,

    /// <summary>The kernel saw a SYN flood.</summary>
    SynFlood = 32,

    /// <summary>A packet came from where its source address cannot be.</summary>
    MartianSource = 33,

    /// <summary>Fragments do not fit together, or make a packet larger than there can be.</summary>
    BadFragment = 34,

    /// <summary>A file-integrity checker found a change.</summary>
    FileChanged = 35,

    /// <summary>The syslog daemon was started or stopped.</summary>
    LoggingRestarted = 36,

    /// <summary>Messages did not get into the log: too many came at a time.</summary>
    MessagesLost = 37,
}
