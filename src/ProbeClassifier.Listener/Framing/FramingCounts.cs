namespace ProbeClassifier.Listener.Framing;

/// <summary>What the framing of a stream met with. Counts only grow.</summary>
internal struct FramingCounts
{
    /// <summary>Messages handed on.</summary>
    public long Messages;

    /// <summary>Messages that began with something like an octet count which is none; they were read as text.</summary>
    public long BadOctetCounts;

    /// <summary>Times that what follows a counted message was not the start of another: its text was handed on as a message.</summary>
    public long Resynchronised;

    /// <summary>Messages of which only the beginning came. They were not handed on.</summary>
    public long Cut;
}
