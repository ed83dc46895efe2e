using System;

namespace ProbeClassifier.Dialects.Host;

/// <summary>Where the words of a program stand in its message. Indexes are those of the frame; -1 when absent.</summary>
internal static class Phrase
{
    /// <summary>The first place from a byte on.</summary>
    public static int Find(ReadOnlySpan<byte> frame, int from, ReadOnlySpan<byte> words)
    {
        int at = frame[from..].IndexOf(words);
        return at < 0 ? -1 : from + at;
    }

    /// <summary>The last place from a byte on.</summary>
    public static int FindLast(ReadOnlySpan<byte> frame, int from, ReadOnlySpan<byte> words)
    {
        int at = frame[from..].LastIndexOf(words);
        return at < 0 ? -1 : from + at;
    }

    /// <summary>The first place, and whether there is no other: what stands twice may have been put there by the client.</summary>
    public static int FindOnly(ReadOnlySpan<byte> frame, int from, ReadOnlySpan<byte> words, out bool isOnly)
    {
        int at = Find(frame, from, words);
        isOnly = at >= 0 && FindLast(frame, from, words) == at;
        return at;
    }

    /// <summary>Moves past the words if they stand here.</summary>
    public static bool Skip(ReadOnlySpan<byte> frame, ref int at, ReadOnlySpan<byte> words)
    {
        if (!frame[at..].StartsWith(words))
            return false;
        at += words.Length;
        return true;
    }
}
