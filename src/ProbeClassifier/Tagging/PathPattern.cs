using System;

namespace ProbeClassifier.Tagging;

/// <summary>The start of a normalised request path; <c>*</c> stands for one or more bytes of one segment.</summary>
internal static class PathPattern
{
    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> path)
    {
        int star = pattern.IndexOf((byte)'*');
        if (star < 0)
            return path.StartsWith(pattern);
        if (!path.StartsWith(pattern[..star]))
            return false;

        // A segment's end is the first slash, and the star may end anywhere before it: the pattern's rest decides.
        ReadOnlySpan<byte> rest = pattern[(star + 1)..];
        for (int at = star + 1; at <= path.Length && path[at - 1] != '/'; at++)
        {
            if (Matches(rest, path[at..]))
                return true;
        }

        return false;
    }
}
