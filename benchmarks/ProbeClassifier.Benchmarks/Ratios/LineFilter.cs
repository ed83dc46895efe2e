using System;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>Cuts a log down to the lines of one sort, to find out which sort is slow.</summary>
internal static class LineFilter
{
    public static byte[] Keep(ReadOnlySpan<byte> log, ReadOnlySpan<byte> text)
    {
        byte[] kept = new byte[log.Length];
        int length = 0;
        while (!log.IsEmpty)
        {
            int end = log.IndexOf((byte)'\n') + 1;
            if (log[..end].IndexOf(text) >= 0)
            {
                log[..end].CopyTo(kept.AsSpan(length));
                length += end;
            }

            log = log[end..];
        }

        return length > 0 ? kept[..length] : throw new ArgumentException("no line has that text", nameof(text));
    }
}
