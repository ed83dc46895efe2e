using System;

namespace ProbeClassifier.Following;

/// <summary>
/// One generation of a log: the text that was written to one file from its creation, or from a truncation, to the next. It keeps its name in
/// the world by its content, wherever that lies: under the log's name, renamed, copied or compressed. Everything that is not about an open
/// file is in the checkpoint.
/// </summary>
internal sealed class Incarnation
{
    /// <summary>Where it was met first.</summary>
    public required string Place { get; init; }

    /// <summary>Where it lies on disk, or lay when it was last seen; zeros for unknown.</summary>
    public ulong Device { get; set; }

    public ulong Inode { get; set; }

    /// <summary>When it was last written, as far as was seen; ticks of UTC.</summary>
    public long LastWrite { get; set; }

    /// <summary>How many bytes of its text are done with.</summary>
    public long Position { get; set; }

    /// <summary>Whether the position is inside a line that was cut at the limit.</summary>
    public bool InOversizeLine { get; set; }

    /// <summary>Whether it is one of the files that the report counts: something was read of it.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Whether no more is expected of it.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Of the first <see cref="TextMark.Reach"/> bytes, or of all up to the position.</summary>
    public Fingerprint Head { get; set; }

    /// <summary>Of as many bytes before the position.</summary>
    public Fingerprint Tail { get; set; }

    /// <summary>The open file that it is read from; null when finished, or out of sight.</summary>
    public OpenLog? Open { get; set; }

    /// <summary>Since when it is out of sight, as a timestamp of the clock; only while it is neither open nor finished.</summary>
    public long LostAt { get; set; }

    /// <summary>A look at the files in which it was seen last.</summary>
    public long SeenInScan { get; set; }

    /// <summary>Its place in the checkpoint that is being written.</summary>
    public int Number { get; set; }

    public bool IsLost => Open is null && !IsFinished;

    public int MarkLength => (int)Math.Min(Position, TextMark.Reach);

    /// <summary>Says what was read up to the position.</summary>
    public void SetMark(TextMark mark)
    {
        Head = Fingerprint.Of(mark.Head);
        Tail = Fingerprint.Of(mark.Tail);
    }
}
