using System;

namespace ProbeClassifier.Dialects.Host;

/// <summary>
/// The end of a line, token by token backwards. What a client sends stands before what the program adds behind it, so places counted
/// from the end are the program's own, whatever the client put into a name.
/// </summary>
/// <param name="Start">The first byte that may be taken.</param>
/// <param name="End">The byte behind the last that is left.</param>
internal record struct LineTail(int Start, int End)
{
    /// <summary>Takes the last token off; false when none is left.</summary>
    public bool TryTake(ReadOnlySpan<byte> frame, out int start, out int end)
    {
        TrimSpaces(frame);
        end = End;
        start = Start + frame[Start..End].LastIndexOf((byte)' ') + 1;
        End = start;
        return end > start;
    }

    /// <summary>Takes the last token off if it is this word; false, with nothing taken, otherwise.</summary>
    public bool TryTake(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> word)
    {
        LineTail before = this;
        if (TryTake(frame, out int start, out int end) && frame[start..end].SequenceEqual(word))
            return true;
        this = before;
        return false;
    }

    /// <summary>Drops spaces at the end.</summary>
    public void TrimSpaces(ReadOnlySpan<byte> frame) => End = Start + frame[Start..End].TrimEnd((byte)' ').Length;
}
