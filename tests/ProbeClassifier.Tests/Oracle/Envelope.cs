namespace ProbeClassifier.Tests.Oracle;

/// <summary>Seconds since 1970 in UTC, and what is added to them.</summary>
internal sealed record Stamp(long UnixSeconds, int Nanoseconds);

/// <summary>The envelope of a line. Host and app are empty, facility and time null, where the line gives none.</summary>
internal sealed record Envelope(string Host, string App, int? Facility, Stamp? Time, string Message)
{
    private const int Kern = 0;
    private const int Daemon = 3;
    private const int FirstLocal = 16;

    /// <summary>What stands for the facility where the text does not say whom the line is from.</summary>
    public const int UnknownFacility = -1;

    /// <summary>Whether a mail server writes such lines into a log of its own.</summary>
    public bool IsMailersOwn { get; init; }

    /// <summary>
    /// Whether the message may be a packet filter's: the kernel's facility says so by itself; without a facility, or with a relay's, it is
    /// the sender's name.
    /// </summary>
    public bool IsTrusted => (App, Facility) switch
    {
        (_, Kern) => true,
        ("kernel" or "/kernel" or "ulogd" or "", null) => true,
        ("ulogd", Daemon or >= FirstLocal) => true,
        ("", >= FirstLocal) => true,
        _ => false,
    };
}
