using System;

namespace ProbeClassifier.Events;

/// <summary>A piece of a frame, by byte index from 0. <c>default</c> means absent; an empty field that is present has a start.</summary>
internal readonly record struct ByteRange(int Start, int Length)
{
    public bool IsPresent => Start > 0 || Length > 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> frame) => frame.Slice(Start, Length);
}
