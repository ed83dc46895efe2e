namespace ProbeClassifier.Syslog;

/// <summary>A timestamp as written: what it lacks, it lacks.</summary>
internal struct SyslogStamp
{
    /// <summary>False when the line bears no stamp; the other fields then mean nothing.</summary>
    public bool IsPresent;

    /// <summary>1970–2105, or 0 when the stamp gives none.</summary>
    public ushort Year;

    /// <summary>1–12.</summary>
    public byte Month;

    /// <summary>1–31; 29 February is valid here, the clock decides on its year.</summary>
    public byte Day;

    /// <summary>0–23.</summary>
    public byte Hour;

    /// <summary>0–59.</summary>
    public byte Minute;

    /// <summary>0–59; a leap second (60) is read as 59.</summary>
    public byte Second;

    /// <summary>0–999,999,999; digits past the ninth are dropped.</summary>
    public int Nanoseconds;

    /// <summary>Whether <see cref="OffsetMinutes"/> was given.</summary>
    public bool HasOffset;

    /// <summary>Minutes east of UTC, −840 to 840.</summary>
    public short OffsetMinutes;
}
