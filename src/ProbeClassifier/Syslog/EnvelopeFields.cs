using ProbeClassifier.Events;

namespace ProbeClassifier.Syslog;

/// <summary>The envelope of a frame as pieces of it.</summary>
internal struct EnvelopeFields
{
    /// <summary>Where the frame's text begins: past the NULs that a crash leaves in a file, and a mark of UTF-8.</summary>
    public int Start;

    /// <summary>0–191, or -1 when the frame has none.</summary>
    public short Priority;

    /// <summary>0–23, from the PRI or from BusyBox's <c>facility.severity</c>; -1 when the frame has none.</summary>
    public sbyte Facility;

    public SyslogStamp Stamp;
    public ByteRange Host;
    public ByteRange AppName;
    public ByteRange ProcId;

    /// <summary>Where the message begins, after the app-name and a kernel's own <c>[seconds]</c> stamp.</summary>
    public int MessageStart;
}
