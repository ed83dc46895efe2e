namespace ProbeClassifier.Tests.Oracle;

/// <summary>Seconds since 1970 in UTC, and what is added to them.</summary>
internal sealed record Stamp(long UnixSeconds, int Nanoseconds);

/// <summary>The envelope of a line. Host and app are empty, facility and time null, where the line gives none.</summary>
internal sealed record Envelope(string Host, string App, int? Facility, Stamp? Time, string Message, bool HasStamp)
{
    private const int Kern = 0;
    private const int User = 1;
    private const int FirstLocal = 16;

    /// <summary>A facility that is written out and is none of the known ones.</summary>
    public const int UnknownFacility = -1;

    /// <summary>
    /// Whether the message may be a packet filter's: by the sender's name, and by the facility where there is one. Null where the text
    /// does not say: a kernel's facility with another name, and ulogd under a daemon's.
    /// </summary>
    public bool? IsTrusted => (App, Facility) switch
    {
        (_, UnknownFacility) => null,
        ("kernel" or "/kernel" or "ulogd" or "", null or Kern) => true,
        ("ulogd" or "", >= FirstLocal) => true,
        ("ulogd" or "", not User) => null,
        (_, Kern) => null,
        _ => false,
    };
}
