namespace ProbeClassifier.Tagging;

/// <summary>
/// The six sections of the JPCERT/CC activity report of April–June 2000. The numeric values are part of the snapshot format.
/// </summary>
public enum ReportSection : byte
{
    /// <summary>No section: the remainder.</summary>
    None = 0,

    /// <summary>I: probes, scans and other suspicious access.</summary>
    Probes = 1,

    /// <summary>II: mail relaying attempts.</summary>
    MailRelay = 2,

    /// <summary>III: mail with forged headers.</summary>
    ForgedMail = 3,

    /// <summary>IV: intrusion.</summary>
    Intrusion = 4,

    /// <summary>V: denial of service.</summary>
    DenialOfService = 5,

    /// <summary>VI: worms, trojan horses and viruses.</summary>
    Malware = 6,
}
