namespace ProbeClassifier.Kernels;

/// <summary>
/// What the fast path expects of the next line, because the last one was so. A guess that fails costs time, never meaning.
/// Everything is plain data of one stream, kept from block to block.
/// </summary>
internal sealed unsafe class LineMemo
{
    public HourMemo Hour;
    public KernelStamp Stamp;

    /// <summary>Bytes of the last MAC value.</summary>
    public int MacLength;

    public LinkTemplates Templates { get; } = new();

    /// <summary>The template of the last line, never null.</summary>
    public LinkTemplate* Last;

    /// <summary>Whether the last line failed for want of a known hour or start, so that the scalar parser's answer is worth learning.</summary>
    public bool WantsLesson = true;

    public LineMemo() => Last = Templates.None;

    /// <summary>Makes it fit for a stream with another clock.</summary>
    public void ForgetHour() => Hour = default;
}
